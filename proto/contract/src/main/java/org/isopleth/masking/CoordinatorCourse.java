package org.isopleth.masking;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// What stays the same through an attempt at the coordinator, who left it, and what each site has said.
/// Immutable, thread-safe.
///
/// @param asked payload of the proposal
/// @param gone sites that refused or were left out
/// @param heard payload of the message accepted from each site at each step
record CoordinatorCourse(Proposal proposal, Digest asked, Set<SiteId> gone, Map<SiteId, Map<Step, Digest>> heard) {
    CoordinatorCourse {
        gone = Set.copyOf(gone);
        heard = Map.copyOf(heard);
    }

    CoordinatorCourse losing(SiteId site) {
        Set<SiteId> more = new HashSet<>(gone);
        more.add(site);
        return new CoordinatorCourse(proposal, asked, more, heard);
    }

    CoordinatorCourse hearing(SiteId site, Step step, Digest payload) {
        Map<SiteId, Map<Step, Digest>> more = new HashMap<>(heard);
        Map<Step, Digest> steps = new EnumMap<>(Step.class);
        steps.putAll(heard.getOrDefault(site, Map.of()));
        steps.put(step, payload);
        more.put(site, Map.copyOf(steps));
        return new CoordinatorCourse(proposal, asked, gone, more);
    }

    Optional<Digest> heard(SiteId site, Step step) {
        return Optional.ofNullable(heard.getOrDefault(site, Map.of()).get(step));
    }

    List<SiteId> invited() {
        return proposal.roster().stream().map(Proposal.Member::site).toList();
    }

    /// The invited sites that are among `some`, in the order of the roster.
    List<SiteId> ordered(Collection<SiteId> some) {
        return invited().stream().filter(some::contains).toList();
    }

    /// Whether every one of `asked` has answered or is gone.
    boolean complete(Collection<SiteId> asked, Collection<SiteId> answered) {
        return asked.stream().allMatch(site -> answered.contains(site) || gone.contains(site));
    }
}
