package org.isopleth.masking;

import java.util.Set;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.site.SiteId;

/// What a site has to do, in order. Immutable, thread-safe.
public sealed interface SiteOutput {

    /// Sign ([Signed#statement]), store, then send.
    record Send(SiteMessage message, Digest context) implements SiteOutput {}

    /// Mask the vector of this round, store it, then say [SiteEvent.VectorMasked].
    record MaskVector(MaskRecipe recipe) implements SiteOutput {}

    /// Add to the history, durably and before anything that follows is sent.
    record Remember(MaskingHistory.Opened opened) implements SiteOutput {}

    /// Tell people: the sum has so few sites that each should know.
    record FewSurvivors(MaskedRound round, Set<SiteId> survivors) implements SiteOutput {
        public FewSurvivors {
            survivors = Set.copyOf(survivors);
        }
    }

    /// Log: the coordinator signed two different things at one step.
    record Evidence(Step step, Heard first, Heard second) implements SiteOutput {}

    /// What was said at a step, enough to verify that it was.
    ///
    /// @param payload what the signature covers
    record Heard(Digest context, Digest payload, Bytes signature) {}
}
