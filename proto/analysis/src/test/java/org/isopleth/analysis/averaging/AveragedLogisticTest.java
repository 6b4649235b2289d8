package org.isopleth.analysis.averaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.TestStudies;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.analysis.vote.ModelCourse;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.site.SiteId;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.TensorSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Averaged models come near the pooled fit, and a model that hospitals lose by is rolled back.
class AveragedLogisticTest {
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120), TestStudies.number("size", 0, 100), TestStudies.number("y", 0, 1));
    private static final Digest STUDY = Digest.of(new byte[] {7});

    private static PreparedAnalysis prepare(String more) {
        return TestStudies.prepare(
                VARIABLES, "averaged-logistic@1", "{\"outcome\":\"y\",\"covariates\":[\"age\",\"size\"]" + more + "}");
    }

    private enum Truth {
        TOLD,
        TURNED_ROUND
    }

    private static AnalysisTable hospital(int seed, int patients, Truth truth) {
        Random random = new Random(seed);
        double[] age = new double[patients];
        double[] size = new double[patients];
        double[] y = new double[patients];
        for (int row = 0; row < patients; row++) {
            age[row] = 60 + 10 * random.nextGaussian();
            size[row] = 30 + 5 * random.nextGaussian() + 0.2 * (age[row] - 60);
            double risk = 0.08 * (age[row] - 60) + 0.15 * (size[row] - 30) - 0.3;
            boolean ill = random.nextDouble() < 1 / (1 + Math.exp(-risk));
            y[row] = ill == (truth == Truth.TOLD) ? 1 : 0;
        }
        AnalysisTable table = new AnalysisTable(
                patients,
                List.of(new Column.Numeric("age", age), new Column.Numeric("size", size), new Column.Numeric("y", y)));
        return HoldOut.drawn(table, ("a secret of hospital " + seed).getBytes(StandardCharsets.US_ASCII), STUDY);
    }

    /// What a model is fitted on and what it is judged on are two sets of patients, and a summary of all is a third.
    @Test
    void whoIsHeldOutIsToldApartFromWhoIsFittedOn() {
        AnalysisTable table = hospital(1, 240, Truth.TOLD);
        List<RowsBehind> behind = prepare("").atSite().behind(table);
        assertEquals(2, behind.size());
        int fitted = behind.get(0).patients().rows();
        int judging = behind.get(1).patients().rows();
        assertEquals(240, fitted + judging);
        assertTrue(fitted > 150 && judging > 20, fitted + " and " + judging);
        behind.forEach(rows -> assertEquals(Set.of("age", "size", "y"), rows.variables()));
    }

    private static Map<SiteId, AnalysisTable> hospitals() {
        Map<SiteId, AnalysisTable> hospitals = new TreeMap<>();
        hospitals.put(new SiteId("north"), hospital(1, 240, Truth.TOLD));
        hospitals.put(new SiteId("south"), hospital(2, 300, Truth.TOLD));
        hospitals.put(new SiteId("east"), hospital(3, 180, Truth.TOLD));
        return hospitals;
    }

    /// The exact fit of the same patients, those not held out.
    private static double[] exact(Map<SiteId, AnalysisTable> hospitals, String member) {
        Map<SiteId, AnalysisTable> fitted = new TreeMap<>();
        hospitals.forEach(
                (site, table) -> fitted.put(site, HoldOut.of(table, 0.2).fitted()));
        Json.Obj result = TestStudies.result(Federation.run(
                TestStudies.prepare(
                        VARIABLES,
                        "glm@1",
                        "{\"family\":\"binomial\",\"outcome\":\"y\",\"covariates\":[\"age\",\"size\"]}"),
                fitted));
        return result.list("coefficients").stream()
                .mapToDouble(row -> row.asObject().object("standardised").number(member))
                .toArray();
    }

    private static double[] standardised(Json.Obj result) {
        return result.list("estimates").stream()
                .mapToDouble(row -> row.asObject().number("standardised"))
                .toArray();
    }

    private static List<String> rulings(Json.Obj result) {
        return result.list("votes").stream()
                .map(vote -> vote.asObject().text("ruling"))
                .toList();
    }

    /// One local step of all sites is one step of gradient ascent on all patients. The information of two
    /// standardised columns that correlate by 0.4 has eigenvalues from 0.6/4 on where probabilities are near one
    /// half; here they are above 0.1, so that fifty steps of size 3 leave at most 0.7^50 = 2e-8 of a way that is
    /// below 2 long, and the rounding of 50 averages to 2^-33.
    @Test
    void oneLocalStepIsGradientAscentOnAllPatients() {
        Json.Obj result = TestStudies.result(
                Federation.run(prepare(",\"rounds\":50,\"local-steps\":1,\"step-size\":3"), hospitals()));
        double[] exact = exact(hospitals(), "estimate");
        double[] averaged = standardised(result);
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], averaged[i], 1e-6);
        }
        assertTrue(rulings(result).stream().allMatch("accepted"::equals));
        assertEquals("rounds", result.text("ended"));
        assertEquals(50, result.integer("accepted"));
    }

    /// Several local steps end near the mean of the hospitals' own optima, which is not the pooled one: closer to it
    /// than what chance leaves open, a standard error.
    @Test
    void severalLocalStepsComeWithinAStandardErrorOfTheExactFit() {
        Json.Obj result = TestStudies.result(Federation.run(prepare(""), hospitals()));
        double[] exact = exact(hospitals(), "estimate");
        double[] errors = exact(hospitals(), "standardError");
        double[] averaged = standardised(result);
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], averaged[i], errors[i]);
        }
        assertEquals(10, rulings(result).size());
    }

    @Test
    void aModelThatHospitalsLoseByIsRolledBackThreeTimesAndNoMore() {
        Map<SiteId, AnalysisTable> hospitals = hospitals();
        hospitals.put(new SiteId("west"), hospital(4, 1500, Truth.TURNED_ROUND));
        Json.Obj result = TestStudies.result(Federation.run(prepare(""), hospitals));
        assertEquals(List.of("refused", "refused", "refused"), rulings(result));
        assertEquals("not-accepted", result.text("ended"));
        assertEquals(0, result.integer("accepted"));
        double[] model = standardised(result);
        assertEquals(0, model[1], "what is left is the model without covariates");
        assertEquals(0, model[2]);
    }

    @Test
    void withTwoHospitalsNobodyCanJudge() {
        Map<SiteId, AnalysisTable> hospitals = hospitals();
        hospitals.remove(new SiteId("east"));
        Json.Obj result = TestStudies.result(Federation.run(prepare(""), hospitals));
        assertEquals(List.of("undecided", "undecided", "undecided"), rulings(result));
    }

    /// A site that keeps to no bound moves the average beyond what sites that do could reach together.
    @Test
    void anAverageBeyondTheBoundIsNotEvenJudged() {
        PreparedAnalysis analysis = prepare(",\"update-bound\":0.5");
        Map<SiteId, AnalysisTable> hospitals = hospitals();
        Json.Obj state = analysis.atCoordinator().start();
        List<String> stages = new ArrayList<>();
        Json.Obj result = null;
        while (result == null) {
            stages.add(state.text("stage"));
            Contribution sum = Contribution.zero(analysis.declare(state));
            for (AnalysisTable table : hospitals.values()) {
                sum = sum.plus(analysis.atSite().contribute(table, state));
            }
            if (state.text("stage").equals("train")) {
                sum = sum.plus(shove(analysis, state));
            }
            switch (analysis.atCoordinator().step(state, sum)) {
                case Step.Continue(Json.Obj next) -> state = next;
                case Step.Finished(Json.Obj end) -> result = end;
                case Step.Failed(var problem) -> throw new AssertionError(problem.words());
            }
        }
        assertEquals(List.of("centre", "scale", "train", "train", "train"), stages);
        assertEquals(List.of("beyond-bound", "beyond-bound", "beyond-bound"), rulings(result));
    }

    private static Contribution shove(PreparedAnalysis analysis, Json.Obj state) {
        Contribution all = Contribution.zero(analysis.declare(state));
        for (int i = 0; i < 2000; i++) {
            TensorSum part = TensorSum.of(analysis.declare(state).getFirst());
            part.add(1, -0.5);
            all = all.plus(new Contribution(List.of(part.total())));
        }
        return all;
    }

    @Test
    void noUpdateOfASiteIsLongerThanTheBound() {
        PreparedAnalysis analysis = prepare(",\"update-bound\":0.05");
        AnalysisTable own = hospital(1, 240, Truth.TOLD);
        long patients = analysis.atSite().exposure(own).rows();
        Federation.run(analysis, hospitals(), round -> {
            if (round.state().text("stage").equals("train")) {
                double[] sent = Objects.requireNonNull(round.contributions().get(new SiteId("north")))
                        .values("updates");
                double length = Math.sqrt(Arrays.stream(sent)
                        .map(value -> value / patients)
                        .map(value -> value * value)
                        .sum());
                assertTrue(length <= 0.05 + 1e-9);
            }
        });
    }

    /// TRUST 6: with three parameters, fifteen patients at least.
    @Test
    void aSiteWithTooFewPatientsSendsZeros() {
        Map<SiteId, AnalysisTable> hospitals = hospitals();
        SiteId small = new SiteId("small");
        AnalysisTable table = hospital(5, 100, Truth.TOLD);
        int[] fitted = IntStream.range(0, 100)
                .filter(row -> ((Column.Numeric) table.column(HoldOut.DRAW)).value(row) >= 0.2)
                .toArray();
        hospitals.put(small, table.select(Arrays.copyOf(fitted, 14)));
        Federation.run(prepare(""), hospitals, round -> {
            if (!round.state().text("stage").equals("judge")) {
                assertEquals(
                        Contribution.zero(round.declared()),
                        round.contributions().get(small));
            }
        });
        hospitals.put(small, table.select(Arrays.copyOf(fitted, 15)));
        Federation.run(
                prepare(""),
                hospitals,
                round -> assertFalse(round.state().text("stage").equals("train")
                        && Contribution.zero(round.declared())
                                .equals(round.contributions().get(small))));
    }

    /// A coordinator may not choose models to ask about.
    @Test
    void aSiteRefusesAModelThatThePlanDoesNotLeadTo() {
        PreparedAnalysis analysis = prepare("");
        AnalysisTable own = hospital(1, 240, Truth.TOLD);
        List<Json.Obj> states = new ArrayList<>();
        Federation.run(analysis, hospitals(), round -> states.add(round.state()));
        AveragingStage.Train train = (AveragingStage.Train) AveragingStage.read(states.get(4));
        AveragingStage.Train elsewhere = new AveragingStage.Train(
                train.totals(), train.columns(), ModelCourse.from(Vector.of(5, -5, 5)), train.trials());
        assertThrows(TensorException.class, () -> analysis.atSite().contribute(own, elsewhere.json()));
        AveragingStage.Judge judge = new AveragingStage.Judge(train, Vector.of(5, -5, 5));
        assertThrows(TensorException.class, () -> analysis.atSite().contribute(own, judge.json()));
    }

    @ParameterizedTest
    @CsvSource({
        "',\"rounds\":26,\"local-steps\":2', rounds",
        "',\"batch\":32', batch",
        "',\"update-bound\":2.5', update-bound",
        "',\"hold-out\":0', hold-out",
        "',\"judging\":9', judging"
    })
    void whatWouldTellTooMuchIsRefusedByName(String more, String option) {
        assertEquals(
                option, assertThrows(PlanException.class, () -> prepare(more)).option());
    }
}
