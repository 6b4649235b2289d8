package org.isopleth.connector.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.connector.semantic.PatientPseudonyms;
import org.isopleth.store.PrivateFiles;

/// The patients who have withdrawn: no cohort frozen from then on has them. Kept as pseudonyms under the site's
/// secret, one in a line of a file (0600) that only grows, so that a command can add to it while the connector runs.
/// Thread-safe, for several programs as well.
public final class Withdrawals {
    /// In the folder for everything that is kept.
    static final String FILE = "withdrawn";

    private static final String PSEUDONYM = "[0-9a-f]{32}";

    private final Path state;
    private final Path file;

    /// @param state the folder for everything that is kept
    public Withdrawals(Path state) {
        this.state = state;
        this.file = state.resolve(FILE);
    }

    /// Adds patients by the hospital's own keys. When this returns it is durable. Once more changes nothing.
    ///
    /// @return how many were not in it before
    public int add(Collection<String> patients, PatientPseudonyms names) {
        Set<String> fresh = patients.stream().map(names::of).collect(Collectors.toCollection(TreeSet::new));
        try (FileChannel channel = PrivateFiles.openForWriting(file, StandardOpenOption.READ);
                FileLock lock = channel.lock()) {
            fresh.removeAll(patients());
            // A line that a crash cut off is ended first; it is none of a patient.
            String text = (channel.size() > 0 ? "\n" : "") + String.join("\n", fresh) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            channel.position(channel.size());
            while (lock.isValid() && bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.syncFolder(state);
        return fresh.size();
    }

    /// The pseudonyms of all.
    public Set<String> patients() {
        if (!Files.exists(file)) {
            return Set.of();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.matches(PSEUDONYM)).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
