package org.isopleth.store.blob;

import java.io.IOException;
import java.nio.file.Path;

/// The file system refused: a full disk, a lost folder. Nothing of the failed call is acknowledged.
public final class BlobFileException extends BlobException {
    private static final long serialVersionUID = 1L;

    private final Path path;

    BlobFileException(Path path, IOException cause) {
        super(path + " cannot be read or written: check the disk", cause);
        this.path = path;
    }

    /// The file or folder.
    public Path path() {
        return path;
    }
}
