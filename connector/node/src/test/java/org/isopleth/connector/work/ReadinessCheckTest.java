package org.isopleth.connector.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.connector.main.TestStudies;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.Readiness.Cause;
import org.isopleth.study.Readiness.Finding;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

/// A site says how it measures images, or why it does not, and only to a study that asks for features.
class ReadinessCheckTest {
    private static final Passport SOUND = passport(482);
    private static final Cohort CONTRASTED =
            new Cohort(Optional.empty(), List.of(new Cohort.Condition.Between("contrast", 0, 100)));

    private static Optional<RuleId> noBudget(NoiseClaim claim) {
        return Optional.of(RuleId.NO_BUDGET);
    }

    private static Passport passport(int passed) {
        return new Passport("isopleth-radiomics 0.1.0", passed, 482, Digest.of("values"));
    }

    private static AnalysisPlan summary(String name, String variable) {
        return new AnalysisPlan(
                AnalysisId.parse("summary@1"),
                name,
                Json.object().with("variables", Json.ofTexts(List.of(variable))).build());
    }

    /// Ages and contrasts, each described on its own.
    private static Study study(Cohort cohort) {
        FeatureRequest request = new FeatureRequest(
                Json.object().build(),
                FeatureRequest.LARGEST,
                FeatureRequest.BASELINE,
                List.of(new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged"))));
        return new Study(
                "Contrast",
                "Does contrast vary?",
                "To test a connector.",
                List.of(),
                List.of(
                        new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120),
                        new Variable.Numeric("contrast", Optional.of(TermId.parse("ro:ACUI")), Unit.ONE, 0, 5000)),
                Optional.of(request),
                cohort,
                List.of(summary("ages", "age"), summary("contrasts", "contrast")),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                Deadlines.DEFAULT);
    }

    private static AnalysisTable table() {
        double[] values = new double[60];
        for (int row = 0; row < values.length; row++) {
            values[row] = row;
        }
        return new AnalysisTable(
                60, List.of(new Column.Numeric("age", values), new Column.Numeric("contrast", values.clone())));
    }

    private static Readiness answer(Study study, Optional<Passport> passport, Finding... obstacles) {
        return new ReadinessCheck(study, SitePolicy.FLOORS, passport, ReadinessCheckTest::noBudget)
                .of(table(), List.of(obstacles));
    }

    @Test
    void a_site_that_meets_every_reference_value_answers_with_its_passport() {
        Readiness readiness = answer(study(Cohort.EVERYONE), Optional.of(SOUND));
        assertEquals(Optional.of(SOUND), readiness.passport());
        assertEquals(List.of(), readiness.findings());
    }

    @Test
    void a_site_that_misses_a_reference_value_names_that_and_shows_no_passport() {
        Readiness readiness = answer(study(Cohort.EVERYONE), Optional.of(passport(481)));
        assertEquals(Optional.empty(), readiness.passport());
        assertEquals(List.of(new Finding(Cause.PASSPORT, "contrasts", "")), readiness.findings());
        assertTrue(readiness.readyFor("ages", Set.of("age")));
        assertFalse(readiness.readyFor("contrasts", Set.of("contrast")));
    }

    @Test
    void a_site_without_images_names_that_and_not_a_missing_column() {
        Readiness readiness = answer(
                study(Cohort.EVERYONE),
                Optional.empty(),
                new Finding(Cause.UNMAPPED, "contrast", ""),
                new Finding(Cause.UNMAPPED, "age", ""));
        assertEquals(
                List.of(new Finding(Cause.UNMAPPED, "age", ""), new Finding(Cause.IMAGES, "contrasts", "")),
                readiness.findings());
    }

    @Test
    void a_cohort_chosen_by_a_feature_makes_every_analysis_need_images() {
        assertEquals(
                List.of(new Finding(Cause.IMAGES, "ages", ""), new Finding(Cause.IMAGES, "contrasts", "")),
                answer(study(CONTRASTED), Optional.empty()).findings());
    }

    @Test
    void a_study_without_features_is_told_nothing_of_images() {
        Study study = TestStudies.study("no images", ReleaseLevel.SITE_LEVEL);
        for (Optional<Passport> passport : List.of(Optional.of(SOUND), Optional.<Passport>empty())) {
            Readiness readiness = new ReadinessCheck(study, SitePolicy.FLOORS, passport, ReadinessCheckTest::noBudget)
                    .of(TestStudies.table(60, 1), List.of());
            assertEquals(new Readiness(readiness.size(), List.of()), readiness);
        }
    }

    private static Study withNoise() {
        NoiseTerms noise = new NoiseTerms(new NoiseTerms.Limit.Epsilon(1), 1e-6, OptionalInt.empty());
        Study plain = study(Cohort.EVERYONE);
        return new Study(
                plain.title(),
                plain.question(),
                plain.purpose(),
                plain.sites(),
                plain.variables(),
                plain.features(),
                plain.cohort(),
                List.of(summary("ages", "age").with(noise), summary("contrasts", "contrast")),
                new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3),
                plain.deadlines());
    }

    @Test
    void a_hospital_without_a_budget_refuses_by_name_the_analysis_that_needs_one() {
        assertEquals(
                List.of(new Finding(Cause.RULE, "ages", "no-budget")),
                answer(withNoise(), Optional.of(SOUND)).findings());
    }

    @Test
    void what_the_budget_is_asked_is_what_the_plan_asks_of_one_release() {
        double[] asked = {0};
        Readiness readiness = new ReadinessCheck(withNoise(), SitePolicy.FLOORS, Optional.of(SOUND), claim -> {
                    asked[0] = BudgetBook.enforced(claim.ifHonest(), 1e-6);
                    return Optional.empty();
                })
                .of(table(), List.of());
        assertEquals(List.of(), readiness.findings());
        assertTrue(asked[0] > 0.999 && asked[0] <= 1, "epsilon " + asked[0]);
    }

    /// Exact totals would tell what the noise hides, so a hospital's own part must pass the rules.
    @Test
    void a_part_that_is_to_have_noise_must_pass_the_rules_alone() {
        AnalysisTable few = table().select(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        Readiness readiness = new ReadinessCheck(
                        withNoise(), SitePolicy.FLOORS, Optional.of(SOUND), _ -> Optional.empty())
                .of(few, List.of());
        assertEquals(List.of(new Finding(Cause.RULE, "ages", "rows")), readiness.findings());
    }
}
