package org.isopleth.client.simulation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.cohort.CohortSize;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;

/// What a simulation gave. Immutable, thread-safe.
///
/// @param study what was asked
/// @param stamps what sets this result apart from a federated one; see docs/reference/study-simulate.md
/// @param sites the simulated hospitals, with the band in which the size of their cohort lies
/// @param analyses how each analysis went, in the study's order
public record SimulatedStudy(
        Study study, List<String> stamps, SortedMap<SiteId, CohortSize> sites, List<SimulatedAnalysis> analyses) {

    public SimulatedStudy {
        stamps = List.copyOf(stamps);
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
        analyses = List.copyOf(analyses);
    }

    /// Whether there is something to keep: a result, or what the sites' gates refused.
    public boolean isWorthKeeping() {
        return analyses.stream()
                .anyMatch(analysis -> !(analysis.outcome() instanceof SimulatedAnalysis.Outcome.Unanswered));
    }
}
