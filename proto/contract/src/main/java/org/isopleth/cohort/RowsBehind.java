package org.isopleth.cohort;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// The patients one output of an analysis rests on, and of which variables it tells. Stays in the hospital.
/// Immutable, thread-safe.
///
/// @param variables the study's names; empty when the output only counts the patients
/// @param patients one row for each, with what marks patients and no variable: the columns whose names have a space,
///     which no variable's has
public record RowsBehind(Set<String> variables, AnalysisTable patients) {
    public RowsBehind {
        variables = Set.copyOf(variables);
        // An analysis of hundreds of variables names as many of these: none holds a copy of the cohort.
        patients = marks(patients);
    }

    /// The complete cases of these variables.
    public static RowsBehind complete(AnalysisTable cohort, Collection<String> variables) {
        List<Column> needed = variables.stream().map(cohort::column).toList();
        int[] rows = IntStream.range(0, cohort.rows())
                .filter(row -> needed.stream().noneMatch(column -> column.isMissing(row)))
                .toArray();
        return new RowsBehind(Set.copyOf(variables), marks(cohort).select(rows));
    }

    private static AnalysisTable marks(AnalysisTable table) {
        return new AnalysisTable(
                table.rows(),
                table.columns().stream()
                        .filter(column -> column.name().indexOf(' ') >= 0)
                        .toList());
    }
}
