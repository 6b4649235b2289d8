package org.isopleth.disclosure.noise;

import org.isopleth.disclosure.loss.PrivacyCost;

/// What a noised contribution costs each of its patients, under both assumptions; both are shown and logged.
/// Immutable, thread-safe.
///
/// @param ifHonest if as many sites keep their noise to themselves as the plan assumes; this is charged
/// @param ifOthersCollude if every other site and the coordinator tell each other everything: this site's own
///     noise alone; the same where noise is local
public record NoiseClaim(PrivacyCost ifHonest, PrivacyCost ifOthersCollude) {
    /// Nothing was released.
    public static final NoiseClaim NOTHING = new NoiseClaim(PrivacyCost.ZERO, PrivacyCost.ZERO);

    /// Both costs of two releases.
    public NoiseClaim plus(NoiseClaim other) {
        return new NoiseClaim(ifHonest.plus(other.ifHonest), ifOthersCollude.plus(other.ifOthersCollude));
    }
}
