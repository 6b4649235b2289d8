package org.isopleth.ontology.table;

import java.util.List;

/// One row of a table. Immutable, thread-safe.
///
/// @param line where it begins, from 1
/// @param cells as many as the heading has
public record CsvRow(long line, List<String> cells) {
    public CsvRow {
        cells = List.copyOf(cells);
    }
}
