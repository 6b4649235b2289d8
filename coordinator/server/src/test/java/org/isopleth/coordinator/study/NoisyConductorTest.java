package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Tally;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Permit;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorDeclaration;
import org.junit.jupiter.api.Test;

/// The coordinator conducts an analysis whose sums are to have noise.
class NoisyConductorTest extends MaskedHarness {
    /// Beside sums that are to have noise no exact total is summed: the round on the totals fixes the sites, no more.
    @Test
    void an_analysis_with_noise_is_conducted_without_a_total_of_patients() {
        NoiseTerms noise = new NoiseTerms(new NoiseTerms.Limit.Epsilon(1), 1e-6, OptionalInt.of(3));
        AnalysisPlan summary = new AnalysisPlan(
                        AnalysisId.parse("summary@1"), "describe", Json.object().build())
                .with(noise);
        Study noisy = study("With noise", new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3), summary);
        for (SiteId site : SITES) {
            Permit permit = permit(noisy.digest(), site, new Permit.Decision.Granted(ReleaseLevel.SUM_ONLY));
            hospitals.put(site, new MaskedSite(identity(site), permit, table(site), Analyses.prepare(noisy, summary)));
        }
        register(noisy);
        talk();
        Json.Obj analysis = firstAnalysis(noisy);
        assertEquals("E4", analysis.text("equality"));
        assertEquals(1, analysis.integer("rounds"));
        Json.Obj privacy = analysis.object("result").object("privacy");
        assertEquals("distributed", privacy.text("noise"));
        assertEquals(3, privacy.integer("honestSites"));
        List<TensorDeclaration> totals = Tally.declare(Tally.PART);
        assertEquals(
                List.of("tally-patients", "tally-sites"),
                totals.stream().map(TensorDeclaration::name).toList());
        assertEquals(totals, StudyPlan.of(offer(noisy)).declared(new RoundId(noisy.digest(), 0, 1, 0), privacy));
    }
}
