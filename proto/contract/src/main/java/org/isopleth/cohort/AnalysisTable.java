package org.isopleth.cohort;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The patients of a frozen cohort, one row each, one column per variable. Immutable, thread-safe.
///
/// Row order carries no meaning: every sum over rows is exact, so any order gives the same bits.
public final class AnalysisTable {
    private final int rows;
    private final Map<String, Column> columns;

    /// @throws IllegalArgumentException when columns differ in length or share a name
    public AnalysisTable(int rows, Collection<? extends Column> columns) {
        this.rows = rows;
        Map<String, Column> byName = new LinkedHashMap<>();
        for (Column column : columns) {
            if (column.rows() != rows) {
                throw new IllegalArgumentException("column '" + column.name() + "' has another number of rows");
            }
            if (byName.putIfAbsent(column.name(), column) != null) {
                throw new IllegalArgumentException("column '" + column.name() + "' appears twice");
            }
        }
        this.columns = byName;
    }

    /// The number of patients.
    public int rows() {
        return rows;
    }

    /// The columns, in the study's order.
    public List<Column> columns() {
        return new ArrayList<>(columns.values());
    }

    /// Whether there is a column of this name.
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /// The column of this name.
    ///
    /// @throws IllegalArgumentException when there is none
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("there is no column '" + name + "'");
        }
        return column;
    }

    /// The patients with a value in every one of the named columns (complete cases), in this order.
    public AnalysisTable complete(Collection<String> names) {
        List<Column> needed = names.stream().map(this::column).toList();
        int[] kept = IntStream.range(0, rows)
                .filter(row -> needed.stream().noneMatch(column -> column.isMissing(row)))
                .toArray();
        return select(kept);
    }

    /// The patients of the given rows, in that order.
    public AnalysisTable select(int[] kept) {
        return new AnalysisTable(
                kept.length,
                columns.values().stream().map(column -> column.select(kept)).toList());
    }
}
