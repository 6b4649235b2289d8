package org.isopleth.client.simulation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.Decision;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisPlan;

/// How one analysis of a simulated study went. Immutable, thread-safe.
///
/// @param plan what was asked
/// @param equality how its result compares with the pooled analysis
/// @param decisions what each site's gate said; empty for a site when there was no gate
/// @param sites the sites whose contributions were added, in order of name
/// @param rounds how many rounds it took
/// @param outcome what came of it
public record SimulatedAnalysis(
        AnalysisPlan plan,
        EqualityClass equality,
        Map<SiteId, Optional<Decision>> decisions,
        List<SiteId> sites,
        int rounds,
        Outcome outcome) {

    public SimulatedAnalysis {
        decisions = Collections.unmodifiableMap(new LinkedHashMap<>(decisions));
        sites = List.copyOf(sites);
    }

    /// The sites whose gate refused, with what it said.
    public Map<SiteId, Decision.Refused> refusals() {
        Map<SiteId, Decision.Refused> refusals = new LinkedHashMap<>();
        decisions.forEach((site, decision) -> {
            if (decision.orElse(null) instanceof Decision.Refused refused) {
                refusals.put(site, refused);
            }
        });
        return refusals;
    }

    /// What comes of an analysis.
    public sealed interface Outcome {
        /// A result, in the form the analysis documents.
        record Result(Json.Obj json) implements Outcome {}

        /// The question has no answer on these rows.
        record Unanswered(AnalysisProblem problem) implements Outcome {}

        /// The sites' gates left too few sites to run it.
        ///
        /// @param words one line: how many, and which site was refused by which rules
        record TooFewSites(String words) implements Outcome {}
    }
}
