package org.isopleth.analysis.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Reads the rows of a golden file of this module, without its header.
public final class Golden {
    private Golden() {}

    /// The cells of every row.
    public static List<List<String>> rows(String path) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + path), path),
                StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
