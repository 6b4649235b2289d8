package org.isopleth.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.MaskRecipe.Direction;
import org.isopleth.masking.mask.MaskRecipe.Mask;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;

/// How to take the masks off a sum: for each survivor its own mask, for each lost site the masks it shared
/// with survivors. Immutable, thread-safe.
///
/// The recipes of different sites are independent: several threads may each take some off a vector of zeros
/// and add the vectors.
public final class Unmasking {
    private final WordSize words;
    private final Group group;
    private final SortedMap<SiteId, Bytes> selfSecrets;
    private final SortedMap<SiteId, Bytes> keySecrets;

    /// @param selfSecrets `b` of every survivor
    /// @param keySecrets `sSK` of every lost site
    Unmasking(WordSize words, Group group, Map<SiteId, Bytes> selfSecrets, Map<SiteId, Bytes> keySecrets) {
        this.words = words;
        this.group = group;
        this.selfSecrets = new TreeMap<>(selfSecrets);
        this.keySecrets = new TreeMap<>(keySecrets);
    }

    /// The survivors and the lost sites.
    public List<SiteId> sites() {
        List<SiteId> sites = new ArrayList<>(selfSecrets.keySet());
        sites.addAll(keySecrets.keySet());
        return List.copyOf(sites);
    }

    /// What to do with the sum on account of one site.
    public MaskRecipe recipe(SiteId site) {
        Bytes self = selfSecrets.get(site);
        if (self != null) {
            return new MaskRecipe(words, List.of(new Mask(group.keys().selfMaskKey(self, site), Direction.SUBTRACT)));
        }
        Bytes key = keySecrets.get(site);
        if (key == null) {
            throw new IllegalArgumentException("the site's masks are not in the sum");
        }
        List<Mask> masks = new ArrayList<>();
        for (SiteId survivor : selfSecrets.keySet()) {
            masks.add(new Mask(
                    group.keys()
                            .pairMaskKey(
                                    key,
                                    group.of(site).masking(),
                                    group.of(survivor).masking()),
                    SiteSharing.direction(group, survivor, site).opposite()));
        }
        return new MaskRecipe(words, masks);
    }

    /// Takes all masks off, in place.
    public void apply(byte[] sum) {
        for (SiteId site : sites()) {
            recipe(site).apply(sum);
        }
    }
}
