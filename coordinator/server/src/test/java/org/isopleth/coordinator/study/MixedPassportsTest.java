package org.isopleth.coordinator.study;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.CohortSize;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.progress.StudyCourse;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

/// Features are mixed only of sites that measure alike, to the last bit.
class MixedPassportsTest {
    private static final Passport ONE = passport("isopleth-radiomics 0.1.0", 482, "values");
    private static final Passport UPGRADED = passport("isopleth-radiomics 0.2.0", 482, "values");
    private static final Passport ANOTHER_MACHINE = passport("isopleth-radiomics 0.1.0", 482, "other values");
    private static final Passport UNSOUND = passport("isopleth-radiomics 0.1.0", 481, "values");

    private static Passport passport(String software, int passed, String values) {
        return new Passport(software, passed, 482, Digest.of(values));
    }

    private static AnalysisPlan summary(String name, String variable) {
        return new AnalysisPlan(
                new AnalysisId("summary", 1),
                name,
                Json.object().with("variables", Json.ofTexts(List.of(variable))).build());
    }

    static Study study(Optional<FeatureRequest> features, Cohort cohort, AnalysisPlan... analyses) {
        return new Study(
                "Contrast",
                "Does contrast vary?",
                "A test",
                List.of(),
                List.of(
                        new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120),
                        new Variable.Numeric("contrast", Optional.of(TermId.parse("ro:ACUI")), Unit.ONE, 0, 100)),
                features,
                cohort,
                List.of(analyses),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3),
                Deadlines.DEFAULT);
    }

    private static FeatureRequest contrast() {
        return new FeatureRequest(
                Json.object().build(),
                FeatureRequest.LARGEST,
                FeatureRequest.BASELINE,
                List.of(new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged"))));
    }

    private static StudyPlan plan(Study study) {
        StudyOffer.Chain chain = new StudyOffer.Chain(List.of(new Bytes(new byte[] {1})));
        return StudyPlan.of(new StudyOffer(study, chain, new Bytes(new byte[] {1}), chain, Map.of()));
    }

    private static StudyPlan contrasts() {
        return plan(study(Optional.of(contrast()), Cohort.EVERYONE, summary("ages", "age"), summary("c", "contrast")));
    }

    private static Readiness ready(Passport passport) {
        return new Readiness(CohortSize.FROM_50, List.of(), Optional.of(passport));
    }

    private static Readiness silent() {
        return new Readiness(CohortSize.FROM_50, List.of());
    }

    private static Readiness unready(Readiness.Cause cause) {
        return new Readiness(CohortSize.FROM_50, List.of(new Readiness.Finding(cause, "c", "")));
    }

    private static StudyCourse course(Readiness... answers) {
        Map<SiteId, Readiness> readiness = new TreeMap<>();
        for (int i = 0; i < answers.length; i++) {
            readiness.put(new SiteId("site-" + i), answers[i]);
        }
        return new StudyCourse(Json.object().build(), Map.of(), readiness, Map.of(), List.of());
    }

    @Test
    void equal_passports_mix_nothing() {
        assertFalse(contrasts().mixesPassports(course(ready(ONE), ready(ONE), ready(ONE))));
    }

    @Test
    void another_release_or_another_bit_is_not_mixed_whatever_the_majority() {
        assertTrue(contrasts().mixesPassports(course(ready(ONE), ready(ONE), ready(UPGRADED))));
        assertTrue(contrasts().mixesPassports(course(ready(ONE), ready(ONE), ready(ANOTHER_MACHINE))));
    }

    @Test
    void a_site_that_claims_to_be_ready_without_a_sound_passport_is_not_mixed() {
        assertTrue(contrasts().mixesPassports(course(ready(ONE), ready(ONE), silent())));
        assertTrue(contrasts().mixesPassports(course(silent(), silent())));
        assertTrue(contrasts().mixesPassports(course(ready(UNSOUND), ready(UNSOUND))));
    }

    @Test
    void a_site_whose_features_are_not_used_may_measure_as_it_likes() {
        assertFalse(contrasts()
                .mixesPassports(course(
                        ready(ONE), ready(ONE), unready(Readiness.Cause.IMAGES), unready(Readiness.Cause.PASSPORT))));
    }

    @Test
    void a_study_that_uses_no_feature_asks_for_no_passport() {
        StudyPlan without = plan(study(Optional.empty(), Cohort.EVERYONE, summary("ages", "age")));
        assertFalse(without.mixesPassports(course(silent(), silent())));
        StudyPlan unused = plan(study(Optional.of(contrast()), Cohort.EVERYONE, summary("ages", "age")));
        assertFalse(unused.mixesPassports(course(ready(ONE), ready(UPGRADED))));
    }

    @Test
    void a_cohort_chosen_by_a_feature_is_mixed_in_every_analysis() {
        Cohort chosen = new Cohort(Optional.empty(), List.of(new Cohort.Condition.Between("contrast", 0, 10)));
        StudyPlan plan = plan(study(Optional.of(contrast()), chosen, summary("ages", "age")));
        assertTrue(plan.mixesPassports(course(ready(ONE), ready(UPGRADED))));
    }
}
