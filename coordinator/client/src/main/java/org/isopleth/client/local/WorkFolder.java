package org.isopleth.client.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isopleth.client.CommandFailure;

/// The folder in which a demo or a benchmark runs. Only an empty folder, or one an earlier run made, is used, and
/// by one run at a time.
///
/// @param path where
public record WorkFolder(Path path) {
    private static final String MARK = "isopleth-demo";

    /// The right of one run to the folder. The operating system takes it back when the process ends, however
    /// it ends.
    public record Held(FileChannel mark) implements AutoCloseable {
        @Override
        public void close() {
            try {
                mark.close();
            } catch (IOException _) {
                // The lock ends with the process then.
            }
        }
    }

    /// Takes the folder for one run and empties it of what an earlier one left.
    ///
    /// @throws CommandFailure when it holds anything else, another runs in it, or it cannot be made
    public Held renew() {
        try {
            if (Files.exists(path) && !Files.exists(path.resolve(MARK)) && !isEmptyFolder()) {
                throw new CommandFailure(
                        path.toString(), "this folder was not made by a demo or benchmark; choose another with --work");
            }
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            Held held = take();
            remove();
            return held;
        } catch (IOException e) {
            throw new CommandFailure(path.toString(), "the work folder cannot be made; choose another with --work");
        }
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.findAny().isEmpty();
        }
    }

    private Held take() throws IOException {
        Held held = new Held(FileChannel.open(path.resolve(MARK), StandardOpenOption.WRITE, StandardOpenOption.CREATE));
        if (!isLocked(held.mark())) {
            held.close();
            throw new CommandFailure(
                    path.toString(),
                    "another demo or benchmark runs in this folder; wait for its end or choose another with --work");
        }
        held.mark().write(StandardCharsets.UTF_8.encode("Everything here is replaced by the next run.\n"));
        return held;
    }

    private static boolean isLocked(FileChannel mark) throws IOException {
        try {
            return mark.tryLock() != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    /// Everything but the mark, without which a folder that was half removed would be nobody's.
    private void remove() throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(path)) {
            all = paths.sorted(Comparator.reverseOrder())
                    .filter(one -> !one.equals(path) && !one.equals(path.resolve(MARK)))
                    .toList();
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
