package org.isopleth.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Folders (0700) and files (0600) that only their owner can read, from their first moment on.
/// Stateless.
///
/// On a file system without such permissions they are left to the folder's owner.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private PrivateFiles() {}

    /// Makes sure that `folder` exists and other users cannot enter it. A folder that is there already
    /// and empty is closed to them; one that holds files is not ours to change.
    ///
    /// @throws StoreFolderException if it is a file, cannot be made, or is open to others and not empty
    public static void createFolder(Path folder) {
        try {
            if (!Files.exists(folder)) {
                Files.createDirectories(folder, attributes(folder, FOLDER));
            } else if (!Files.isDirectory(folder)) {
                throw new StoreFolderException(folder, "is a file where a folder is needed", null);
            } else {
                closeToOthers(folder);
            }
        } catch (IOException failure) {
            throw new StoreFolderException(folder, "cannot be made or read: check its owner and the disk", failure);
        }
    }

    private static void closeToOthers(Path folder) throws IOException {
        if (!posix(folder) || FOLDER.containsAll(Files.getPosixFilePermissions(folder))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new StoreFolderException(folder, "is open to other users: chmod 700 it, or name another", null);
            }
        }
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    /// Makes the empty file `file`.
    ///
    /// @throws StoreFolderException if it exists or cannot be made
    public static void createFile(Path file) {
        try {
            Files.createFile(file, attributes(file, FILE));
        } catch (IOException failure) {
            throw new StoreFolderException(file, "cannot be made: check the folder's owner and the disk", failure);
        }
    }

    /// Opens `file` for writing, making it if it is absent.
    ///
    /// @param options more ways to open it
    public static FileChannel openForWriting(Path file, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(StandardOpenOption.WRITE);
        all.add(StandardOpenOption.CREATE);
        return FileChannel.open(file, all, attributes(file, FILE));
    }

    /// Forces new, renamed and deleted names in `folder` to the disk.
    ///
    /// @throws StoreFolderException if that fails
    public static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException failure) {
            throw new StoreFolderException(folder, "cannot be forced to disk: check the disk", failure);
        }
    }

    /// The text of a file that holds only a password, without line ends around it.
    ///
    /// @throws StoreFolderException if it cannot be read, is empty, or is open to other users
    public static String readSecret(Path file) {
        try {
            if (posix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new StoreFolderException(file, "holds a password and is open to other users: chmod 600 it", null);
            }
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new StoreFolderException(file, "is empty where a password is needed", null);
            }
            return secret;
        } catch (IOException failure) {
            throw new StoreFolderException(file, "cannot be read: it must hold the database password", failure);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
