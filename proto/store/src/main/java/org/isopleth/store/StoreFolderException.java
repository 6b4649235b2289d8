package org.isopleth.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A folder or file that the store needs cannot be used as it is.
public final class StoreFolderException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Path path;

    /// @param path the folder or file
    /// @param problem what is wrong and what to do, as the end of a sentence
    /// @param cause what the operating system said, if anything
    public StoreFolderException(Path path, String problem, @Nullable Throwable cause) {
        super(path + " " + problem, cause);
        this.path = path;
    }

    /// The folder or file.
    public Path path() {
        return path;
    }
}
