package org.isopleth.client.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isopleth.client.audit.BundleList.Listed;

/// Files of a bundle on their way in and out: for their owner alone where the file system can say so, symbolic links
/// not followed. Stateless, thread-safe.
final class BundleFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    /// How often a ledger that its owner publishes meanwhile is copied again.
    private static final int COPIES = 10;

    private BundleFiles() {}

    /// Every file below `folder` but the list itself.
    static SortedMap<String, Listed> listed(Path folder) throws IOException {
        SortedMap<String, Listed> listed = new TreeMap<>();
        for (Path file : files(folder)) {
            listed.put(relative(folder, file), Listed.of(file));
        }
        listed.remove(BundleList.PATH);
        return listed;
    }

    /// Copies a ledger as it is at one moment.
    ///
    /// @return whether that was possible; a ledger that changed each time is copied as it was last
    static boolean copyLedger(LedgerFolder ledger, Path to) throws IOException {
        for (int copy = 1; copy <= COPIES; copy++) {
            List<byte[]> before = heads(ledger);
            clear(to);
            for (Path file : files(ledger.directory())) {
                copy(file, to, relative(ledger.directory(), file));
            }
            List<byte[]> after = heads(ledger);
            if (Arrays.deepEquals(before.toArray(), after.toArray())) {
                return true;
            }
        }
        return false;
    }

    /// Copies a file, if it is still there, to a path below `folder`.
    static void copy(Path file, Path folder, String path) throws IOException {
        Path to = folder.resolve(path);
        Path parent = to.getParent();
        makeFolders(parent == null ? folder : parent);
        create(to);
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(file, out);
        } catch (NoSuchFileException e) {
            // The owner removed it meanwhile: the heads have changed as well, and the ledger is copied again.
            Files.delete(to);
        }
    }

    static void write(Path file, byte[] content) throws IOException {
        create(file);
        Files.write(file, content);
    }

    static void makeFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(folder.getFileSystem(), FOLDER));
    }

    private static void create(Path file) throws IOException {
        Files.createFile(file, attributes(file.getFileSystem(), FILE));
    }

    static FileAttribute<?>[] attributes(FileSystem system, Set<PosixFilePermission> permissions) {
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static List<byte[]> heads(LedgerFolder ledger) {
        return Stream.of("checkpoint", "pending-checkpoint")
                .map(path -> ledger.read(path).orElseGet(() -> new byte[0]))
                .toList();
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String relative(Path folder, Path file) {
        StringJoiner path = new StringJoiner("/");
        folder.relativize(file).forEach(part -> path.add(part.toString()));
        return path.toString();
    }
}
