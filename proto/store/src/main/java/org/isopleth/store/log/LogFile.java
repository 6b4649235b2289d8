package org.isopleth.store.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.isopleth.store.PrivateFiles;

/// Tells the logging back end, before it starts, where the program's log is kept. Stateless.
public final class LogFile {
    /// The property that `logback.xml` reads.
    private static final String PROPERTY = "isopleth.log";

    private LogFile() {}

    /// Logs to `file`, which only its owner can read; in a folder that does not exist there is no log. What
    /// libraries say to the JDK's logging would go to the console, which belongs to the commands; it is
    /// dropped, since every failure reaches the program as an exception too.
    ///
    /// @throws org.isopleth.store.StoreFolderException if the file cannot be made
    public static void at(Path file) {
        Path log = file.toAbsolutePath();
        if (log.getParent() != null && Files.isDirectory(log.getParent()) && Files.notExists(log)) {
            PrivateFiles.createFile(log);
        }
        System.setProperty(PROPERTY, log.toString());
        LogManager.getLogManager().reset();
    }
}
