package org.isopleth.masking;

import java.util.Map;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;

/// What a site knows of a masked round by itself, from its permit, its policy, the signed plan and the state
/// it received; every word of the coordinator is held against it. Immutable, thread-safe.
///
/// @param coordinator the coordinator's signing key, as the permit pins it
/// @param partners the signing key of every invited site, this one included, as the permit pins them
/// @param plan digest of the signed plan
/// @param model digest of the state as it arrived
/// @param words the number profile of the plan
/// @param length how many integers the site's vector has
public record SitePosition(
        SiteId own,
        KeyFingerprint coordinator,
        Map<SiteId, KeyFingerprint> partners,
        MaskedRound round,
        Digest plan,
        Digest model,
        WordSize words,
        int length,
        MaskingFloors floors) {
    public SitePosition {
        partners = Map.copyOf(partners);
    }
}
