package org.isopleth.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// What is fixed once the sites are ready.
///
/// @param decisions what each site decided; one that did not in time is absent
/// @param readiness every permitting site's answer
/// @param lost sites that left an analysis for good, by analysis
/// @param outcomes digests of the outcome documents of the analyses that ended, in order
public record StudyCourse(
        Json.Obj offer,
        Map<SiteId, Permit.Decision> decisions,
        Map<SiteId, Readiness> readiness,
        Map<Integer, Set<SiteId>> lost,
        List<Digest> outcomes) {
    public StudyCourse {
        decisions = Map.copyOf(decisions);
        readiness = Map.copyOf(readiness);
        lost = Map.copyOf(lost);
        outcomes = List.copyOf(outcomes);
    }

    /// The index of the analysis that is next, or running.
    public int analysis() {
        return outcomes.size();
    }

    StudyCourse losing(int analysis, SiteId site) {
        Map<Integer, Set<SiteId>> more = new HashMap<>(lost);
        Set<SiteId> sites = new TreeSet<>(more.getOrDefault(analysis, Set.of()));
        sites.add(site);
        more.put(analysis, Set.copyOf(sites));
        return new StudyCourse(offer, decisions, readiness, more, outcomes);
    }

    StudyCourse ending(Digest outcome) {
        List<Digest> more = new ArrayList<>(outcomes);
        more.add(outcome);
        return new StudyCourse(offer, decisions, readiness, lost, more);
    }
}
