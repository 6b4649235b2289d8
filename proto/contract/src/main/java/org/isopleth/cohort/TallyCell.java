package org.isopleth.cohort;

/// One whole number of a [Tally], known from the plan alone: the coordinator and every site name the same
/// cells in the same order. Immutable, thread-safe.
public sealed interface TallyCell {

    /// What a variable is in the analysis, which decides the rule its counts must pass.
    enum Role {
        /// The outcome, or the event or time of a survival outcome.
        OUTCOME,
        /// A covariate, or a column of a summary.
        COVARIATE,
        /// It divides patients into strata, none of which is a number that leaves.
        STRATUM
    }

    /// The patients the analysis sums over.
    record Rows() implements TallyCell {}

    /// The events of a survival outcome.
    record Events() implements TallyCell {}

    /// The patients with one value of a variable.
    ///
    /// @param level the value, in words
    record Value(Role role, String variable, String level) implements TallyCell {}

    /// The patients whose value of a number has no cell of its own, at sites where the number takes at most
    /// two values.
    record OtherValue(Role role, String variable) implements TallyCell {}

    /// No patients: one for a site where a number takes more than two values, so that it is no mark
    /// some patients have.
    record ManyValues(Role role, String variable) implements TallyCell {}

    /// No patients: one for every site of the sum. The only cell of an analysis whose sums have noise, for
    /// exact totals beside them would tell what the noise hides; its sites are fixed all the same.
    record Part() implements TallyCell {}
}
