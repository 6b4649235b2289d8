package org.isopleth.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Published vectors that lie beside the project, not in it.
final class TrustData {
    private TrustData() {}

    /// The folder, or the test is skipped by name.
    static Path folder(String name) {
        Path folder = Path.of(System.getProperty("isopleth.root", "."))
                .resolve("../shared/data/trust")
                .resolve(name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "../shared is absent: the vectors of " + name + " were skipped");
        return folder;
    }

    /// All regular files below a folder, in order.
    static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
