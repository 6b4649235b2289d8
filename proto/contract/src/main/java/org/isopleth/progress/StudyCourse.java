package org.isopleth.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// What is fixed once the sites are ready.
///
/// @param decisions what each site decided; one that did not in time is absent
/// @param readiness every permitting site's answer
/// @param lost sites that left an analysis for good, with the word for why, by analysis
/// @param outcomes digests of the outcome documents of the analyses that ended, in order
public record StudyCourse(
        Json.Obj offer,
        Map<SiteId, Permit.Decision> decisions,
        Map<SiteId, Readiness> readiness,
        Map<Integer, Map<SiteId, String>> lost,
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

    /// The sites that left an analysis for good.
    public Set<SiteId> lost(int analysis) {
        return lost.getOrDefault(analysis, Map.of()).keySet();
    }

    /// Whether a site left an analysis for good for this reason.
    public boolean lostFor(int analysis, String reason) {
        return lost.getOrDefault(analysis, Map.of()).containsValue(reason);
    }

    StudyCourse losing(StudyEvent.SiteLost event) {
        int analysis = event.round().analysis();
        Map<Integer, Map<SiteId, String>> more = new HashMap<>(lost);
        Map<SiteId, String> sites = new TreeMap<>(more.getOrDefault(analysis, Map.of()));
        sites.put(event.site(), event.reason());
        more.put(analysis, Map.copyOf(sites));
        return new StudyCourse(offer, decisions, readiness, more, outcomes);
    }

    StudyCourse ending(Digest outcome) {
        List<Digest> more = new ArrayList<>(outcomes);
        more.add(outcome);
        return new StudyCourse(offer, decisions, readiness, lost, more);
    }
}
