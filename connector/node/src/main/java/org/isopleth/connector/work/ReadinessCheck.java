package org.isopleth.connector.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Exposure;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.Disclosure;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorDeclaration;

/// Whether a cohort can serve a study: whether its features are measured as they must be, and the gate's rules,
/// applied before any training. Pure, thread-safe.
final class ReadinessCheck {
    private final Study study;
    private final SitePolicy limits;
    private final Optional<Passport> passport;
    private final Function<NoiseClaim, Optional<RuleId>> unaffordable;

    /// @param passport how this machine measures images, if any are configured
    /// @param unaffordable the rule by which the budget refuses a release of this cost, if it does
    ReadinessCheck(
            Study study,
            SitePolicy limits,
            Optional<Passport> passport,
            Function<NoiseClaim, Optional<RuleId>> unaffordable) {
        this.study = study;
        this.limits = limits;
        this.passport = passport;
        this.unaffordable = unaffordable;
    }

    /// The answer for a frozen table and what stood in the way of it. The rules are applied to the
    /// analyses whose variables are all there.
    Readiness of(AnalysisTable table, List<Readiness.Finding> obstacles) {
        List<Readiness.Finding> findings = new ArrayList<>(withoutImages(obstacles));
        List<PreparedAnalysis> analyses = study.analyses().stream()
                .map(plan -> Analyses.prepare(study, plan))
                .toList();
        analyses.forEach(prepared -> unmeasured(prepared).ifPresent(findings::add));
        Readiness before = new Readiness(CohortSize.of(table.rows()), findings);
        for (PreparedAnalysis prepared : analyses) {
            String name = prepared.plan().name();
            if (before.readyFor(name, Set.copyOf(prepared.variables()))) {
                broken(prepared, table)
                        .forEach(rule -> findings.add(new Readiness.Finding(Readiness.Cause.RULE, name, rule.word())));
            }
        }
        Optional<Passport> shown = study.features().flatMap(_ -> passport).filter(Passport::isSound);
        return new Readiness(before.size(), findings, shown);
    }

    /// That a feature is mapped to no column is no news where there are no images, and would mislead: no column
    /// could hold it.
    private List<Readiness.Finding> withoutImages(List<Readiness.Finding> obstacles) {
        return obstacles.stream()
                .filter(finding -> passport.isPresent()
                        || finding.cause() != Readiness.Cause.UNMAPPED
                        || study.measured(finding.about()).isEmpty())
                .toList();
    }

    private Optional<Readiness.Finding> unmeasured(PreparedAnalysis prepared) {
        if (!study.needsImages(prepared.variables())
                || passport.filter(Passport::isSound).isPresent()) {
            return Optional.empty();
        }
        Readiness.Cause cause = passport.isPresent() ? Readiness.Cause.PASSPORT : Readiness.Cause.IMAGES;
        return Optional.of(new Readiness.Finding(cause, prepared.plan().name(), ""));
    }

    private List<RuleId> broken(PreparedAnalysis prepared, AnalysisTable table) {
        if (prepared.plan().privacy().isPresent()) {
            return brokenByPart(prepared, prepared.plan().privacy().get(), table);
        }
        if (study.privacy().release() == ReleaseLevel.SUM_ONLY) {
            // The rules are applied to the totals over the sites, once these are known.
            return prepared.tally().isEmpty() ? List.of(RuleId.TOTALS) : List.of();
        }
        Exposure exposure = prepared.atSite().exposure(table);
        Decision decision = Disclosure.check(
                limits, ProposedRelease.ofAnalysis(study.privacy().release(), exposure));
        return decision.broken();
    }

    /// A part that is to have noise must pass alone, for there are no totals, and its first release must be
    /// affordable.
    private List<RuleId> brokenByPart(PreparedAnalysis prepared, NoiseTerms terms, AnalysisTable table) {
        Json.Obj start = prepared.atCoordinator().start();
        List<TensorDeclaration> declared = prepared.declare(start);
        NoiseClaim claim = NoisePlan.of(terms, prepared.sensitivities(start)).claim(declared);
        List<RuleId> rules = new ArrayList<>(
                Disclosure.checkPart(limits, prepared.atSite().exposure(table), declared, Optional.empty())
                        .broken());
        unaffordable.apply(claim).ifPresent(rules::add);
        return rules;
    }
}
