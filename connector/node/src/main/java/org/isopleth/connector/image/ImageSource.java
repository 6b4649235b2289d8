package org.isopleth.connector.image;

import java.nio.file.Path;
import java.util.List;

/// Where a hospital's images are: a folder or an archive. For one thread.
public interface ImageSource {
    /// Brings the index up to date; what is listed unchanged is not read again.
    ///
    /// @throws ImageSourceException when it cannot be read now
    void list(ImageIndex index, Progress progress);

    /// Brings files to this machine.
    ///
    /// @param files of the index
    /// @throws ImageSourceException when it cannot be read now
    Fetched fetch(List<ImageFile> files);

    /// Files on this machine; closing removes those that were copied.
    ///
    /// @param files their places
    /// @param done removes copies
    record Fetched(List<Path> files, Runnable done) implements AutoCloseable {
        public Fetched {
            files = List.copyOf(files);
        }

        @Override
        public void close() {
            done.run();
        }
    }

    /// Hears how far an import is, and may end it by throwing: what was stored until then stays.
    @FunctionalInterface
    interface Progress {
        /// @param what such as `files listed`
        void at(String what, long number);

        /// Called before each region is measured.
        default void check() {}
    }
}
