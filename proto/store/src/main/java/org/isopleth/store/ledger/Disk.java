package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Every single change a ledger's files go through: write, sync, rename, removal, a new folder. Here and nowhere
/// else, so that a test can let each of them fail. Files and folders are for their owner alone. Stateless,
/// thread-safe.
class Disk {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    /// Writes a new file, and waits until its content is on disk.
    final void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), permissions(FILE))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                write(channel, buffer);
            }
            sync(channel);
        }
    }

    /// Makes a folder, and those above it that are missing.
    final void makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = parent(folder);
        makeFolders(above);
        makeFolder(folder);
        sync(above);
    }

    void write(FileChannel channel, ByteBuffer buffer) throws IOException {
        channel.write(buffer);
    }

    void sync(FileChannel channel) throws IOException {
        channel.force(true);
    }

    /// Waits until the names in a folder are on disk.
    void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder, permissions(FOLDER));
    }

    /// Gives a file its name, replacing what has it.
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Removes a file or an empty folder, if it is there.
    void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new NoSuchFileException(file.toString());
        }
        return parent;
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
