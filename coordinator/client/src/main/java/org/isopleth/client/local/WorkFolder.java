package org.isopleth.client.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isopleth.client.CommandFailure;

/// The folder in which a demo or a benchmark runs. Only a folder an earlier one made is replaced.
///
/// @param path where
public record WorkFolder(Path path) {
    private static final String MARK = "isopleth-demo";

    /// Makes an empty work folder, removing what an earlier run left.
    public void renew() {
        try {
            if (Files.exists(path)) {
                if (!Files.exists(path.resolve(MARK))) {
                    throw new CommandFailure(
                            path.toString(),
                            "this folder was not made by a demo or benchmark; choose another with --work");
                }
                remove(path);
            }
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            Files.writeString(path.resolve(MARK), "Everything here is replaced by the next run.\n");
        } catch (IOException e) {
            throw new CommandFailure(path.toString(), "the work folder cannot be made; choose another with --work");
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    /// Makes a new folder with these documents, by their names.
    public Path make(String name, Map<String, String> documents) {
        Path to = path.resolve(name);
        try {
            Files.createDirectory(to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
            for (Map.Entry<String, String> document : documents.entrySet()) {
                Path file = Files.writeString(to.resolve(document.getKey()), document.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException("the documents cannot be written", e);
        }
    }

    /// Copies a folder of documents into a new folder of this one.
    public Path copy(Path from, String name) {
        Path to = path.resolve(name);
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectory(to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
            for (Path file : files.toList()) {
                Path copy = to.resolve(String.valueOf(file.getFileName()));
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's documents cannot be copied", e);
        }
    }
}
