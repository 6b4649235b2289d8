package org.isopleth.connector.permit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Cohort.Condition;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

class PermitPageTest {
    private static final Variable AGE =
            new Variable.Numeric("age", Optional.of(TermId.parse("ncit:C25150")), new Unit("a"), 18, 110.5);
    private static final Variable DOSE = new Variable.Numeric("dose", Optional.empty(), new Unit("Gy"), 0, 100);

    private static Variable sex(String female) {
        return new Variable.Categorical(
                "sex",
                Optional.of(TermId.parse("ncit:C28421")),
                List.of(
                        new Variable.Level(female, Optional.of(TermId.parse("ncit:C16576"))),
                        new Variable.Level("male", Optional.of(TermId.parse("ncit:C20197")))));
    }

    private static List<String> page(Cohort cohort, Variable... variables) {
        return page(Optional.empty(), cohort, variables);
    }

    private static List<String> page(Optional<FeatureRequest> features, Cohort cohort, Variable... variables) {
        Study study = new Study(
                "a title",
                "Does dose depend on age?",
                "To read a page.",
                List.of(),
                List.of(variables),
                features,
                cohort,
                List.of(
                        new AnalysisPlan(
                                AnalysisId.parse("summary@1"),
                                "describe",
                                Json.object().build()),
                        new AnalysisPlan(
                                AnalysisId.parse("glm@1"),
                                "dose-by-age",
                                Json.object()
                                        .with("family", "gaussian")
                                        .with("outcome", "dose")
                                        .with("covariates", Json.ofTexts(List.of("age", "sex")))
                                        .with("max-rounds", 7)
                                        .build())),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                Deadlines.DEFAULT);
        return page(study);
    }

    private static List<String> page(Study study) {
        StudyOffer.Chain chain = new StudyOffer.Chain(List.of(new Bytes(new byte[] {1})));
        StudyOffer offer =
                new StudyOffer(study, chain, new Bytes(new byte[] {3}), chain, Map.of(new SiteId("aurora"), chain));
        return PermitPage.lines(offer, "dr-jansen", Instant.EPOCH, SitePolicy.FLOORS, Vocabulary.bundled());
    }

    private static void assertLines(List<String> page, String... lines) {
        for (String line : lines) {
            assertTrue(page.contains(line), line + "\nis not on the page\n" + String.join("\n", page));
        }
    }

    @Test
    void which_patients_and_what_of_them_is_told_with_codes_labels_and_units() {
        Cohort cohort = new Cohort(
                Optional.of(TermId.parse("ncit:C4878")),
                List.of(new Condition.Between("age", 18, 80), new Condition.OneOf("sex", Set.of("male", "female"))));
        assertLines(
                page(cohort, AGE, DOSE, sex("female")),
                "  patients   those with ncit:C4878 Lung Carcinoma or a kind of it",
                "             and with age from 18 to 80",
                "             and with sex female or male",
                "  reads      age: ncit:C25150 Age, in a from 18 to 110.5",
                "             dose, in Gy from 0 to 100",
                "             sex: ncit:C28421 Sex, one of female (ncit:C16576 Female), male (ncit:C20197 Male)");
        assertLines(page(Cohort.EVERYONE, AGE, DOSE, sex("female")), "  patients   all of this hospital's tables");
    }

    @Test
    void every_round_of_every_analysis_is_told_and_one_number_is_one() {
        List<String> page = page(Cohort.EVERYONE, AGE, DOSE, sex("female"));
        int at = page.indexOf("    dose-by-age (glm@1) over age, sex, dose:");
        assertEquals(
                List.of(
                        "      in one round:",
                        "        patients: 1 number, sums of one column at a time",
                        "        sums: 3 numbers (a vector), sums of one column at a time",
                        "      then in one round:",
                        "        squares: 3 numbers (a vector), sums of one column at a time",
                        "      then in up to 7 rounds, each time:",
                        "        gradient: 3 numbers (a vector), sums over several columns together",
                        "        information: 6 numbers (a symmetric matrix of 3 by 3), sums over several columns"
                                + " together",
                        "        log-likelihood: 1 number, sums over several columns together"),
                page.subList(at + 1, at + 10));
        assertTrue(page.stream().noneMatch(line -> line.contains("1 numbers")));
    }

    @Test
    void sums_of_every_step_of_time_are_told_as_such() {
        Study study = new Study(
                "a title",
                "Does age predict death?",
                "To read a page.",
                List.of(),
                List.of(
                        AGE,
                        new Variable.Numeric("time", Optional.empty(), new Unit("d"), 0, 300),
                        new Variable.Numeric("death", Optional.empty(), Unit.ONE, 0, 1)),
                Cohort.EVERYONE,
                List.of(new AnalysisPlan(
                        AnalysisId.parse("cox-common@1"),
                        "common",
                        Json.object()
                                .with("time", "time")
                                .with("event", "death")
                                .with("ties", "breslow")
                                .with("steps", 5)
                                .with("covariates", Json.ofTexts(List.of("age")))
                                .build())),
                new Study.PrivacyTerms(ReleaseLevel.SUM_ONLY, 3),
                Deadlines.DEFAULT);
        assertLines(
                page(study),
                "        leavers: 10 numbers (a vector), sums of one column at a time",
                "        hazards: for each of 5 steps of time 1 number, sums over several columns together");
    }

    @Test
    void a_text_from_outside_cannot_write_lines_or_turn_them() {
        List<String> page = page(Cohort.EVERYONE, AGE, DOSE, sex("f\n  asked by   nobody\u001b[2J\u202e"));
        assertEquals(
                1, page.stream().filter(line -> line.startsWith("  asked by")).count());
        assertTrue(page.stream()
                .allMatch(line ->
                        line.codePoints().noneMatch(point -> Character.isISOControl(point) || point == 0x202e)));
    }

    @Test
    void what_is_measured_on_images_is_told_with_region_time_and_settings() {
        FeatureRequest request = new FeatureRequest(
                Json.object().with("radiomics", 1).build(),
                "GTVp1",
                "baseline",
                List.of(new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged"))));
        Variable contrast = new Variable.Numeric("contrast", Optional.of(TermId.parse("ro:ACUI")), Unit.ONE, 0, 5000);
        assertLines(
                page(Optional.of(request), Cohort.EVERYONE, AGE, DOSE, sex("female"), contrast),
                "  images     measures GTVp1 at baseline, by settings " + request.settingsDigest(),
                "             contrast: ACUI, 3D, averaged");
    }
}
