package org.isopleth.radiomics.cases;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only their owner can read (0600), because they hold measurements of patients. Stateless,
/// thread-safe.
public final class OwnerOnly {
    private OwnerOnly() {}

    /// Writes to a file.
    @FunctionalInterface
    public interface Content {
        /// Writes all of it.
        void write(BufferedWriter out) throws IOException;
    }

    /// Writes a text file whole or not at all: beside its place first, then renamed.
    ///
    /// @throws IOException when the file system refuses
    public static void write(Path file, Content content) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.deleteIfExists(beside);
            try (FileChannel channel = open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    BufferedWriter out = new BufferedWriter(
                            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
                content.write(out);
                out.flush();
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /// Opens a file; one that is made is its owner's only.
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(file, Set.of(options), owner);
    }
}
