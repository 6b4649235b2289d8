package org.isopleth.cohort;

import java.util.List;
import java.util.OptionalInt;

/// What the disclosure rules need to know of the rows behind a contribution. Never leaves the
/// hospital: it holds exact counts. Immutable, thread-safe.
///
/// @param rows the patients the contribution sums over
/// @param outcomeClasses for every outcome class its number of patients; empty for an outcome
///     that has no classes
/// @param events the number of events of a survival outcome
/// @param levels every level of every categorical covariate or stratum and both values of every
///     covariate that only takes 0 and 1, with its number of patients
/// @param marginalColumns d, the design columns a per-column tensor covers, intercept and dummies
///     included
/// @param jointColumns p, the columns of the largest Gram matrix or Hessian, intercept and dummies
///     included; 0 when there is none
/// @param plannedJointRounds T, how many rounds may release such a matrix of these rows
public record Exposure(
        int rows,
        List<Count> outcomeClasses,
        OptionalInt events,
        List<Count> levels,
        int marginalColumns,
        int jointColumns,
        int plannedJointRounds) {

    public Exposure {
        outcomeClasses = List.copyOf(outcomeClasses);
        levels = List.copyOf(levels);
    }

    /// How many patients have one value of one variable.
    ///
    /// @param variable the study's name
    /// @param level the value, in words
    /// @param patients the number
    public record Count(String variable, String level, int patients) {}
}
