package org.isopleth.connector.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.isopleth.store.PrivateFiles;

/// Tells the logging back end, before it starts, where the program's log is kept.
final class LogFile {
    /// The property that `logback.xml` reads.
    static final String PROPERTY = "isopleth.log";

    private LogFile() {}

    /// Logs to `file`, which only its owner can read. What libraries say to the JDK's logging would go to the console,
    /// which belongs to
    /// the commands; it is dropped, since every failure reaches the program as an exception too.
    static void at(Path file) {
        if (!Files.exists(file)) {
            PrivateFiles.createFile(file);
        }
        System.setProperty(PROPERTY, file.toAbsolutePath().toString());
        LogManager.getLogManager().reset();
    }
}
