package org.isopleth.disclosure;

/// The limits one hospital sets on what may leave it. Immutable, thread-safe.
///
/// A policy may only tighten [#FLOORS]; the counting rule and the rule on planned rounds have no
/// setting and are always on.
///
/// @param minimumRows patients behind any release; at least 10
/// @param minimumCell patients in any outcome class or level, and events, that is not empty; at least 10
/// @param maximumColumnsPerRow design or model columns per patient; above 0, at most 0.2
/// @param minimumSites sites behind every number that becomes readable under `sum-only`, sites that may
///     collude not counted; at least 3
/// @param maximumShare of the patients in a sum that one site may have; above 0, at most 0.8
public record SitePolicy(
        int minimumRows, int minimumCell, double maximumColumnsPerRow, int minimumSites, double maximumShare) {

    /// The loosest policy there is, and the default.
    public static final SitePolicy FLOORS = new SitePolicy(10, 10, 0.2);

    /// @throws PolicyException when a limit is looser than the floor
    public SitePolicy {
        requireAtLeast(10, "minimum-rows", minimumRows);
        requireAtLeast(10, "minimum-cell", minimumCell);
        requireAtMost(0.2, "maximum-columns-per-row", maximumColumnsPerRow);
        requireAtLeast(3, "minimum-sites", minimumSites);
        requireAtMost(0.8, "maximum-share", maximumShare);
    }

    /// A policy with the floors of `sum-only`.
    public SitePolicy(int minimumRows, int minimumCell, double maximumColumnsPerRow) {
        this(minimumRows, minimumCell, maximumColumnsPerRow, 3, 0.8);
    }

    private static void requireAtLeast(int floor, String setting, int value) {
        if (value < floor) {
            throw new PolicyException(
                    setting, setting + " must be at least " + floor + ": a policy can only tighten the floor");
        }
    }

    private static void requireAtMost(double floor, String setting, double value) {
        if (!(value > 0 && value <= floor)) {
            throw new PolicyException(
                    setting,
                    setting + " must be above 0 and at most " + floor + ": a policy can only tighten the floor");
        }
    }
}
