package org.isopleth.coordinator.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.progress.StudyCourse;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.StudyJson;

/// The result of a study as a document: what the report is built from.
///
/// It holds no time, path or other accident of the run, so the same study on the same data gives the
/// same bytes. Stateless, thread-safe.
final class ResultDocument {
    /// The release of the software that made it.
    static final String SOFTWARE = "0.1.0";

    private ResultDocument() {}

    /// The outcome of an analysis that has a result.
    static Json.Obj outcome(
            PreparedAnalysis analysis, Collection<SiteId> sites, int attempts, int rounds, Json.Obj result) {
        return head(analysis, sites, attempts, rounds).with("result", result).build();
    }

    /// The outcome of an analysis that has none.
    static Json.Obj outcome(
            PreparedAnalysis analysis, Collection<SiteId> sites, int attempts, int rounds, AnalysisProblem problem) {
        Json.Obj words = Json.object()
                .with("reason", problem.reason().word())
                .with("variables", Json.ofTexts(problem.variables()))
                .with("words", problem.words())
                .build();
        return head(analysis, sites, attempts, rounds).with("problem", words).build();
    }

    private static Json.Builder head(PreparedAnalysis analysis, Collection<SiteId> sites, int attempts, int rounds) {
        return Json.object()
                .with("id", analysis.plan().id().toString())
                .with("name", analysis.plan().name())
                .with("equality", analysis.equality().name())
                .with(
                        "sites",
                        Json.ofTexts(sites.stream().map(SiteId::name).sorted().toList()))
                .with("attempts", attempts)
                .with("rounds", rounds);
    }

    /// The whole document.
    static Json.Obj results(StudyPlan plan, StudyCourse course, String outcome, NextStep.Documents documents) {
        List<Json> analyses = new ArrayList<>();
        course.outcomes().forEach(digest -> analyses.add(documents.json(digest)));
        return Json.object()
                .with("results", 1)
                .with("study", plan.digest().hex())
                .with("document", StudyJson.write(plan.study()))
                .with("outcome", outcome)
                .with("stamps", List.<Json>of())
                .with("software", SOFTWARE)
                .with("sites", sites(plan, course))
                .with("analyses", analyses)
                .build();
    }

    private static List<Json> sites(StudyPlan plan, StudyCourse course) {
        List<Json> sites = new ArrayList<>();
        new TreeMap<>(plan.offer().partners()).keySet().forEach(site -> sites.add(site(site, course)));
        return sites;
    }

    private static Json site(SiteId site, StudyCourse course) {
        Json.Builder out = Json.object().with("name", site.name());
        Permit.Decision decision = course.decisions().get(site);
        switch (decision) {
            case null -> out.with("permit", "refused").with("reason", NextStep.DEADLINE);
            case Permit.Decision.Granted _ -> out.with("permit", "granted");
            case Permit.Decision.Refused(Permit.RefusalReason reason) ->
                out.with("permit", "refused").with("reason", reason.word());
        }
        Readiness readiness = course.readiness().get(site);
        if (readiness == null) {
            return out.with("findings", List.<Json>of()).build();
        }
        Json.Obj answer = readiness.json();
        return out.with("size", answer.get("size"))
                .with("findings", answer.get("findings"))
                .build();
    }
}
