package org.isopleth.store.log;

import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isopleth.store.PrivateFiles;

/// A log of which every file is readable by its owner only: the first, and each that follows when the
/// one before is full. Named in `logback.xml`. As thread-safe as its parent.
///
/// @param <E> what is logged
public final class OwnerOnlyLog<E> extends RollingFileAppender<E> {
    /// The name in `logback.xml` when the program did not say where its log is: then there is none. A device
    /// such as `/dev/null` would be renamed when the day ends, by a program that may.
    static final String NO_LOG = "no-log";

    @Override
    public void start() {
        // A work folder that does not exist gets no log: the program says so in a moment.
        Path folder = Path.of(getFile()).toAbsolutePath().getParent();
        if (!NO_LOG.equals(getFile()) && folder != null && Files.isDirectory(folder)) {
            super.start();
        }
    }

    @Override
    public void doAppend(E event) {
        if (isStarted()) {
            super.doAppend(event);
        }
    }

    @Override
    public void openFile(String file) throws IOException {
        Path log = Path.of(file);
        if (Files.notExists(log)) {
            PrivateFiles.createFile(log);
        }
        super.openFile(file);
    }
}
