package org.isopleth.coordinator.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Tally;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.progress.StudyCourse;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorDeclaration;

/// A registered study, ready to run: the offer read, the analyses prepared. Immutable, thread-safe.
///
/// @param offer the signed study with its roster
/// @param digest the study's identity
/// @param analyses in the study's order
record StudyPlan(StudyOffer offer, Digest digest, List<PreparedAnalysis> analyses) {
    StudyPlan {
        analyses = List.copyOf(analyses);
    }

    /// Prepares every analysis.
    ///
    /// @throws org.isopleth.analysis.PlanException when one is impossible
    static StudyPlan of(StudyOffer offer) {
        Study study = offer.study();
        List<PreparedAnalysis> prepared = study.analyses().stream()
                .map(plan -> Analyses.prepare(study, plan))
                .toList();
        return new StudyPlan(offer, study.digest(), prepared);
    }

    static StudyPlan of(Json.Obj offer) {
        return of(StudyOffer.read(offer));
    }

    Study study() {
        return offer.study();
    }

    /// Whether only sums may be readable, so that every one is masked.
    boolean masked() {
        return study().privacy().release() == ReleaseLevel.SUM_ONLY;
    }

    /// How many sites an analysis takes. Masked sums of fewer than three would tell each site the others' part.
    int leastSites() {
        int asked = study().privacy().minimumSites();
        return masked() ? Math.max(MaskingFloors.LEAST_SURVIVORS, asked) : asked;
    }

    /// What every site is to contribute to a round that goes out with this state.
    List<TensorDeclaration> declared(RoundId round, Json.Obj state) {
        PreparedAnalysis analysis = analyses.get(round.analysis());
        return round.onTotals() ? Tally.declare(analysis.tally()) : analysis.declare(state);
    }

    /// Whether sites whose features would be mixed do not measure alike, or one of them does not say how it measures.
    /// Which of them measures rightly, no majority can tell.
    boolean mixesPassports(StudyCourse course) {
        Set<Optional<Passport>> passports = new HashSet<>();
        for (int analysis = 0; analysis < analyses.size(); analysis++) {
            if (study().needsImages(analyses.get(analysis).variables())) {
                sitesFor(course, analysis).forEach(site -> passports.add(passport(course, site)));
            }
        }
        return passports.size() > 1 || passports.contains(Optional.<Passport>empty());
    }

    private static Optional<Passport> passport(StudyCourse course, SiteId site) {
        return Optional.ofNullable(course.readiness().get(site))
                .flatMap(Readiness::passport)
                .filter(Passport::isSound);
    }

    /// The sites that can take part in an analysis: ready for it, and not lost to it.
    Set<SiteId> sitesFor(StudyCourse course, int analysis) {
        PreparedAnalysis prepared = analyses.get(analysis);
        Set<String> variables = Set.copyOf(prepared.variables());
        Set<SiteId> lost = course.lost(analysis);
        Set<SiteId> sites = new TreeSet<>();
        course.readiness().forEach((site, readiness) -> {
            if (!lost.contains(site) && readiness.readyFor(prepared.plan().name(), variables)) {
                sites.add(site);
            }
        });
        return sites;
    }
}
