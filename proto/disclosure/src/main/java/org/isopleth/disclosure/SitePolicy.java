package org.isopleth.disclosure;

/// The limits one hospital sets on what may leave it. Immutable, thread-safe.
///
/// A policy may only tighten its profile; the counting rule and the rule on planned rounds have no
/// setting and are always on.
///
/// @param profile the set of limits it starts from
/// @param minimumRows patients behind any release, and outside a subset of which others tell everything
/// @param minimumCell patients in any outcome class or level, and events, that is not empty
/// @param maximumColumnsPerRow design or model columns per patient; above 0
/// @param minimumSites sites behind every number that becomes readable under `sum-only`, sites that may
///     collude not counted; at least 3
/// @param maximumShare of the patients in a sum that one site may have; above 0, at most 0.8
/// @param outputs limits on single kinds of output
/// @param questions limits on questions beside each other
public record SitePolicy(
        Profile profile,
        int minimumRows,
        int minimumCell,
        double maximumColumnsPerRow,
        int minimumSites,
        double maximumShare,
        OutputLimits outputs,
        QuestionLimits questions) {
    static final int MINIMUM_SITES = 3;
    static final double MAXIMUM_SHARE = 0.8;

    /// The loosest policy that needs nobody's signature, and the default.
    public static final SitePolicy FLOORS = Profile.STRICT.policy();

    /// @throws PolicyException when a limit is looser than the profile's
    public SitePolicy {
        PolicyException.requireAtLeast(profile, profile.minimumRows(), "minimum-rows", minimumRows);
        PolicyException.requireAtLeast(profile, profile.minimumCell(), "minimum-cell", minimumCell);
        PolicyException.requireAtMost(
                profile, profile.maximumColumnsPerRow(), "maximum-columns-per-row", maximumColumnsPerRow);
        PolicyException.requireAtLeast(profile, MINIMUM_SITES, "minimum-sites", minimumSites);
        PolicyException.requireAtMost(profile, MAXIMUM_SHARE, "maximum-share", maximumShare);
        outputs.requireNoLooserThan(profile.outputs(), profile);
        questions.requireNoLooserThan(profile.questions(), profile);
    }

    /// A strict policy with its own limits on patients and columns.
    public SitePolicy(int minimumRows, int minimumCell, double maximumColumnsPerRow) {
        this(minimumRows, minimumCell, maximumColumnsPerRow, MINIMUM_SITES, MAXIMUM_SHARE);
    }

    /// A strict policy with its own limits on patients, columns and sites.
    public SitePolicy(
            int minimumRows, int minimumCell, double maximumColumnsPerRow, int minimumSites, double maximumShare) {
        this(
                Profile.STRICT,
                minimumRows,
                minimumCell,
                maximumColumnsPerRow,
                minimumSites,
                maximumShare,
                Profile.STRICT.outputs(),
                Profile.STRICT.questions());
    }
}
