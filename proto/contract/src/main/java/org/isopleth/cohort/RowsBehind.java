package org.isopleth.cohort;

import java.util.Collection;
import java.util.Set;

/// The patients one output of an analysis rests on, and of which variables it tells. Stays in the hospital.
/// Immutable, thread-safe.
///
/// @param variables the study's names; empty when the output only counts the patients
/// @param patients their rows, with all columns of the cohort
public record RowsBehind(Set<String> variables, AnalysisTable patients) {
    public RowsBehind {
        variables = Set.copyOf(variables);
    }

    /// The complete cases of these variables.
    public static RowsBehind complete(AnalysisTable cohort, Collection<String> variables) {
        return new RowsBehind(Set.copyOf(variables), cohort.complete(variables));
    }
}
