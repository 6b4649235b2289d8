package org.isopleth.analysis.cox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.analysis.design.Vector;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorException;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One baseline hazard for all hospitals: the same answer as on all patients in one place, and no question
/// asked of a step of time that loses too few.
class GridCoxTest {
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120),
            TestStudies.number("male", 0, 1),
            new Variable.Numeric("time", Optional.empty(), new Unit("d"), 0, 3650),
            TestStudies.number("event", 0, 1));

    private record Patient(double age, double male, double time, boolean event) {}

    private static List<Patient> patients(int size, long seed) {
        Random random = new Random(seed);
        List<Patient> patients = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            double age = Math.rint(60 + 10 * random.nextGaussian());
            double male = random.nextInt(2);
            double risk = 0.04 * (age - 60) + 0.5 * male;
            double failing = -Math.log(random.nextDouble()) * 700 * Math.exp(-risk);
            double censored = 100 + 1500 * random.nextDouble();
            patients.add(new Patient(age, male, Math.ceil(Math.min(failing, censored)), failing <= censored));
        }
        return patients;
    }

    private static AnalysisTable table(List<Patient> patients) {
        return new AnalysisTable(
                patients.size(),
                List.of(
                        column("age", patients, Patient::age),
                        column("male", patients, Patient::male),
                        column("time", patients, Patient::time),
                        column("event", patients, patient -> patient.event() ? 1 : 0)));
    }

    private static Column column(String name, List<Patient> patients, ToDoubleFunction<Patient> value) {
        return new Column.Numeric(name, patients.stream().mapToDouble(value).toArray());
    }

    /// Three hospitals of unequal size.
    private static Map<SiteId, AnalysisTable> hospitals(List<Patient> patients) {
        Map<SiteId, AnalysisTable> hospitals = new TreeMap<>();
        int first = patients.size() / 6;
        int second = patients.size() / 2;
        hospitals.put(new SiteId("east"), table(patients.subList(0, first)));
        hospitals.put(new SiteId("north"), table(patients.subList(first, second)));
        hospitals.put(new SiteId("south"), table(patients.subList(second, patients.size())));
        return hospitals;
    }

    private static String options(String ties, String further) {
        return "{\"time\":\"time\",\"event\":\"event\",\"covariates\":[\"age\",\"male\"],\"ties\":\"" + ties + "\""
                + further + "}";
    }

    private static PreparedAnalysis prepared(String options) {
        return TestStudies.prepare(VARIABLES, ReleaseLevel.SUM_ONLY, "cox-common@1", options);
    }

    /// The step of a patient, by the months the result says its grid begins with.
    private static int step(Json.Obj result, Patient patient) {
        double month = 30 * Math.floor(patient.time() / 30);
        return (int) result.list("grid").stream()
                        .filter(step -> step.asObject().number("from") <= month)
                        .count()
                - 1;
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-10 * Math.max(1, Math.abs(expected)), what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void three_hospitals_have_the_answer_of_all_patients_in_one_place_on_the_same_grid(String ties) {
        List<Patient> patients = patients(900, 1);
        Json.Obj result = TestStudies.result(Federation.run(prepared(options(ties, "")), hospitals(patients)));
        PooledCox.Answer pooled = new PooledCox(
                        patients.stream()
                                .map(patient -> new PooledCox.Patient(
                                        step(result, patient),
                                        patient.event(),
                                        Vector.of(patient.age(), patient.male())))
                                .toList(),
                        ties.equals("efron"))
                .fit();
        for (int j = 0; j < 2; j++) {
            Json.Obj coefficient = result.list("coefficients").get(j).asObject();
            assertClose(pooled.coefficients().get(j), coefficient.number("estimate"), "estimate");
            assertClose(pooled.errors().get(j), coefficient.number("standardError"), "standard error");
        }
        assertClose(pooled.logLikelihood(), result.number("logLikelihood"), "log-likelihood");
        assertEquals("E0", result.text("equality"));
        assertEquals("none", result.text("strata"));
        assertTrue(result.list("grid").size() >= 4, "a grid of several steps");
    }

    /// `cox@1` on one hospital, which is checked against R, with the steps as times.
    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void it_is_the_stratified_model_where_there_is_one_hospital(String ties) {
        List<Patient> patients = patients(700, 2);
        String options = options(ties, ",\"ridge\":0.05");
        Json.Obj common = TestStudies.result(Federation.run(prepared(options), hospitals(patients)));
        List<Patient> onGrid = patients.stream()
                .map(patient -> new Patient(patient.age(), patient.male(), step(common, patient), patient.event()))
                .toList();
        Json.Obj one = TestStudies.result(Federation.run(
                TestStudies.prepare(VARIABLES, "cox@1", options), Map.of(new SiteId("all"), table(onGrid))));
        for (String number : List.of("logLikelihood", "nullLogLikelihood")) {
            assertClose(one.number(number), common.number(number), number);
        }
        for (int j = 0; j < 2; j++) {
            for (String number : List.of("estimate", "standardError", "lower", "upper", "p")) {
                assertClose(
                        one.list("coefficients").get(j).asObject().number(number),
                        common.list("coefficients").get(j).asObject().number(number),
                        number);
            }
        }
    }

    @Test
    void the_baseline_hazard_is_events_over_the_hazards_at_risk() {
        List<Patient> patients = patients(900, 3);
        Json.Obj result = TestStudies.result(Federation.run(prepared(options("breslow", "")), hospitals(patients)));
        double age = patients.stream().mapToDouble(Patient::age).average().orElseThrow();
        double male = patients.stream().mapToDouble(Patient::male).average().orElseThrow();
        double perYear = result.list("coefficients").get(0).asObject().number("estimate");
        double ofMen = result.list("coefficients").get(1).asObject().number("estimate");
        Map<Double, Double> hazards = new LinkedHashMap<>();
        for (int i = 0; i < result.list("grid").size(); i++) {
            int step = i;
            double events = patients.stream()
                    .filter(patient -> step(result, patient) == step && patient.event())
                    .count();
            double atRisk = patients.stream()
                    .filter(patient -> step(result, patient) >= step)
                    .mapToDouble(patient -> Math.exp(perYear * (patient.age() - age) + ofMen * (patient.male() - male)))
                    .sum();
            hazards.put(result.list("grid").get(i).asObject().number("from"), events / atRisk);
        }
        double cumulative = 0;
        List<Json> baseline = result.list("baseline");
        for (int i = 0; i < baseline.size(); i++) {
            double from = baseline.get(i).asObject().number("from");
            double until =
                    i + 1 < baseline.size() ? baseline.get(i + 1).asObject().number("from") : 1e9;
            double hazard = hazards.entrySet().stream()
                    .filter(entry -> entry.getKey() >= from && entry.getKey() < until)
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            cumulative += hazard;
            assertClose(hazard, baseline.get(i).asObject().number("hazard"), "hazard");
            assertClose(cumulative, baseline.get(i).asObject().number("cumulativeHazard"), "cumulative hazard");
            long events = baseline.get(i).asObject().integer("events");
            assertTrue(events == 0 || events >= 10, "a result tells no few events");
        }
        assertEquals(
                result.integer("events"),
                baseline.stream()
                        .mapToLong(stretch -> stretch.asObject().integer("events"))
                        .sum());
    }

    @Test
    void too_few_leavers_end_it_with_the_alternatives_named() {
        // Two columns and ten rounds need 31 patients in each of two steps.
        List<Patient> patients = patients(900, 4);
        assertEquals(31, new LeaverRule(2, 10).fewest());
        AnalysisProblem problem = TestStudies.problem(
                Federation.run(prepared(options("breslow", "")), hospitals(patients.subList(0, 61))));
        assertEquals(AnalysisProblem.Reason.TOO_FEW_LEAVERS, problem.reason());
        for (String alternative :
                List.of("cox@1 with strata: site", "discrete-time logistic", "one linear predictor", "ties: breslow")) {
            assertTrue(problem.words().contains(alternative), alternative);
        }
        assertEquals(
                1, rounds(options("breslow", ""), patients.subList(0, 61)), "before anything but counts was asked");
    }

    private static int rounds(String options, List<Patient> patients) {
        return Federation.run(prepared(options), hospitals(patients)).rounds();
    }

    /// So many patients leave in the first, the second and the third month.
    private static List<Patient> inThreeMonths(int first, int second, int third) {
        List<Patient> patients = new ArrayList<>();
        List<Patient> drawn = patients(first + second + third, 5);
        for (int i = 0; i < drawn.size(); i++) {
            double time = i < first ? 10 : i < first + second ? 40 : 70;
            patients.add(new Patient(drawn.get(i).age(), drawn.get(i).male(), time, i % 2 == 0));
        }
        Collections.shuffle(patients, new Random(6));
        return patients;
    }

    /// What a coordinator would send that tells other counts of the first months.
    private static Json.Obj asking(Json.Obj state, double... leavers) {
        Json.Builder changed = Json.object();
        state.members()
                .forEach((name, value) -> changed.with(name, name.equals("leavers") ? grown(value, leavers) : value));
        return changed.build();
    }

    private static Json grown(Json counts, double[] months) {
        double[] all = counts.asNumbers();
        System.arraycopy(months, 0, all, 0, months.length);
        return Json.ofNumbers(all);
    }

    @Test
    void a_site_works_the_grid_out_itself_and_refuses_one_patient_too_few() {
        List<Patient> patients = inThreeMonths(31, 31, 0);
        Map<SiteId, AnalysisTable> hospitals = hospitals(patients);
        AnalysisTable east = Objects.requireNonNull(hospitals.get(new SiteId("east")));
        PreparedAnalysis analysis = prepared(options("breslow", ""));
        List<Json.Obj> states = new ArrayList<>();
        Federation.run(analysis, hospitals, round -> states.add(round.state()));
        assertTrue(states.size() >= 5, "31 and 31 are enough: there are rounds of fitting");
        for (Json.Obj state : states.subList(1, states.size())) {
            // The same number of patients, one of them moved: 30 in one step are one too few.
            TensorException thrown = assertThrows(
                    TensorException.class, () -> analysis.atSite().contribute(east, asking(state, 32, 30)));
            assertTrue(String.valueOf(thrown.getMessage()).contains("fewer than 31 patients"), thrown::getMessage);
        }
    }

    @Test
    void a_site_refuses_counts_it_is_no_part_of() {
        List<Patient> patients = inThreeMonths(60, 60, 60);
        Map<SiteId, AnalysisTable> hospitals = hospitals(patients);
        AnalysisTable south = Objects.requireNonNull(hospitals.get(new SiteId("south")));
        PreparedAnalysis analysis = prepared(options("breslow", ""));
        Federation.run(analysis, hospitals, round -> {
            if (round.number() > 1) {
                for (double[] leavers : new double[][] {{150, 15, 15}, {60, 60, 61}, {61, 60, 60}}) {
                    assertThrows(
                            TensorException.class,
                            () -> analysis.atSite().contribute(south, asking(round.state(), leavers)));
                }
            }
        });
    }

    @Test
    void a_site_refuses_a_model_the_plan_does_not_lead_to() {
        Map<SiteId, AnalysisTable> hospitals = hospitals(patients(400, 7));
        AnalysisTable south = Objects.requireNonNull(hospitals.get(new SiteId("south")));
        PreparedAnalysis analysis = prepared(options("breslow", ",\"max-rounds\":8"));
        Federation.run(analysis, hospitals, round -> {
            if (round.state().text("stage").equals("fit")) {
                Json.Obj beyond = changed(
                        round.state(), "\"round\":" + search(round.state()).count("round"), "\"round\":9");
                assertThrows(TensorException.class, () -> analysis.atSite().contribute(south, beyond));
                // So far out on one covariate that one patient's hazard is all that is left of a sum.
                Json.Obj far = changed(
                        round.state(),
                        "\"coefficients\":" + text(search(round.state()).get("coefficients")),
                        "\"coefficients\":[100,0]");
                assertThrows(TensorException.class, () -> analysis.atSite().contribute(south, far));
            }
        });
    }

    private static Json.Obj search(Json.Obj state) {
        return state.object("regression").object("search");
    }

    private static String text(Json json) {
        return new String(CanonicalJson.bytes(json), StandardCharsets.UTF_8);
    }

    private static Json.Obj changed(Json.Obj state, String from, String to) {
        String text = text(state);
        assertTrue(text.contains(from), from);
        return CanonicalJson.parse(text.replace(from, to)).asObject();
    }

    @Test
    void ranges_too_wide_for_the_hazards_are_named_and_plausible_ones_do() {
        Random random = new Random(8);
        List<Patient> steep = patients(900, 8).stream()
                .map(patient -> new Patient(
                        patient.age(),
                        patient.male(),
                        Math.min(
                                3650,
                                Math.ceil(
                                        -Math.log(random.nextDouble()) * 700 * Math.exp(-0.25 * (patient.age() - 60)))),
                        true))
                .toList();
        TestStudies.result(Federation.run(prepared(options("breslow", "")), hospitals(steep)));
        List<Variable> wide = new ArrayList<>(VARIABLES);
        wide.set(0, TestStudies.number("age", 0, 1e6));
        AnalysisProblem problem = TestStudies.problem(Federation.run(
                TestStudies.prepare(wide, ReleaseLevel.SUM_ONLY, "cox-common@1", options("breslow", "")),
                hospitals(steep)));
        assertEquals(AnalysisProblem.Reason.RANGE_TOO_WIDE, problem.reason());
        assertEquals(List.of("age", "male"), problem.variables());
    }

    @Test
    void the_other_analyses_of_a_study_count_every_step() {
        AnalysisPlan common = TestStudies.plan("cox-common@1", options("efron", ",\"steps\":5,\"max-rounds\":8"));
        Study study = TestStudies.study(VARIABLES, ReleaseLevel.SUM_ONLY, List.of(common));
        assertEquals(
                new Exposure.JointPlan(2, 8 * 5 * 2),
                Analyses.prepare(study, common).jointPlan().orElseThrow());
        assertEquals(
                new Exposure.JointPlan(2, 8 * 5),
                prepared(options("breslow", ",\"steps\":5,\"max-rounds\":8"))
                        .jointPlan()
                        .orElseThrow());
    }

    @Test
    void one_hospitals_sums_are_never_readable() {
        PlanException thrown = assertThrows(
                PlanException.class, () -> TestStudies.prepare(VARIABLES, "cox-common@1", options("efron", "")));
        assertTrue(String.valueOf(thrown.getMessage()).contains("release: sum-only"));
    }

    @Test
    void a_study_has_one() {
        AnalysisPlan first = TestStudies.plan("cox-common@1", "first", options("efron", ""));
        AnalysisPlan second = TestStudies.plan("cox-common@1", "second", options("efron", ",\"bin-width\":31"));
        Study study = TestStudies.study(VARIABLES, ReleaseLevel.SUM_ONLY, List.of(first, second));
        PlanException thrown = assertThrows(PlanException.class, () -> Analyses.prepare(study, first));
        assertTrue(String.valueOf(thrown.getMessage()).contains("a study has one"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"bin-width\":0.5 | bin-width | more than 2000 bins",
                ",\"bin-width\":-1 | bin-width | lies between",
                ",\"horizon\":4000 | horizon | lies between",
                ",\"horizon\":10 | horizon | lies between",
                ",\"steps\":1 | steps | lies between",
                ",\"strata\":\"site\" | strata | has no option",
            })
    void impossible_options_are_refused_by_name(String further, String option, String words) {
        PlanException thrown = assertThrows(PlanException.class, () -> prepared(options("efron", further)));
        assertEquals(option, thrown.option());
        assertTrue(String.valueOf(thrown.getMessage()).contains(words), thrown::getMessage);
    }

    @Test
    void a_time_without_a_unit_of_time_has_no_standard_bins() {
        List<Variable> visits = new ArrayList<>(VARIABLES);
        visits.set(2, TestStudies.number("time", 0, 40));
        PlanException thrown = assertThrows(
                PlanException.class,
                () -> TestStudies.prepare(visits, ReleaseLevel.SUM_ONLY, "cox-common@1", options("efron", "")));
        assertEquals("bin-width", thrown.option());
        assertFalse(
                TestStudies.prepare(visits, ReleaseLevel.SUM_ONLY, "cox-common@1", options("efron", ",\"bin-width\":1"))
                        .outline()
                        .isEmpty());
    }
}
