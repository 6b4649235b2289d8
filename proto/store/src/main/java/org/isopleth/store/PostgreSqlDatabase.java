package org.isopleth.store;

import com.zaxxer.hikari.HikariConfig;
import java.util.function.Function;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/// A PostgreSQL database. Thread-safe.
///
/// Read committed is enough: every write transaction starts by locking the leader's row, so writes
/// happen one after another and each statement sees all earlier ones.
final class PostgreSqlDatabase implements Database {
    private final StoreLocation.PostgreSql location;
    private final ConnectionPool pool;

    private PostgreSqlDatabase(StoreLocation.PostgreSql location, ConnectionPool pool) {
        this.location = location;
        this.pool = pool;
    }

    static PostgreSqlDatabase open(StoreLocation.PostgreSql location, Patience patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(location.url());
        config.setUsername(location.user());
        config.setPassword(PrivateFiles.readSecret(location.passwordFile()));
        config.addDataSourceProperty("ApplicationName", "isopleth");
        config.addDataSourceProperty("connectTimeout", "10");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A server's detail message quotes the row that it refuses.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        // A server may be set to acknowledge commits before they are on disk.
        config.setConnectionInitSql("SET synchronous_commit = on; SET idle_in_transaction_session_timeout = "
                + patience.pause().toMillis() + "; SET lock_timeout = "
                + patience.lock().toMillis());
        return new PostgreSqlDatabase(location, ConnectionPool.open(location.place(), config));
    }

    @Override
    public String place() {
        return location.place();
    }

    @Override
    public FluentConfiguration migrating(FluentConfiguration configuration) {
        return configuration.dataSource(
                location.url(), location.user(), PrivateFiles.readSecret(location.passwordFile()));
    }

    @Override
    public String nameType() {
        return "VARCHAR(200) COLLATE \"C\"";
    }

    @Override
    public Handle open() {
        return pool.open();
    }

    @Override
    public void commit(Handle handle) {
        handle.commit();
    }

    @Override
    public <T> T read(Function<Handle, T> queries) {
        try (Handle handle = open()) {
            return queries.apply(handle);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
