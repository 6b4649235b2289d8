package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isopleth.ledger.LedgerSource;

/// The files of one ledger directory, for its owner alone (0600 in 0700). A file is replaced whole or
/// not at all, and is on disk when a call returns. Half-written bytes lie in a folder beside the
/// ledger, so that an auditor never finds them in it. One writer; not thread-safe.
class LedgerFiles implements LedgerSource {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final Path unfinished;

    LedgerFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.unfinished = this.directory.resolveSibling(this.directory.getFileName() + ".unfinished");
    }

    /// Every regular file, as paths with `/` between their parts.
    @Override
    public SortedSet<String> paths() {
        SortedSet<String> paths = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return paths;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> paths.add(directory.relativize(file).toString()));
            return paths;
        } catch (IOException e) {
            throw new LedgerFileException(directory, e);
        }
    }

    @Override
    public Optional<byte[]> read(String path) {
        Path file = directory.resolve(path);
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LedgerFileException(file, e);
        }
    }

    /// Makes `path` hold `content`; does nothing when it already does.
    void settle(String path, byte[] content) {
        if (read(path).filter(found -> Arrays.equals(found, content)).isEmpty()) {
            replace(path, content);
        }
    }

    void replace(String path, byte[] content) {
        Path file = directory.resolve(path);
        try {
            makeFolder(unfinished);
            Path temporary = unfinished.resolve("next");
            Files.deleteIfExists(temporary);
            writeDurably(temporary, content);
            Path folder = parent(file);
            makeFolder(folder);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            makeDurable(folder);
        } catch (IOException e) {
            throw new LedgerFileException(file, e);
        }
    }

    /// Removes a file, and its folder when that is empty then.
    void remove(String path) {
        Path file = directory.resolve(path);
        try {
            Files.deleteIfExists(file);
            Path folder = parent(file);
            if (!folder.equals(directory) && isEmpty(folder)) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new LedgerFileException(file, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new NoSuchFileException(file.toString());
        }
        return parent;
    }

    /// Writes a new file for its owner alone, and waits for the disk.
    static void writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), permissions(FILE))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /// Makes a folder, and those above it that are missing, for their owner alone.
    static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = parent(folder);
        makeFolder(above);
        Files.createDirectory(folder, permissions(FOLDER));
        makeDurable(above);
    }

    /// Waits until the names in a folder are on disk.
    static void makeDurable(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
