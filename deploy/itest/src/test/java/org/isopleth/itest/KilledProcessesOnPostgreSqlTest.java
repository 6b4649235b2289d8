package org.isopleth.itest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Every program keeps its state in a database of its own on a real PostgreSQL server.
class KilledProcessesOnPostgreSqlTest extends KilledProcessesContract {
    @SuppressWarnings("NullAway.Init") // Set before the first test.
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    Optional<String> foundStore(String program) {
        execute("CREATE DATABASE " + program);
        return Optional.of(setting(program));
    }

    @Override
    Optional<String> copyStore(String program, int run) {
        String database = program + run;
        execute("CREATE DATABASE " + database + " TEMPLATE " + program);
        return Optional.of(setting(database));
    }

    @Override
    void dropStores(int run) {
        Members.demo().programs().forEach(program -> execute("DROP DATABASE " + program + run + " WITH (FORCE)"));
    }

    private void execute(String statement) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statements = connection.createStatement()) {
            statements.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private String setting(String database) {
        try {
            Path password = folder.resolve("postgres.password");
            Files.writeString(password, "unused: the test server trusts this machine\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            return "{postgresql: {url: \"jdbc:postgresql://localhost:" + server.getPort() + "/" + database
                    + "\", user: postgres, password-file: \"" + password + "\"}}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
