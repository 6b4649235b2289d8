package org.isopleth.client.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isopleth.ledger.EntryBundle;
import org.isopleth.ledger.LedgerSource;
import org.isopleth.ledger.TilePath;

/// The files below one directory, as they lie there: symbolic links are not followed, and no more of a
/// file is read than a ledger's longest could have. Thread-safe.
///
/// @param directory where the ledger lies
public record LedgerFolder(Path directory) implements LedgerSource {
    /// A full bundle of the longest entries, and one byte to tell a longer file.
    private static final int MOST_BYTES = TilePath.FULL * (2 + EntryBundle.MAX_ENTRY_BYTES) + 1;

    @Override
    public SortedSet<String> paths() {
        SortedSet<String> paths = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> paths.add(relative(file)));
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> read(String path) {
        Path file = directory.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String relative(Path file) {
        StringJoiner path = new StringJoiner("/");
        directory.relativize(file).forEach(part -> path.add(part.toString()));
        return path.toString();
    }
}
