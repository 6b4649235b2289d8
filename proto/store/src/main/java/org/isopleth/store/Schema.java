package org.isopleth.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;

/// Brings the tables of a database to this release's form, once it is sure whose database it is.
/// Stateless.
final class Schema {
    private static final String MIGRATIONS = "classpath:org/isopleth/store/migration";

    private Schema() {}

    /// Refuses a database of somebody else before changing anything in it; migrates; writes the owner's
    /// name if the database is new.
    ///
    /// @throws StoreOwnerException if it belongs to somebody else
    /// @throws StoreSchemaException if its tables are not those of this release or an earlier one
    static void prepare(Database database, StoreOwner owner, Instant now) {
        Attempts.of(database.place(), () -> {
            database.read(Schema::owner).ifPresent(found -> requireSame(database, owner, found));
            return true;
        });
        migrate(database);
        StoreOwner found = Attempts.of(database.place(), () -> claim(database, owner, now));
        requireSame(database, owner, found);
    }

    private static void requireSame(Database database, StoreOwner expected, StoreOwner found) {
        if (!expected.equals(found)) {
            throw new StoreOwnerException(database.place(), expected, found);
        }
    }

    private static Optional<StoreOwner> owner(Handle handle) {
        boolean exists = handle.createQuery("SELECT COUNT(*) FROM information_schema.tables"
                                + " WHERE table_schema = CURRENT_SCHEMA AND LOWER(table_name) = 'store_owner'")
                        .mapTo(Long.class)
                        .one()
                > 0;
        return exists ? recordedOwner(handle) : Optional.empty();
    }

    private static Optional<StoreOwner> recordedOwner(Handle handle) {
        return handle.createQuery("SELECT program, name FROM store_owner WHERE id = 1")
                .map((row, context) -> new StoreOwner(row.getString("program"), row.getString("name")))
                .findOne();
    }

    private static void migrate(Database database) {
        try {
            Flyway flyway = database.migrating(Flyway.configure(Schema.class.getClassLoader()))
                    .locations(MIGRATIONS)
                    .placeholders(Map.of("name", database.nameType()))
                    .load();
            requireKnown(database, flyway.info().all());
            flyway.migrate();
        } catch (FlywayValidateException failure) {
            throw new StoreSchemaException(
                    database.place(), "has tables that this release does not know: restore a backup", failure);
        } catch (FlywayException failure) {
            throw failed(database, failure);
        }
    }

    /// Two programs that open a new database at once wait for each other inside the migration.
    private static StoreException failed(Database database, FlywayException failure) {
        SqlFailure kind = SqlFailure.of(failure);
        return kind == SqlFailure.OTHER
                ? new StoreSchemaException(
                        database.place(), "is not an empty database, nor one of this program: name another", failure)
                : kind.asException(database.place(), failure);
    }

    private static void requireKnown(Database database, MigrationInfo[] migrations) {
        Arrays.stream(migrations)
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .ifPresent(version -> {
                    throw new StoreSchemaException(
                            database.place(),
                            "was written by a later release (schema " + version + "): use that release",
                            null);
                });
    }

    /// The owner: `owner` itself if there was none.
    private static StoreOwner claim(Database database, StoreOwner owner, Instant now) {
        Optional<StoreOwner> found = database.read(Schema::recordedOwner);
        if (found.isPresent()) {
            return found.get();
        }
        try (Handle handle = database.open()) {
            handle.begin();
            // The leader's row is locked so that of two programs at once the second sees the first's name.
            handle.execute("UPDATE leader SET epoch = epoch WHERE id = 1");
            Optional<StoreOwner> meanwhile = recordedOwner(handle);
            if (meanwhile.isEmpty()) {
                handle.createUpdate("INSERT INTO store_owner (id, program, name, opened_at)"
                                + " VALUES (1, :program, :name, :now)")
                        .bind("program", owner.program())
                        .bind("name", owner.name())
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .execute();
            }
            database.commit(handle);
            return meanwhile.orElse(owner);
        }
    }
}
