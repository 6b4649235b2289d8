package org.isopleth.itest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
    Optional<String> store(String program) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + program);
            Path password = folder.resolve(program + ".password");
            Files.writeString(password, "unused: the test server trusts this machine\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            return Optional.of("{postgresql: {url: \"jdbc:postgresql://localhost:" + server.getPort() + "/" + program
                    + "\", user: postgres, password-file: \"" + password + "\"}}");
        } catch (SQLException | IOException e) {
            throw new AssertionError("no database for " + program, e);
        }
    }
}
