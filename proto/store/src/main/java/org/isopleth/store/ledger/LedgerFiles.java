package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isopleth.ledger.LedgerSource;

/// The files of one ledger directory, for its owner alone (0600 in 0700). A file is replaced whole or
/// not at all, and is on disk when a call returns. Half-written bytes lie in a folder beside the
/// ledger, so that an auditor never finds them in it. One writer; not thread-safe.
class LedgerFiles implements LedgerSource {
    private final Path directory;
    private final Path unfinished;
    private final Disk disk;

    LedgerFiles(Path directory) {
        this(directory, new Disk());
    }

    /// @param disk changes the files
    LedgerFiles(Path directory, Disk disk) {
        this.disk = disk;
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
            disk.makeFolders(unfinished);
            Path temporary = unfinished.resolve("next");
            disk.delete(temporary);
            disk.write(temporary, content);
            Path folder = Disk.parent(file);
            disk.makeFolders(folder);
            disk.rename(temporary, file);
            disk.sync(folder);
        } catch (IOException e) {
            throw new LedgerFileException(file, e);
        }
    }

    /// Removes a file, and its folder when that is empty then.
    void remove(String path) {
        Path file = directory.resolve(path);
        try {
            disk.delete(file);
            Path folder = Disk.parent(file);
            if (!folder.equals(directory) && isEmpty(folder)) {
                disk.delete(folder);
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
}
