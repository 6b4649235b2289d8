package org.isopleth.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.MaskRecipe.Direction;
import org.isopleth.masking.mask.MaskRecipe.Mask;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;

/// How to take the masks off a sum: for each survivor its own mask, and those it shared with lost sites, whose keys the
/// sites have opened. Immutable, thread-safe.
public final class Unmasking {
    private final WordSize words;
    private final Group group;
    private final SortedMap<SiteId, Bytes> selfSecrets;
    private final SortedMap<SiteId, AgreementKey> opened = new TreeMap<>();

    /// @param selfSecrets `b` of every survivor
    /// @param keySecrets `sSK` of every lost site
    Unmasking(WordSize words, Group group, Map<SiteId, Bytes> selfSecrets, Map<SiteId, Bytes> keySecrets) {
        this.words = words;
        this.group = group;
        this.selfSecrets = new TreeMap<>(selfSecrets);
        keySecrets.forEach((site, secret) ->
                opened.put(site, new AgreementKey(secret, group.of(site).masking())));
    }

    /// What to do with the sum. All processors work on it (the common pool): two sites gone of a hundred are already
    /// two hundred key agreements.
    public MaskRecipe recipe() {
        return new MaskRecipe(
                words,
                List.copyOf(selfSecrets.keySet()).parallelStream()
                        .flatMap(site -> masks(site).stream())
                        .toList());
    }

    private List<Mask> masks(SiteId survivor) {
        List<Mask> masks = new ArrayList<>();
        masks.add(new Mask(
                group.keys().selfMaskKey(CoordinatorRounds.of(selfSecrets, survivor), survivor), Direction.SUBTRACT));
        if (!opened.isEmpty()) {
            List<Bytes> keys = group.keys()
                    .pairMaskKeys(
                            List.copyOf(opened.values()), group.of(survivor).masking());
            int next = 0;
            for (SiteId lost : opened.keySet()) {
                masks.add(new Mask(
                        keys.get(next++),
                        SiteSharing.direction(group, survivor, lost).opposite()));
            }
        }
        return masks;
    }

    /// Takes all masks off a vector, in place.
    public void apply(byte[] sum) {
        recipe().applyAtOnce(sum, List.of(new MaskRecipe.Stretch(0, sum.length)));
    }
}
