package org.isopleth.masking;

import org.isopleth.canonical.Json;

/// A site's own limits on masked rounds, from its policy, never from the wire; a proposal may ask for more,
/// not for less. Immutable, thread-safe.
///
/// @param minimumSites how many sites must show keys, at least 3
/// @param minimumSurvivors how many vectors must be in a sum, at least 3
/// @param minimumThreshold how many shares must be needed, beyond what [#threshold] asks for anyway
/// @param assumedColluders how many partners are assumed to side with the coordinator
/// @param maximumSites how many sites there may be
/// @param guard by how many sites the survivors must differ from those of every earlier sum, or not at all
public record MaskingFloors(
        int minimumSites,
        int minimumSurvivors,
        int minimumThreshold,
        int assumedColluders,
        int maximumSites,
        int guard) {

    /// Sums over fewer sites than this are never opened.
    public static final int LEAST_SURVIVORS = 3;

    /// Under this many survivors a site is warned.
    public static final int FEW_SURVIVORS = 5;

    /// Up to here every pair of sites shares a mask; sparser graphs are not reviewed.
    public static final int COMPLETE_GRAPH = 128;

    /// What holds where the policy says nothing.
    public static final MaskingFloors DEFAULT =
            new MaskingFloors(LEAST_SURVIVORS, LEAST_SURVIVORS, 0, 0, COMPLETE_GRAPH, 3);

    public MaskingFloors {
        if (minimumSites < LEAST_SURVIVORS
                || minimumSurvivors < LEAST_SURVIVORS
                || minimumThreshold < 0
                || assumedColluders < 0
                || maximumSites > Proposal.MAX_SITES
                || guard < 1) {
            throw new IllegalArgumentException("a policy may tighten the limits of masked rounds, not loosen them");
        }
    }

    /// How many shares a secret needs: more than two thirds of the sites, more than half of sites and
    /// colluders together (so that no two different sets of survivors can both find enough signatures), and
    /// what the site adds.
    public int threshold(int sites) {
        return Math.max(minimumThreshold, Math.max(2 * sites / 3 + 1, (sites + assumedColluders) / 2 + 1));
    }

    /// How many sites must show keys.
    public int sites(int threshold) {
        return Math.max(threshold, Math.max(minimumSites, LEAST_SURVIVORS + assumedColluders));
    }

    /// How many vectors a sum must have.
    public int survivors(int threshold) {
        return Math.max(threshold, Math.max(minimumSurvivors, LEAST_SURVIVORS + assumedColluders));
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("minimumSites", minimumSites)
                .with("minimumSurvivors", minimumSurvivors)
                .with("minimumThreshold", minimumThreshold)
                .with("assumedColluders", assumedColluders)
                .with("maximumSites", maximumSites)
                .with("guard", guard)
                .build();
    }

    /// Reads the JSON form.
    ///
    /// @throws IllegalArgumentException when it is looser than the floors everybody has
    public static MaskingFloors read(Json.Obj in) {
        return new MaskingFloors(
                in.count("minimumSites"),
                in.count("minimumSurvivors"),
                in.count("minimumThreshold"),
                in.count("assumedColluders"),
                in.count("maximumSites"),
                in.count("guard"));
    }
}
