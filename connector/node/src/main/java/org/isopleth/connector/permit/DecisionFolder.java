package org.isopleth.connector.permit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// Where a running connector and the person who decides meet, in the folder `permits` of the work folder:
///
/// ```
/// waiting/<study>    one page in plain words, written by the connector
/// decided/<study>    `approve` or `refuse`, written by the command, taken by the connector
/// ```
///
/// Every file appears whole, so neither side needs the other to run. Visible by their owner only.
/// Thread-safe.
public final class DecisionFolder {
    /// The subfolder of a work folder.
    public static final String NAME = "permits";

    /// A study of the largest size, with the label of each of its terms.
    private static final int MAX_PAGE_BYTES = 16 << 20;
    private static final int MAX_DECISION_BYTES = 100;

    private final Path waiting;
    private final Path decided;
    private final SecureRandom random;

    /// @param workFolder the connector's folder
    public DecisionFolder(Path workFolder, SecureRandom random) {
        this.waiting = workFolder.resolve(NAME).resolve("waiting");
        this.decided = workFolder.resolve(NAME).resolve("decided");
        this.random = random;
    }

    /// What a person decides.
    public enum Choice {
        APPROVE("approve"),
        REFUSE("refuse");

        private final String word;

        Choice(String word) {
            this.word = word;
        }

        /// As it is written.
        public String word() {
            return word;
        }
    }

    /// Puts a study before the person, once.
    public void ask(Digest study, Supplier<List<String>> page) {
        Path file = waiting.resolve(study.hex());
        if (!Files.exists(file)) {
            write(file, String.join("\n", page.get()) + "\n");
        }
    }

    /// The studies that wait for a decision.
    public List<Digest> waiting() {
        if (!Files.isDirectory(waiting)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(waiting)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .sorted()
                    .map(Digest::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What was put before the person.
    public String page(Digest study) {
        return read(waiting.resolve(study.hex()), MAX_PAGE_BYTES);
    }

    /// Writes a person's decision.
    public void decide(Digest study, Choice choice) {
        write(decided.resolve(study.hex()), choice.word() + "\n");
    }

    /// The person's decision, if there is one. A file that holds anything else is none.
    public Optional<Choice> decision(Digest study) {
        Path file = decided.resolve(study.hex());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String word = read(file, MAX_DECISION_BYTES).strip();
        return Stream.of(Choice.values())
                .filter(choice -> choice.word().equals(word))
                .findFirst();
    }

    /// Removes everything about a study that needs no decision any more.
    public void settle(Digest study) {
        try {
            Files.deleteIfExists(waiting.resolve(study.hex()));
            Files.deleteIfExists(decided.resolve(study.hex()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            OwnerOnlyFiles.createFolder(folder);
        }
        OwnerOnlyFiles.write(file, text.getBytes(StandardCharsets.UTF_8), random);
    }

    private static String read(Path file, int maxBytes) {
        return new String(OwnerOnlyFiles.read(file, maxBytes), StandardCharsets.UTF_8);
    }
}
