package org.isopleth.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL server on this machine, started once per test run and stopped with it. Every
/// test takes a database of its own. Thread-safe.
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /// An empty database.
    ///
    /// @param folder where to put the password file
    public static StoreLocation.PostgreSql newDatabase(Path folder) {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            Path password = folder.resolve(name + ".password");
            PrivateFiles.createFile(password);
            Files.writeString(password, "postgres\n");
            return new StoreLocation.PostgreSql(url(name), "postgres", password);
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException("no test database", failure);
        }
    }

    /// Deletes a database, ending what is connected to it.
    public static void drop(StoreLocation.PostgreSql location) {
        String name = location.place().substring(location.place().lastIndexOf('/') + 1);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        } catch (SQLException failure) {
            throw new IllegalStateException("the test database " + name + " stays", failure);
        }
    }

    /// A connection as superuser to a database.
    public static Connection connect(String database) throws SQLException {
        return Server.POSTGRES.getDatabase("postgres", database).getConnection();
    }

    /// The port on the loopback address.
    public static int port() {
        return Server.POSTGRES.getPort();
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /// Starts the server when it is first needed.
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                // Tests kill clients, never the server, so it need not wait for the disk.
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException failure) {
                throw new IllegalStateException("no PostgreSQL server for the tests", failure);
            }
        }
    }
}
