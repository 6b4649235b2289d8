package org.isopleth.ontology.mapping;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.term.TermId;

/// What became of every cell of a table: for the data manager, at the site. It quotes local values,
/// so it never leaves. Immutable, thread-safe.
///
/// @param mapping the mapping's name
/// @param rows read
/// @param patients told apart
/// @param rowsWithoutKey rows that could not be used because they name no patient
/// @param columns one per mapped column
public record MappingReport(String mapping, long rows, long patients, long rowsWithoutKey, List<ColumnReport> columns) {
    /// The most of a local value that is shown, in characters.
    private static final int MOST_SHOWN = 60;

    public MappingReport {
        columns = List.copyOf(columns);
    }

    /// One column.
    ///
    /// @param column its local name
    /// @param term the variable
    /// @param cells how many cells became what
    /// @param unmapped the values without a meaning, most frequent first
    public record ColumnReport(String column, TermId term, Cells cells, List<UnmappedValue> unmapped) {
        public ColumnReport {
            unmapped = List.copyOf(unmapped);
        }

        /// The cells whose value has no meaning.
        public long unmappedRows() {
            return cells.notListed()
                    + unmapped.stream().mapToLong(UnmappedValue::rows).sum();
        }
    }

    /// Numbers of cells.
    ///
    /// @param mapped have a meaning
    /// @param missing are empty or hold a marker for "no value"
    /// @param notListed have a value without a meaning that is not listed because there are too many
    public record Cells(long mapped, long missing, long notListed) {}

    /// A local value without a meaning.
    ///
    /// @param value as it stands in the table
    /// @param reason why
    /// @param rows that have it
    /// @param patients that have it
    public record UnmappedValue(String value, UnmappedReason reason, long rows, long patients) {}

    /// Whether every cell has a meaning or is missing.
    public boolean isComplete() {
        return rowsWithoutKey == 0 && columns.stream().allMatch(column -> column.unmappedRows() == 0);
    }

    /// A local value as a terminal may show it: what would move its cursor, break the line or turn the
    /// direction of writing is escaped, and a long text is cut.
    private static String shown(String value) {
        StringBuilder shown = new StringBuilder();
        value.codePoints().limit(MOST_SHOWN).forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> shown.append("\\u{%x}".formatted(point));
                default -> shown.appendCodePoint(point);
            }
        });
        long points = value.codePointCount(0, value.length());
        return points > MOST_SHOWN ? shown + "…" : shown.toString();
    }

    /// The report in words, one line each.
    public List<String> lines(Vocabulary vocabulary) {
        List<String> lines = new ArrayList<>();
        lines.add(mapping + ": " + rows + " rows, " + patients + " patients"
                + (rowsWithoutKey > 0 ? ", " + rowsWithoutKey + " rows without a patient key were not used" : ""));
        for (ColumnReport column : columns) {
            lines.add("  " + column.column() + " -> " + column.term() + " " + vocabulary.label(column.term()) + ": "
                    + column.cells().mapped() + " mapped, " + column.cells().missing() + " missing, "
                    + column.unmappedRows() + " unmapped");
            for (UnmappedValue value : column.unmapped()) {
                lines.add("    '" + shown(value.value()) + "' (" + value.rows() + " rows, " + value.patients()
                        + " patients) " + value.reason().words());
            }
            if (column.cells().notListed() > 0) {
                lines.add("    and " + column.cells().notListed() + " rows with further values");
            }
        }
        return lines;
    }
}
