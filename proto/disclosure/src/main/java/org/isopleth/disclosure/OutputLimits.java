package org.isopleth.disclosure;

/// The limits on single kinds of output. Immutable, thread-safe.
///
/// @param minimumFreedom patients a model must have beyond its columns (ACRO `safe_dof_threshold`)
/// @param maximumTwoShare of a sum's absolute values that two patients may have: (n, k) dominance with n = 2 (ACRO)
/// @param minimumRemainder what all but the two largest must have together, as a share of the largest: the p % rule
///     (ACRO `safe_pratio_p`)
/// @param maximumLevels that a categorical variable may take (dsBase `nfilter.levels.max`)
/// @param maximumBinShare of the patients that one bin of a histogram may hold (FLARE `max_bins_percent`)
/// @param roundingBase of which every count of a published table is a multiple (ACRO `safe_round_base`)
public record OutputLimits(
        int minimumFreedom,
        double maximumTwoShare,
        double minimumRemainder,
        int maximumLevels,
        double maximumBinShare,
        int roundingBase) {

    /// At most this share of the patients may be the number of levels (dsBase `nfilter.levels.density`).
    static final double LEVELS_PER_ROW = 0.33;

    /// Characters of a text, and of a name (dsBase `nfilter.string`, `nfilter.stringShort`).
    static final int LONGEST_TEXT = 80;

    static final int LONGEST_NAME = 20;

    /// Digits of a quantile that count.
    static final int QUANTILE_DIGITS = 3;

    void requireNoLooserThan(OutputLimits floor, Profile profile) {
        PolicyException.requireAtLeast(profile, floor.minimumFreedom, "minimum-freedom", minimumFreedom);
        PolicyException.requireAtMost(profile, floor.maximumTwoShare, "maximum-two-share", maximumTwoShare);
        PolicyException.requireAtLeast(profile, floor.minimumRemainder, "minimum-remainder", minimumRemainder);
        PolicyException.requireAtMost(profile, floor.maximumLevels, "maximum-levels", maximumLevels);
        PolicyException.requireAtMost(profile, floor.maximumBinShare, "maximum-bin-share", maximumBinShare);
        PolicyException.requireAtLeast(profile, floor.roundingBase, "rounding-base", roundingBase);
    }
}
