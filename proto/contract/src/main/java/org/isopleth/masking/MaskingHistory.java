package org.isopleth.masking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.site.SiteId;

/// The sums a site has helped to open in one study, for ever. Immutable, thread-safe.
///
/// @param opened one for each round, in order
public record MaskingHistory(List<Opened> opened) {

    /// Nothing yet.
    public static final MaskingHistory NONE = new MaskingHistory(List.of());

    /// A sum that was opened.
    ///
    /// @param survivors the sites in it
    public record Opened(MaskedRound round, Set<SiteId> survivors) {
        public Opened {
            survivors = Set.copyOf(survivors);
        }
    }

    public MaskingHistory {
        opened = List.copyOf(opened);
    }

    /// This and one more.
    public MaskingHistory plus(Opened next) {
        List<Opened> more = new ArrayList<>(opened);
        more.add(next);
        return new MaskingHistory(more);
    }

    /// Whether any attempt at this round was opened.
    boolean has(MaskedRound round) {
        return opened.stream().anyMatch(each -> each.round.sameRound(round));
    }

    /// Whether the survivors differ from those of some earlier sum, but by fewer than `guard` sites: the
    /// difference of the two sums would then be one of a few sites alone (So et al., AAAI 2023).
    boolean tooClose(Set<SiteId> survivors, int guard) {
        return opened.stream()
                .map(each -> difference(each.survivors, survivors))
                .anyMatch(d -> d > 0 && d < guard);
    }

    private static int difference(Set<SiteId> one, Set<SiteId> other) {
        Set<SiteId> common = new HashSet<>(one);
        common.retainAll(other);
        return one.size() + other.size() - 2 * common.size();
    }

    /// The JSON form.
    public Json json() {
        return Json.of(opened.stream()
                .map(each -> Json.object()
                        .with("round", each.round.json())
                        .with(
                                "survivors",
                                Json.ofTexts(new TreeSet<>(each.survivors)
                                        .stream().map(SiteId::name).toList()))
                        .build())
                .toList());
    }

    /// Reads the JSON form.
    public static MaskingHistory read(Json in) {
        return new MaskingHistory(in.asList().stream()
                .map(Json::asObject)
                .map(each -> new Opened(
                        MaskedRound.read(each.object("round")),
                        new HashSet<>(each.get("survivors").asTexts().stream()
                                .map(SiteId::new)
                                .toList())))
                .toList());
    }
}
