package org.isopleth.client.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.RuleId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Readiness;
import org.isopleth.study.StudyJson;

/// A [SimulatedStudy] as the results document that the report is made of, as docs/reference/study-report.md
/// describes it. Its stamps say that it is a simulation; every simulated hospital counts as having
/// permitted the study. Stateless, thread-safe.
public final class SimulationResults {
    /// The release of the software that made it.
    private static final String SOFTWARE = "0.1.0";

    private SimulationResults() {}

    /// The document; the same study, tables and options give the same value.
    public static Json.Obj write(SimulatedStudy simulated) {
        List<Json> sites = new ArrayList<>();
        simulated.sites().forEach((site, size) -> sites.add(site(simulated, site, size)));
        List<Json> analyses = new ArrayList<>();
        SimulationJson.write(simulated).list("analyses").forEach(analysis -> analyses.add(attempted(analysis)));
        return Json.object()
                .with("results", 1)
                .with("study", simulated.study().digest().hex())
                .with("document", StudyJson.write(simulated.study()))
                .with("outcome", "completed")
                .with("stamps", Json.ofTexts(simulated.stamps()))
                .with("software", SOFTWARE)
                .with("sites", sites)
                .with("analyses", analyses)
                .build();
    }

    private static Json site(SimulatedStudy simulated, SiteId site, CohortSize size) {
        List<Json> findings = new ArrayList<>();
        for (SimulatedAnalysis analysis : simulated.analyses()) {
            for (RuleId rule : broken(analysis, site)) {
                findings.add(Json.object()
                        .with("cause", Readiness.Cause.RULE.word())
                        .with("about", analysis.plan().name())
                        .with("rule", rule.word())
                        .build());
            }
        }
        return Json.object()
                .with("name", site.name())
                .with("size", size.words())
                .with("permit", "granted")
                .with("findings", findings)
                .build();
    }

    private static List<RuleId> broken(SimulatedAnalysis analysis, SiteId site) {
        return Optional.ofNullable(analysis.decisions().get(site))
                .flatMap(known -> known)
                .map(Decision::broken)
                .orElse(List.of());
    }

    /// A simulation loses no site on the way, so every analysis is attempted once.
    private static Json attempted(Json analysis) {
        Json.Builder out = Json.object();
        analysis.asObject().members().forEach(out::with);
        return out.with("attempts", 1).build();
    }
}
