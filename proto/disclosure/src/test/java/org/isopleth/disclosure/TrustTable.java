package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A table of published expectations beside the project, in `../shared/data/trust`; tests that need it are
/// skipped by name where it is absent.
public final class TrustTable {
    private TrustTable() {}

    /// Whether this run does everything (`-Pfull`).
    public static boolean full() {
        return !System.getProperty("isopleth.tests", "sampled").equals("sampled");
    }

    /// One row, by column name.
    public record Row(Map<String, String> cells) {
        /// What stands in a column.
        public String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }
    }

    /// The rows of a CSV file.
    public static List<Row> rows(String file) throws IOException {
        Path path = Path.of(System.getProperty("isopleth.root", ".")).resolve("../shared/data/trust/" + file);
        assumeTrue(Files.exists(path), () -> "there is no " + file + " beside this project");
        List<String> lines = Files.readAllLines(path);
        List<String> header = cells(lines.getFirst());
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), cells.get(i));
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
