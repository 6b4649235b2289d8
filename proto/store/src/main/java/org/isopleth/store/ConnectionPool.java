package org.isopleth.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/// A few connections to one database. Thread-safe.
final class ConnectionPool implements AutoCloseable {
    /// One writer at a time is all the schema allows; the others serve readers.
    private static final int CONNECTIONS = 6;

    private static final long WAIT_MILLIS = 10_000;

    private final HikariDataSource dataSource;
    private final Jdbi jdbi;

    private ConnectionPool(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(dataSource);
        // Otherwise the message of a failed statement would show what it was to write.
        jdbi.configure(StatementExceptions.class, messages -> messages.setMessageRendering(MessageRendering.NONE));
    }

    /// Connects, and fails at once if that does not work.
    ///
    /// @throws StoreInUseException if another process has the file
    /// @throws StoreUnavailableException if there is no connection for another reason
    static ConnectionPool open(String place, HikariConfig config) {
        config.setPoolName("store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        try {
            return new ConnectionPool(new HikariDataSource(config));
        } catch (PoolInitializationException failure) {
            throw SqlFailure.of(failure).asException(place, failure);
        }
    }

    Handle open() {
        return jdbi.open();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
