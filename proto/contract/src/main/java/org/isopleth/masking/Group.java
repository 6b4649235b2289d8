package org.isopleth.masking;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.site.SiteId;

/// The sites that showed keys, in roster order, and the keys that follow. Immutable, thread-safe.
///
/// @param places each site's place in the roster, from 0
record Group(List<PublicKeys> roster, KeySchedule keys, Map<SiteId, Integer> places) {
    Group {
        roster = List.copyOf(roster);
        places = Map.copyOf(places);
    }

    static Group of(Proposal proposal, List<PublicKeys> roster) {
        Digest context = proposal.round().context(proposal.plan(), proposal.model(), PublicKeys.rosterHash(roster));
        Map<SiteId, Integer> places = new HashMap<>();
        roster.forEach(keys -> places.put(keys.site(), places.size()));
        return new Group(roster, new KeySchedule(context), places);
    }

    Digest context() {
        return keys.context();
    }

    List<SiteId> sites() {
        return roster.stream().map(PublicKeys::site).toList();
    }

    boolean has(SiteId site) {
        return index(site) >= 0;
    }

    /// The site's place in the roster, from 0, or -1; its shares lie one to the right.
    int index(SiteId site) {
        return places.getOrDefault(site, -1);
    }

    PublicKeys of(SiteId site) {
        return roster.get(index(site));
    }

    /// Whether these are different sites of this group, in its order.
    boolean ordered(List<SiteId> sites) {
        List<Integer> places = sites.stream().map(this::index).toList();
        return IntStream.range(0, places.size()).allMatch(i -> places.get(i) > (i == 0 ? -1 : places.get(i - 1)));
    }

    /// A digest over some of the sites, in roster order.
    Digest digest(Collection<SiteId> some) {
        return CanonicalJson.digest(Json.ofTexts(
                sites().stream().filter(some::contains).map(SiteId::name).toList()));
    }
}
