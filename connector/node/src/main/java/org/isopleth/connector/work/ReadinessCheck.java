package org.isopleth.connector.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Exposure;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.Disclosure;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Readiness;
import org.isopleth.study.Study;

/// Whether a cohort can serve a study: the gate's rules, applied before any training. Pure, thread-safe.
final class ReadinessCheck {
    private final Study study;
    private final SitePolicy limits;

    ReadinessCheck(Study study, SitePolicy limits) {
        this.study = study;
        this.limits = limits;
    }

    /// The answer for a frozen table and what stood in the way of it. The rules are applied to the
    /// analyses whose variables are all there.
    Readiness of(AnalysisTable table, List<Readiness.Finding> obstacles) {
        Readiness before = new Readiness(CohortSize.of(table.rows()), obstacles);
        List<Readiness.Finding> findings = new ArrayList<>(obstacles);
        for (AnalysisPlan plan : study.analyses()) {
            PreparedAnalysis prepared = Analyses.prepare(study, plan);
            if (before.readyFor(plan.name(), Set.copyOf(prepared.variables()))) {
                broken(prepared, table)
                        .forEach(rule ->
                                findings.add(new Readiness.Finding(Readiness.Cause.RULE, plan.name(), rule.word())));
            }
        }
        return new Readiness(before.size(), findings);
    }

    private List<RuleId> broken(PreparedAnalysis prepared, AnalysisTable table) {
        Exposure exposure = prepared.atSite().exposure(table);
        Decision decision = Disclosure.check(
                limits, ProposedRelease.ofAnalysis(study.privacy().release(), exposure));
        return decision.broken();
    }
}
