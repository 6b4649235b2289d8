package org.isopleth.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When there is no answer, and what is said instead.
class ProblemsTest {
    private static final int PATIENTS = 200;
    private static final String BINOMIAL = "{\"family\":\"binomial\",\"outcome\":\"y\",\"covariates\":";
    private static final String COX = "{\"time\":\"time\",\"event\":\"y\",\"covariates\":";

    /// Two sites of 100 patients; columns are made row by row.
    private static final class Patients {
        private final Map<String, double[]> columns = new LinkedHashMap<>();

        Patients with(String name, IntToDoubleFunction value) {
            double[] values = new double[PATIENTS];
            Arrays.setAll(values, value);
            columns.put(name, values);
            return this;
        }

        double[] column(String name) {
            return Objects.requireNonNull(columns.get(name));
        }

        Federation.Run run(String id, String options) {
            List<Variable> variables = new ArrayList<>();
            List<Column> all = new ArrayList<>();
            columns.forEach((name, values) -> {
                boolean indicator = Arrays.stream(values).allMatch(value -> value == 0 || value == 1);
                variables.add(TestStudies.number(name, indicator ? 0 : -50_000, indicator ? 1 : 100_000));
                all.add(new Column.Numeric(name, values));
            });
            variables.replaceAll(
                    variable -> variable.name().equals("time") ? TestStudies.number("time", 0, 100_000) : variable);
            AnalysisTable table = new AnalysisTable(PATIENTS, all);
            int[] odd = java.util.stream.IntStream.range(0, PATIENTS)
                    .filter(row -> row % 2 == 1)
                    .toArray();
            int[] even = java.util.stream.IntStream.range(0, PATIENTS)
                    .filter(row -> row % 2 == 0)
                    .toArray();
            return Federation.run(
                    TestStudies.prepare(variables, id, options),
                    Map.of(new SiteId("a"), table.select(odd), new SiteId("b"), table.select(even)));
        }
    }

    private static Patients patients() {
        Random random = new Random(5);
        double[] a = random.doubles(PATIENTS).toArray();
        double[] b = random.doubles(PATIENTS).toArray();
        double[] chance = random.doubles(PATIENTS).toArray();
        return new Patients()
                .with("a", row -> 100 * a[row])
                .with("b", row -> 100 * b[row])
                .with("y", row -> chance[row] < 0.3 + 0.4 * a[row] ? 1 : 0)
                .with("time", row -> Math.ceil(1000 * b[row] * chance[row]) + 1);
    }

    private static void assertProblem(Reason reason, List<String> variables, Federation.Run run) {
        AnalysisProblem problem = TestStudies.problem(run);
        assertEquals(reason, problem.reason());
        assertEquals(variables, problem.variables());
    }

    @Test
    void a_constant_covariate_is_named() {
        Patients patients = patients().with("c", _ -> 7.3);
        assertProblem(Reason.CONSTANT, List.of("c"), patients.run("glm@1", BINOMIAL + "[\"a\",\"c\"]}"));
        assertProblem(Reason.CONSTANT, List.of("c"), patients.run("cox@1", COX + "[\"a\",\"c\"],\"ridge\":1}"));
    }

    @Test
    void a_determined_covariate_is_named_with_those_that_determine_it() {
        Patients first = patients();
        double[] a = first.column("a");
        double[] b = first.column("b");
        Patients patients = first.with("free", row -> (row * 37) % 101).with("sum", row -> 3 * a[row] - b[row] + 4);
        String covariates = "[\"a\",\"free\",\"b\",\"sum\"]}";
        assertProblem(Reason.COLLINEAR, List.of("sum", "a", "b"), patients.run("glm@1", BINOMIAL + covariates));
        assertProblem(Reason.COLLINEAR, List.of("sum", "a", "b"), patients.run("cox@1", COX + covariates));
    }

    @Test
    void a_penalty_makes_collinear_covariates_possible() {
        Patients patients = patients();
        double[] a = patients.column("a");
        patients.with("twice", row -> 2 * a[row]);
        TestStudies.result(patients.run("glm@1", BINOMIAL + "[\"a\",\"twice\"],\"ridge\":0.1}"));
    }

    @Test
    void a_covariate_that_only_tells_sites_apart_is_determined_by_the_strata() {
        Patients patients = patients().with("region", row -> row % 2);
        assertProblem(Reason.COLLINEAR, List.of("region", "site"), patients.run("cox@1", COX + "[\"a\",\"region\"]}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 14, 30})
    void complete_separation_is_named(int rounds) {
        Patients patients = patients();
        double[] y = patients.column("y");
        patients.with("giveaway", row -> y[row] == 1 ? 60 + row % 40 : row % 41);
        assertProblem(
                Reason.SEPARATION,
                List.of("giveaway"),
                patients.run("glm@1", BINOMIAL + "[\"a\",\"giveaway\"],\"max-rounds\":" + rounds + "}"));
    }

    @ParameterizedTest
    @CsvSource({"10,5", "30,5", "10,60", "30,60"})
    void quasi_complete_separation_by_a_level_is_named(int rounds, int carriers) {
        Patients patients = patients();
        double[] y = patients.column("y");
        int[] seen = {0};
        patients.with("rare", row -> y[row] == 1 && seen[0]++ < carriers ? 1 : 0);
        assertProblem(
                Reason.SEPARATION,
                List.of("rare"),
                patients.run("glm@1", BINOMIAL + "[\"a\",\"b\",\"rare\"],\"max-rounds\":" + rounds + "}"));
    }

    @Test
    void a_level_without_events_separates_a_cox_model() {
        Patients patients = patients();
        double[] y = patients.column("y");
        patients.with("safe", row -> y[row] == 0 && row % 3 == 0 ? 1 : 0);
        assertProblem(
                Reason.SEPARATION, List.of("safe"), patients.run("cox@1", COX + "[\"a\",\"safe\"],\"max-rounds\":30}"));
    }

    /// The gap in the middle of 200 patients is narrow, so the coefficient must grow far before the
    /// log-likelihood proves what it points to.
    private static Patients divided(int mistakes) {
        Random random = new Random(2);
        double[] x = random.doubles(PATIENTS).map(p -> 20 * p - 10).toArray();
        double limit = Arrays.stream(x)
                .map(Math::abs)
                .sorted()
                .skip(mistakes)
                .findFirst()
                .orElseThrow();
        return new Patients().with("x", row -> x[row]).with("y", row -> x[row] > 0 != Math.abs(x[row]) < limit ? 1 : 0);
    }

    @Test
    void a_threshold_that_separates_is_named_as_soon_as_it_is_proven_and_held_possible_before() {
        assertProblem(
                Reason.SEPARATION, List.of("x"), divided(0).run("glm@1", BINOMIAL + "[\"x\"],\"max-rounds\":30}"));
        Federation.Run early = divided(0).run("glm@1", BINOMIAL + "[\"x\"],\"max-rounds\":6}");
        assertProblem(Reason.NOT_CONVERGED, List.of("x"), early);
        String words = TestStudies.problem(early).words();
        assertTrue(words.contains("raise max-rounds") && words.contains("separate the outcome"), words);
    }

    /// Four patients on the wrong side of the threshold, all near it: a finite estimate, far away.
    @Test
    void mistakes_near_the_threshold_are_not_called_separation() {
        for (int rounds = 3; rounds < 30; rounds++) {
            Federation.Run run = divided(4).run("glm@1", BINOMIAL + "[\"x\"],\"max-rounds\":" + rounds + "}");
            if (run.end() instanceof Step.Failed(AnalysisProblem problem)) {
                assertEquals(Reason.NOT_CONVERGED, problem.reason(), rounds + " rounds");
            }
        }
        TestStudies.result(divided(4).run("glm@1", BINOMIAL + "[\"x\"],\"max-rounds\":30}"));
    }

    @Test
    void separation_by_one_level_is_proven_in_the_first_joint_round() {
        Patients patients = patients();
        double[] y = patients.column("y");
        patients.with("all", row -> y[row] == 1 || row % 3 == 0 ? 1 : 0);
        Federation.Run run = patients.run("glm@1", BINOMIAL + "[\"a\",\"all\"],\"max-rounds\":3}");
        assertProblem(Reason.SEPARATION, List.of("all"), run);
        assertEquals(3, run.rounds());
    }

    /// With one exception among the yeses and one among the noes, every value has both outcomes, so a
    /// finite estimate exists, near twice the logarithm of the patients on either side.
    @ParameterizedTest
    @ValueSource(ints = {10, 30})
    void one_exception_on_either_side_makes_a_finite_estimate(int rounds) {
        Patients patients = patients();
        double[] y = patients.column("y");
        int[] seen = new int[2];
        patients.with("nearly", row -> seen[(int) y[row]]++ == 3 ? 1 - y[row] : y[row]);
        var result =
                TestStudies.result(patients.run("glm@1", BINOMIAL + "[\"nearly\"],\"max-rounds\":" + rounds + "}"));
        int yes = (int) Arrays.stream(y).sum();
        double expected = Math.log(yes - 1.0) + Math.log(PATIENTS - yes - 1.0);
        assertEquals(expected, result.list("coefficients").get(1).asObject().number("estimate"), 1e-9);
    }

    @Test
    void separation_with_a_penalty_has_an_estimate() {
        Patients patients = patients();
        double[] y = patients.column("y");
        patients.with("giveaway", row -> y[row]);
        TestStudies.result(patients.run("glm@1", BINOMIAL + "[\"a\",\"giveaway\"],\"ridge\":0.01}"));
    }

    @Test
    void one_outcome_and_zero_events_are_said() {
        Patients never = patients().with("y", _ -> 0);
        assertProblem(Reason.ONE_OUTCOME, List.of("y"), never.run("glm@1", BINOMIAL + "[\"a\"]}"));
        assertProblem(Reason.ZERO_EVENTS, List.of("y"), never.run("cox@1", COX + "[\"a\"]}"));
        assertProblem(
                Reason.ZERO_EVENTS,
                List.of("y"),
                never.run("glm@1", "{\"family\":\"poisson\",\"outcome\":\"y\",\"covariates\":[\"a\"]}"));
        assertProblem(
                Reason.ONE_OUTCOME,
                List.of("c"),
                patients()
                        .with("c", _ -> 5)
                        .run("glm@1", "{\"family\":\"gaussian\",\"outcome\":\"c\",\"covariates\":[\"a\"]}"));
    }

    /// From a variance inflation of 10⁴ to 10⁸⋅⁶ (the limit is 10⁹). The same model written with the free
    /// part of `z` instead of `z` has no collinearity and tells what the coefficients must be.
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.003, 0.001, 0.0003, 0.0001, 0.00005})
    void nearly_collinear_covariates_are_fitted_in_the_standard_rounds(double share) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] x = random.doubles(PATIENTS).map(p -> 20 * p - 10).toArray();
            double[] free = random.doubles(PATIENTS).map(p -> 20 * p - 10).toArray();
            double[] error = random.doubles(PATIENTS).toArray();
            Patients patients = new Patients()
                    .with("x", row -> x[row])
                    .with("free", row -> free[row])
                    .with("z", row -> x[row] + share * free[row])
                    .with("r", row -> 3 + 2 * x[row] + 5 * error[row]);
            String options = "{\"family\":\"gaussian\",\"outcome\":\"r\",\"covariates\":[\"x\",\"%s\"]}";
            var collinear = TestStudies.result(patients.run("glm@1", options.formatted("z")))
                    .list("coefficients");
            var apart = TestStudies.result(patients.run("glm@1", options.formatted("free")))
                    .list("coefficients");
            double z = collinear.get(2).asObject().number("estimate");
            double expected = apart.get(2).asObject().number("estimate") / share;
            double deviation = apart.get(2).asObject().number("standardError") / share;
            assertEquals(expected, z, 1e-8 * deviation);
            assertEquals(
                    apart.get(1).asObject().number("estimate"),
                    collinear.get(1).asObject().number("estimate") + z,
                    1e-8 * deviation);
        }
    }

    /// Ages at two sites in a public range of their own.
    private static Federation.Run ages(String id, String options, double minimum, double maximum) {
        Random random = new Random(8);
        Map<SiteId, AnalysisTable> sites = new LinkedHashMap<>();
        for (String site : List.of("a", "b")) {
            double[] age = random.doubles(100)
                    .map(_ -> 999.5 + 8.7 * random.nextGaussian())
                    .toArray();
            double[] visits = Arrays.stream(age)
                    .map(one -> Math.floor(one / 300 * random.nextDouble()))
                    .toArray();
            List<Column> columns = List.of(new Column.Numeric("age", age), new Column.Numeric("visits", visits));
            sites.put(new SiteId(site), new AnalysisTable(100, columns));
        }
        List<Variable> variables = List.of(
                TestStudies.number("age", minimum, maximum), TestStudies.number("visits", 0, Math.min(maximum, 5e14)));
        return Federation.run(TestStudies.prepare(variables, id, options), sites);
    }

    @Test
    void a_range_that_is_far_too_wide_gives_the_same_answer_or_is_refused_by_name() {
        String poisson = "{\"family\":\"poisson\",\"outcome\":\"visits\",\"covariates\":[\"age\"]}";
        String gaussian = "{\"family\":\"gaussian\",\"outcome\":\"age\",\"covariates\":[\"visits\"]}";
        var summary = TestStudies.result(ages("summary@1", "{}", 0, 2000));
        for (double maximum : new double[] {1e12, 1e15}) {
            for (int i = 0; i < 2; i++) {
                var narrow = summary.list("variables").get(i).asObject();
                var wide = TestStudies.result(ages("summary@1", "{}", 0, maximum))
                        .list("variables")
                        .get(i)
                        .asObject();
                assertEquals(narrow.number("mean"), wide.number("mean"), 1e-10);
                assertEquals(narrow.number("standardDeviation"), wide.number("standardDeviation"), 1e-9);
            }
            for (String options : List.of(poisson, gaussian)) {
                var narrow = TestStudies.result(ages("glm@1", options, 0, 2000)).list("coefficients");
                var wide =
                        TestStudies.result(ages("glm@1", options, 0, maximum)).list("coefficients");
                for (int i = 0; i < 2; i++) {
                    double expected = narrow.get(i).asObject().number("estimate");
                    assertEquals(expected, wide.get(i).asObject().number("estimate"), 1e-8 * Math.abs(expected));
                }
            }
        }
        assertProblem(Reason.RANGE_TOO_WIDE, List.of("age"), ages("summary@1", "{}", -1.7e308, 1.7e308));
        assertProblem(Reason.RANGE_TOO_WIDE, List.of("age"), ages("glm@1", poisson, -1.7e308, 1.7e308));
        assertProblem(Reason.RANGE_TOO_WIDE, List.of("age"), ages("glm@1", gaussian, -1e15, 1e15));
    }

    @Test
    void a_range_of_counts_that_sums_have_no_room_for_is_refused_in_the_plan() {
        List<Variable> variables = List.of(TestStudies.number("age", 0, 120), TestStudies.number("visits", 0, 6e14));
        String options = "{\"family\":\"poisson\",\"outcome\":\"visits\",\"covariates\":[\"age\"]}";
        PlanException thrown =
                assertThrows(PlanException.class, () -> TestStudies.prepare(variables, "glm@1", options));
        assertEquals("outcome", thrown.option());
    }

    @Test
    void an_outcome_that_covariates_determine_is_said() {
        Patients patients = patients();
        double[] a = patients.column("a");
        patients.with("copy", row -> 2 * a[row]);
        assertProblem(
                Reason.COLLINEAR,
                List.of("copy", "a"),
                patients.run("glm@1", "{\"family\":\"gaussian\",\"outcome\":\"copy\",\"covariates\":[\"a\"]}"));
    }

    @Test
    void too_few_patients_and_too_few_rounds_are_said() {
        Patients mostlyMissing = patients().with("a", row -> row < 2 ? row + 2 : Double.NaN);
        assertProblem(Reason.TOO_FEW_ROWS, List.of(), mostlyMissing.run("glm@1", BINOMIAL + "[\"a\"]}"));
        assertProblem(Reason.NOT_CONVERGED, List.of(), patients().run("glm@1", BINOMIAL + "[\"a\"],\"max-rounds\":3}"));
    }

    @Test
    void an_outcome_of_the_wrong_kind_is_refused_by_name() {
        Patients patients = patients().with("half", row -> row % 2 + 0.5);
        TensorException binary = assertThrows(
                TensorException.class,
                () -> patients.run("glm@1", "{\"family\":\"binomial\",\"outcome\":\"half\",\"covariates\":[\"a\"]}"));
        assertTrue(String.valueOf(binary.getMessage()).contains("'half'"));
        PlanException negative = assertThrows(
                PlanException.class,
                () -> patients.run("glm@1", "{\"family\":\"poisson\",\"outcome\":\"half\",\"covariates\":[\"a\"]}"));
        assertEquals("outcome", negative.option());
    }

    @Test
    void plans_that_cannot_be_are_refused_with_the_option() {
        record Case(String id, String options, String option) {}
        for (Case one : List.of(
                new Case("cox@1", COX + "[\"a\"],\"strata\":\"none\"}", "strata"),
                new Case("cox@1", COX + "[\"a\"],\"ties\":\"exact\"}", "ties"),
                new Case("cox@1", COX + "[\"time\"]}", "covariates"),
                new Case("cox@1", COX + "[]}", "covariates"),
                new Case("cox@1", "{\"event\":\"y\",\"covariates\":[\"a\"]}", "time"),
                new Case("glm@1", BINOMIAL + "[\"a\",\"a\"]}", "covariates"),
                new Case("glm@1", BINOMIAL + "[\"y\"]}", "covariates"),
                new Case("glm@1", BINOMIAL + "[\"a\"],\"ridge\":-1}", "ridge"),
                new Case("glm@1", BINOMIAL + "[\"a\"],\"ridge\":\"much\"}", "ridge"),
                new Case("glm@1", BINOMIAL + "[\"a\"],\"level\":95}", "level"),
                new Case("glm@1", BINOMIAL + "[\"a\"],\"max-rounds\":2}", "max-rounds"),
                new Case("glm@1", "{\"outcome\":\"y\",\"covariates\":[\"a\"]}", "family"),
                new Case("summary@1", "{\"variables\":[]}", "variables"))) {
            PlanException thrown =
                    assertThrows(PlanException.class, () -> patients().run(one.id(), one.options()), one.options());
            assertEquals(one.option(), thrown.option(), one.options());
        }
    }

    @Test
    void unstratified_cox_is_refused_with_the_reason_and_the_advice() {
        PlanException thrown =
                assertThrows(PlanException.class, () -> patients().run("cox@1", COX + "[\"a\"],\"strata\":\"none\"}"));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains("risk-set sums") && message.contains("patients' rows"), message);
        assertTrue(message.contains("strata: site"), message);
        assertTrue(message.lines().count() == 1);
    }

    @Test
    void an_unknown_analysis_is_refused_with_the_known_ones() {
        PlanException thrown = assertThrows(PlanException.class, () -> Analyses.find(new AnalysisId("cox", 2)));
        assertTrue(String.valueOf(thrown.getMessage())
                .endsWith("summary@1, glm@1, cox@1, cox-common@1, averaged-logistic@1, benchmark@1"));
    }
}
