package org.isopleth.connector.main;

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
    @Override
    public void openFile(String file) throws IOException {
        Path log = Path.of(file);
        if (Files.notExists(log)) {
            PrivateFiles.createFile(log);
        }
        super.openFile(file);
    }
}
