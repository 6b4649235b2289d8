package org.isopleth.radiomics.cases;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;
import org.isopleth.ontology.table.TableException;

/// Cases as a table: columns `case`, `image`, `mask`, and, where they are needed, `roi` and `series`. Paths are
/// relative to the table's folder. Stateless, thread-safe.
public final class CaseList {
    /// More cases than any study has; a bound on memory.
    static final int MOST_CASES = 1_000_000;

    private static final List<String> COLUMNS = List.of("case", "image", "mask", "roi", "series");

    private CaseList() {}

    /// Reads a table.
    ///
    /// @throws TableException when it is damaged, a column is missing or unknown, a cell that is needed is empty,
    ///     or a case appears twice
    public static List<Case> read(Path file) {
        String source = file.toString();
        try (CsvReader table = CsvReader.open(file, ',', StandardCharsets.UTF_8)) {
            for (String column : table.header()) {
                if (!COLUMNS.contains(column)) {
                    throw new TableException(
                            source, 1, "unknown column; the columns are " + String.join(", ", COLUMNS));
                }
            }
            if (!table.header().containsAll(COLUMNS.subList(0, 3))) {
                throw new TableException(source, 1, "the columns case, image and mask are needed");
            }
            List<Case> cases = new ArrayList<>();
            Set<List<Object>> seen = new HashSet<>();
            for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
                Case one = read(file, table.header(), row.get());
                if (!seen.add(List.of(one.name(), one.roi()))) {
                    throw new TableException(source, row.get().line(), "the case with this region appears twice");
                }
                cases.add(one);
                if (cases.size() > MOST_CASES) {
                    throw new TableException(source, row.get().line(), "more than " + MOST_CASES + " cases");
                }
            }
            if (cases.isEmpty()) {
                throw new TableException(source, 0, "the table names no case");
            }
            return cases;
        }
    }

    private static Case read(Path file, List<String> header, CsvRow row) {
        return new Case(
                needed(file, header, row, "case"),
                List.of(path(file, row, needed(file, header, row, "image"))),
                cell(header, row, "series"),
                path(file, row, needed(file, header, row, "mask")),
                cell(header, row, "roi"),
                List.of());
    }

    private static Path path(Path file, CsvRow row, String name) {
        try {
            return file.toAbsolutePath().resolveSibling(name);
        } catch (java.nio.file.InvalidPathException e) {
            throw new TableException(file.toString(), row.line(), "a cell is no path of this file system");
        }
    }

    private static String needed(Path file, List<String> header, CsvRow row, String column) {
        return cell(header, row, column)
                .orElseThrow(() ->
                        new TableException(file.toString(), row.line(), "the cell of column " + column + " is empty"));
    }

    private static Optional<String> cell(List<String> header, CsvRow row, String column) {
        int at = header.indexOf(column);
        return at < 0 ? Optional.empty() : Optional.of(row.cells().get(at)).filter(cell -> !cell.isBlank());
    }
}
