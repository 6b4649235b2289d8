package org.isopleth.disclosure;

/// The limits on questions beside each other. Immutable, thread-safe.
///
/// @param minimumDifference patients by which the patients of two outputs must differ, if they differ at all
/// @param maximumStatistics outputs of one study: one for each analysis and, of a summary, for each variable,
///     however many rounds it takes
/// @param maximumSubsets different sets of patients behind the outputs of one study
public record QuestionLimits(int minimumDifference, int maximumStatistics, int maximumSubsets) {

    void requireNoLooserThan(QuestionLimits floor, Profile profile) {
        PolicyException.requireAtLeast(profile, floor.minimumDifference, "minimum-difference", minimumDifference);
        PolicyException.requireAtMost(profile, floor.maximumStatistics, "maximum-statistics", maximumStatistics);
        PolicyException.requireAtMost(profile, floor.maximumSubsets, "maximum-subsets", maximumSubsets);
    }
}
