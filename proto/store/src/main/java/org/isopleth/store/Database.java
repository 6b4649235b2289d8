package org.isopleth.store;

import java.util.function.Function;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/// A connected database, as far as H2 and PostgreSQL differ. Thread-safe, but for this: of all write
/// transactions of this process only one at a time is open, which [Writer] sees to.
sealed interface Database extends AutoCloseable permits H2Database, PostgreSqlDatabase {

    /// Connects to `location`.
    static Database open(StoreLocation location, Patience patience) {
        return switch (location) {
            case StoreLocation.Folder folder -> H2Database.open(folder, patience);
            case StoreLocation.PostgreSql server -> PostgreSqlDatabase.open(server, patience);
        };
    }

    /// Where it is, for messages.
    String place();

    /// `configuration` with connections of its own to this database: a migration may take longer than a
    /// write is allowed to.
    FluentConfiguration migrating(FluentConfiguration configuration);

    /// The SQL type of a name that compares by code point.
    String nameType();

    /// A connection outside any transaction; the caller closes it.
    Handle open();

    /// Commits what `handle` wrote. When this returns, it survives a power failure.
    void commit(Handle handle);

    /// Runs queries that see only what would survive a power failure.
    <T> T read(Function<Handle, T> queries);

    @Override
    void close();
}
