package org.isopleth.coordinator.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Tells the logging back end, before it starts, where the program's log is kept.
final class LogFile {
    /// The property that `logback.xml` reads.
    private static final String PROPERTY = "isopleth.log";

    static final String NAME = "coordinator.log";

    private LogFile() {}

    /// Logs to `coordinator.log` in `folder`, readable by its owner only.
    static void at(Path folder) {
        Path log = folder.resolve(NAME);
        try {
            if (Files.isDirectory(folder) && Files.notExists(log)) {
                Files.createFile(
                        log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(log + ": the log cannot be written; check the folder's rights", e);
        }
        System.setProperty(PROPERTY, log.toString());
    }
}
