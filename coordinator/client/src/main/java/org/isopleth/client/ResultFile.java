package org.isopleth.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file a command writes whole or not at all: beside its place first, then renamed. Immutable,
/// thread-safe.
///
/// @param path where it will be
public record ResultFile(Path path) {

    /// Tells before a long run that the file could not be written.
    ///
    /// @throws CommandFailure when its folder is not there or not writable, or what has its name is no file
    public void require() {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(path.toString(), "its folder does not exist; create it first");
        }
        if (Files.isDirectory(path)) {
            throw new CommandFailure(path.toString(), "a folder has this name; choose another");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path)) {
            // A device or a pipe would be replaced by a file.
            throw new CommandFailure(path.toString(), "this is no ordinary file; choose another name");
        }
        if (!Files.isWritable(folder)) {
            throw new CommandFailure(path.toString(), "its folder cannot be written to; choose another");
        }
    }

    /// Writes the bytes, replacing a file that is there.
    ///
    /// @throws CommandFailure when the file system refuses
    public void write(byte[] bytes) {
        Path beside = folder().resolve("." + path.getFileName() + ".part");
        try {
            Files.write(beside, bytes);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            throw new CommandFailure(path.toString(), unwritten(beside));
        }
    }

    private static String unwritten(Path beside) {
        String problem = "the file could not be written; check the disk and the folder";
        try {
            Files.deleteIfExists(beside);
            return problem;
        } catch (IOException _) {
            return problem + ", and remove " + beside;
        }
    }

    private Path folder() {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }
}
