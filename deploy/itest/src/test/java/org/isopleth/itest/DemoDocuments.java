package org.isopleth.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/// What the demo's hospitals start with: their documents, and for two of them a database.
final class DemoDocuments {
    private DemoDocuments() {}

    /// The demo's documents in the checkout.
    static Path folder() {
        return Path.of(System.getProperty("isopleth.root"), "deploy", "demo");
    }

    /// Puts a hospital's documents into a new folder.
    static void copy(String hospital, Path to) {
        try (Stream<Path> files = Files.list(folder().resolve(hospital))) {
            Files.createDirectories(to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
            for (Path file : files.toList()) {
                Path copy = to.resolve(String.valueOf(file.getFileName()));
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
            }
            if (Files.exists(to.resolve("patients.sql"))) {
                fillDatabase(to);
            }
        } catch (IOException | SQLException e) {
            throw new AssertionError("the demo's documents cannot be copied", e);
        }
    }

    private static void fillDatabase(Path hospital) throws IOException, SQLException {
        String password =
                Files.readString(hospital.resolve("database.password")).strip();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + hospital.resolve("hospital"), "reader", password);
                Statement statement = connection.createStatement()) {
            statement.execute("RUNSCRIPT FROM '" + hospital.resolve("patients.sql") + "' CHARSET 'UTF-8'");
        }
    }
}
