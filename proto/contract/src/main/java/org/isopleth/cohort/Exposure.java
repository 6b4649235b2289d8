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
///     covariate that takes at most two at this site, with its number of patients
/// @param marginalColumns d, the design columns a per-column tensor covers, intercept and dummies
///     included
/// @param jointColumns p, the columns of the largest Gram matrix or Hessian, intercept and dummies
///     included; 0 when there is none
/// @param plannedJointRounds T, how many rounds of this analysis may release such a matrix of these rows
/// @param alongside what the study's other analyses plan to release of the same patients
/// @param outputs what the rules of some kinds of output need to know besides
public record Exposure(
        int rows,
        List<Count> outcomeClasses,
        OptionalInt events,
        List<Count> levels,
        int marginalColumns,
        int jointColumns,
        int plannedJointRounds,
        List<JointPlan> alongside,
        List<OutputFacts> outputs) {

    public Exposure {
        outcomeClasses = List.copyOf(outcomeClasses);
        levels = List.copyOf(levels);
        alongside = List.copyOf(alongside);
        outputs = List.copyOf(outputs);
    }

    /// The exposure of an analysis that is alone in its study.
    public Exposure(
            int rows,
            List<Count> outcomeClasses,
            OptionalInt events,
            List<Count> levels,
            int marginalColumns,
            int jointColumns,
            int plannedJointRounds) {
        this(
                rows,
                outcomeClasses,
                events,
                levels,
                marginalColumns,
                jointColumns,
                plannedJointRounds,
                List.of(),
                List.of());
    }

    /// This with other analyses of the same study.
    public Exposure alongside(List<JointPlan> others) {
        return new Exposure(
                rows,
                outcomeClasses,
                events,
                levels,
                marginalColumns,
                jointColumns,
                plannedJointRounds,
                others,
                outputs);
    }

    /// This with what the rules of some kinds of output need to know.
    public Exposure telling(List<OutputFacts> facts) {
        return new Exposure(
                rows,
                outcomeClasses,
                events,
                levels,
                marginalColumns,
                jointColumns,
                plannedJointRounds,
                alongside,
                facts);
    }

    /// What a plan releases of columns together, as it is known before any patient is seen.
    ///
    /// @param columns p, the columns of its Gram matrix or Hessian, intercept and dummies included; from 1
    /// @param rounds T, how many rounds may release one
    public record JointPlan(int columns, int rounds) {}

    /// How many patients have one value of one variable.
    ///
    /// @param variable the study's name
    /// @param level the value, in words
    /// @param patients the number
    public record Count(String variable, String level, int patients) {}
}
