package org.isopleth.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder into which a command writes its documents; made when there is something to write. Immutable,
/// thread-safe.
///
/// @param path where it is or will be
public record ResultFolder(Path path) {

    /// Tells before a long run that nothing could be written there.
    ///
    /// @throws CommandFailure when something else has its name, or it cannot be written to
    public void require() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CommandFailure(path.toString(), "this is a file, not a folder; choose another name");
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new CommandFailure(path.toString(), "this folder cannot be written to; choose another");
        }
    }

    /// Writes a document, whole or not at all; makes the folder first when it is not there.
    ///
    /// @throws CommandFailure when the file system refuses
    public void write(String name, byte[] bytes) {
        try {
            Files.createDirectories(path);
        } catch (IOException _) {
            throw new CommandFailure(path.toString(), "this folder cannot be created; choose another");
        }
        new ResultFile(path.resolve(name)).write(bytes);
    }
}
