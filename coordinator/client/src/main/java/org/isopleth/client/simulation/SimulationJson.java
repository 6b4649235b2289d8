package org.isopleth.client.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.site.SiteId;

/// The JSON form of a [SimulatedStudy], as docs/reference/study-simulate.md describes it. Sizes are
/// bands and a refusal holds no count. Stateless, thread-safe.
public final class SimulationJson {
    private SimulationJson() {}

    /// The JSON form; the same study, tables and options give the same value.
    public static Json.Obj write(SimulatedStudy simulated) {
        List<Json> sites = new ArrayList<>();
        simulated.sites().forEach((site, size) -> sites.add(site(simulated, site, size)));
        return Json.object()
                .with("study", simulated.study().digest().hex())
                .with("title", simulated.study().title())
                .with("stamps", Json.ofTexts(simulated.stamps()))
                .with("sites", sites)
                .with(
                        "analyses",
                        simulated.analyses().stream()
                                .map(SimulationJson::analysis)
                                .toList())
                .build();
    }

    private static Json site(SimulatedStudy simulated, SiteId site, CohortSize size) {
        return Json.object()
                .with("name", site.name())
                .with("size", size.words())
                .with(
                        "analyses",
                        simulated.analyses().stream()
                                .map(analysis -> decision(analysis, site))
                                .toList())
                .build();
    }

    private static Json decision(SimulatedAnalysis analysis, SiteId site) {
        Optional<Decision> decision =
                Optional.ofNullable(analysis.decisions().get(site)).flatMap(known -> known);
        return Json.object()
                .with("name", analysis.plan().name())
                .with("decision", word(decision))
                .with(
                        "rules",
                        decision.map(Decision::results).orElse(List.of()).stream()
                                .map(RuleResult::json)
                                .toList())
                .build();
    }

    private static String word(Optional<Decision> decision) {
        if (decision.isEmpty()) {
            return "not-checked";
        }
        return switch (decision.get()) {
            case Decision.Allowed _ -> "allowed";
            case Decision.Refused _ -> "refused";
        };
    }

    private static Json analysis(SimulatedAnalysis analysis) {
        Json.Builder out = Json.object()
                .with("id", analysis.plan().id().toString())
                .with("name", analysis.plan().name())
                .with("equality", analysis.equality().name())
                .with(
                        "sites",
                        Json.ofTexts(analysis.sites().stream().map(SiteId::name).toList()))
                .with("rounds", analysis.rounds());
        return switch (analysis.outcome()) {
            case SimulatedAnalysis.Outcome.Result(Json.Obj result) ->
                out.with("result", result).build();
            case SimulatedAnalysis.Outcome.Unanswered(AnalysisProblem problem) ->
                out.with("problem", problem(problem.reason().word(), problem.variables(), problem.words()))
                        .build();
            case SimulatedAnalysis.Outcome.TooFewSites(String words) ->
                out.with("problem", problem("too-few-sites", List.of(), words)).build();
        };
    }

    private static Json problem(String reason, List<String> variables, String words) {
        return Json.object()
                .with("reason", reason)
                .with("variables", Json.ofTexts(variables))
                .with("words", words)
                .build();
    }
}
