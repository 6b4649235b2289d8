package org.isopleth.wire.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Files that only their owner can read (mode 0600, in folders of mode 0700), replaced whole or not at
/// all, and on disk before a call returns. Thread-safe as far as the file system's rename is.
public final class OwnerOnlyFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnlyFiles() {}

    /// Makes the folder, for its owner alone, with the folders above it as the system makes them.
    ///
    /// @throws UncheckedIOException when it cannot be made, or is there already
    public static void createFolder(Path folder) {
        try {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder, attribute(FOLDER));
            // The process's umask can only have taken bits away; this gives the owner's back.
            Files.setPosixFilePermissions(folder, FOLDER);
        } catch (UnsupportedOperationException e) {
            throw notPosix(folder, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the file whole: a reader, and a restart after a crash, sees the old bytes or the new.
    public static void write(Path file, byte[] content, SecureRandom random) {
        Path temporary = file.resolveSibling(file.getFileName() + ".part-" + randomName(random));
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary, EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attribute(FILE))) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncEntry(file);
        } catch (UnsupportedOperationException e) {
            throw notPosix(file, e);
        } catch (IOException e) {
            discard(temporary);
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a file of at most `maxBytes`, and refuses one that others than its owner may use.
    ///
    /// @throws IdentityException when it is missing, exposed or too large
    public static byte[] read(Path file, int maxBytes) {
        try {
            requireOwnerOnly(file);
            long size = Files.size(file);
            if (size > maxBytes) {
                throw new IdentityException(Problem.MALFORMED, file + " is larger than it can be");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IdentityException(Problem.FILE_MISSING, file + " is missing", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Refuses a file or folder that others than its owner may read, change or enter.
    public static void requireOwnerOnly(Path path) {
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            if (!FOLDER.containsAll(found)) {
                String mode = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "700" : "600";
                throw new IdentityException(
                        Problem.FILE_EXPOSED,
                        path + " is open to other users (" + PosixFilePermissions.toString(found) + "): run chmod "
                                + mode + " on it, and replace the key if others could have read it");
            }
        } catch (NoSuchFileException e) {
            throw new IdentityException(Problem.FILE_MISSING, path + " is missing", e);
        } catch (UnsupportedOperationException e) {
            throw notPosix(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Moves a finished folder to its name, durably. `target` may be an empty folder.
    public static void publishFolder(Path finished, Path target) {
        try {
            syncFolder(finished);
            Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
            syncEntry(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes a folder that was never published, as far as that is possible.
    public static void discardFolder(Path folder) {
        try (var paths = Files.walk(folder)) {
            paths.sorted((a, b) -> b.getNameCount() - a.getNameCount()).forEach(OwnerOnlyFiles::discard);
        } catch (IOException e) {
            // Nothing refers to the folder; the error that led here is the one to report.
            return;
        }
    }

    /// A name nobody can foresee, for temporary files.
    public static String randomName(SecureRandom random) {
        byte[] name = new byte[8];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    private static void discard(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // As above: an unused temporary file is left behind, nothing more.
            return;
        }
    }

    private static void syncEntry(Path path) throws IOException {
        // Without it the rename itself may be lost when the power fails.
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            syncFolder(parent);
        }
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static IdentityException notPosix(Path path, Exception cause) {
        return new IdentityException(
                Problem.FILE_EXPOSED,
                path + " lies on a file system that cannot keep files to their owner: use another folder",
                cause);
    }
}
