package org.isopleth.disclosure;

/// The limits one hospital sets on what may leave it. Immutable, thread-safe.
///
/// A policy may only tighten [#FLOORS]; the counting rule and the rule on planned rounds have no
/// setting and are always on.
///
/// @param minimumRows patients behind any release; at least 10
/// @param minimumCell patients in any outcome class or level, and events, that is not empty; at least 10
/// @param maximumColumnsPerRow design or model columns per patient; above 0, at most 0.2
public record SitePolicy(int minimumRows, int minimumCell, double maximumColumnsPerRow) {

    /// The loosest policy there is, and the default.
    public static final SitePolicy FLOORS = new SitePolicy(10, 10, 0.2);

    /// @throws PolicyException when a limit is looser than the floor
    public SitePolicy {
        requireAtLeastFloor("minimum-rows", minimumRows);
        requireAtLeastFloor("minimum-cell", minimumCell);
        if (!(maximumColumnsPerRow > 0 && maximumColumnsPerRow <= 0.2)) {
            throw new PolicyException(
                    "maximum-columns-per-row",
                    "maximum-columns-per-row must be above 0 and at most 0.2: a policy can only tighten the floor");
        }
    }

    private static void requireAtLeastFloor(String setting, int value) {
        if (value < 10) {
            throw new PolicyException(setting, setting + " must be at least 10: a policy can only tighten the floor");
        }
    }
}
