package org.isopleth.disclosure.leak;

import static org.isopleth.disclosure.leak.Cohort.rows;
import static org.isopleth.disclosure.leak.Cohort.union;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;
import org.junit.jupiter.api.Test;

/// Every numeric row of the table in METHODS 2.13: a leak planted in a message is found, and the same message made
/// safe gives nobody away. (Its last rows, membership of a model's training set, error texts and timing, are not
/// told by a message's numbers.)
class PlantedLeaksTest {

    private static LeakReport colluding(Cohort cohort, Facts... messages) {
        return cohort.after(messages).everyoneElse();
    }

    private static void assertFound(int patients, Attack attack, LeakReport report) {
        assertEquals(patients, report.recovered(attack), () -> attack + " in " + report.words());
        assertTrue(report.recovered() >= patients && report.refuses());
        assertTrue(report.isFinished());
    }

    private static void assertSafe(LeakReport report) {
        assertEquals(0, report.recovered(), () -> report.words().toString());
        assertTrue(report.isFinished() && !report.refuses());
    }

    private static Fact.Sums risk(Cohort cohort, int from, Weight weight) {
        return cohort.sums(Order.SECOND, rows(from, cohort.patients()), weight, 0);
    }

    /// Risk-set sums at times that each lose `step` patients.
    private static Facts riskSets(Cohort cohort, int step, Weight weight) {
        return cohort.message(IntStream.iterate(0, from -> from < cohort.patients(), from -> from + step)
                .mapToObj(from -> risk(cohort, from, weight))
                .toList());
    }

    @Test
    void sums_over_one_patient() {
        Cohort cohort = Cohort.drawn(40, 3);
        assertFound(
                1,
                Attack.SMALL_CELL,
                colluding(cohort, cohort.message(cohort.sums(Order.FIRST, rows(7, 8), Weight.ONE, 0))));
        assertSafe(colluding(cohort, cohort.message(cohort.sums(Order.FIRST, rows(0, 40), Weight.ONE, 0))));
    }

    @Test
    void sums_over_two_cohorts_that_differ_by_one_patient() {
        Cohort cohort = Cohort.drawn(40, 3);
        Facts all = cohort.message(cohort.sums(Order.FIRST, rows(0, 40), Weight.ONE, 0));
        Facts allButOne = cohort.message(cohort.sums(Order.FIRST, rows(0, 39), Weight.ONE, 0));
        assertFound(1, Attack.SINGLE_ROW_DIFFERENCE, colluding(cohort, all, allButOne));
        Facts allButTen = cohort.message(cohort.sums(Order.FIRST, rows(0, 30), Weight.ONE, 0));
        assertSafe(colluding(cohort, all, allButTen));
    }

    @Test
    void sums_of_different_columns_are_differenced_in_the_columns_they_share() {
        Cohort cohort = Cohort.drawn(40, 3);
        Fact all = new Fact.Sums(Order.FIRST, rows(0, 40), Weight.ONE, List.of("x0", "x1"), true, 0);
        Fact allButOne = new Fact.Sums(Order.FIRST, rows(1, 40), Weight.ONE, List.of("x1", "x2"), true, 0);
        assertFound(1, Attack.SINGLE_ROW_DIFFERENCE, colluding(cohort, cohort.message(all), cohort.message(allButOne)));
    }

    @Test
    void a_tracker_of_counts() {
        Cohort cohort = Cohort.drawn(40, 1);
        BitSet withTarget = union(rows(0, 10), rows(20, 21));
        Facts tracker = cohort.message(
                Fact.Sums.count(withTarget, 0), Fact.Sums.count(rows(10, 20), 0), Fact.Sums.count(rows(0, 20), 0));
        assertFound(1, Attack.LINEAR_SYSTEM, colluding(cohort, tracker));
        Facts withTen = cohort.message(
                Fact.Sums.count(union(rows(0, 10), rows(20, 30)), 0),
                Fact.Sums.count(rows(10, 20), 0),
                Fact.Sums.count(rows(0, 20), 0));
        assertSafe(colluding(cohort, withTen));
    }

    @Test
    void cross_tables_in_a_gram_matrix() {
        Cohort cohort =
                Cohort.drawn(60, 3).flagged("smoker", rows(0, 20)).flagged("female", union(rows(18, 40), rows(50, 60)));
        Facts gram = cohort.message(cohort.sums(Order.SECOND, rows(0, 60), Weight.ONE, 0));
        assertFound(2, Attack.SMALL_CELL, colluding(cohort, gram));
        Cohort safe = Cohort.drawn(60, 3).flagged("smoker", rows(0, 20)).flagged("female", rows(15, 45));
        assertSafe(colluding(safe, safe.message(safe.sums(Order.SECOND, rows(0, 60), Weight.ONE, 0))));
    }

    @Test
    void a_level_of_one_patient_is_a_whole_row_of_a_gram_matrix() {
        Cohort cohort = Cohort.drawn(60, 3).flagged("rare", rows(5, 6));
        Facts hessian = cohort.message(cohort.sums(Order.SECOND, rows(0, 60), cohort.logisticVariance(0.3), 0));
        assertFound(1, Attack.SMALL_CELL, colluding(cohort, hessian));
    }

    @Test
    void sums_of_two_valued_columns_are_counts() {
        Cohort cohort = Cohort.drawn(60, 2).flagged("smoker", rows(0, 30));
        Facts everybodyAndTheSick = cohort.message(
                cohort.sums(Order.FIRST, rows(0, 60), Weight.ONE, 0),
                cohort.sums(Order.FIRST, rows(27, 45), Weight.ONE, 0));
        assertFound(3, Attack.SMALL_CELL, colluding(cohort, everybodyAndTheSick));
        Facts otherSick = cohort.message(
                cohort.sums(Order.FIRST, rows(0, 60), Weight.ONE, 0),
                cohort.sums(Order.FIRST, rows(20, 45), Weight.ONE, 0));
        assertSafe(colluding(cohort, otherSick));
    }

    @Test
    void levels_that_differ_by_one_patient_are_a_row_too() {
        Cohort cohort = Cohort.drawn(60, 3)
                .flagged("stage", rows(0, 21))
                .flagged("node", rows(0, 20))
                .flagged("old", rows(6, 40));
        Facts gram = cohort.message(cohort.sums(Order.SECOND, rows(0, 60), Weight.ONE, 0));
        LeakReport report = colluding(cohort, gram);
        assertTrue(report.recovered(Attack.SMALL_CELL) >= 1 && report.refuses());
    }

    @Test
    void a_gram_matrix_of_too_few_patients_breaks_the_counting_rule() {
        Cohort few = Cohort.drawn(20, 39);
        assertEquals(20, cohortCrowded(few), "20 patients hold 780 numbers, 820 are told");
        Cohort enough = Cohort.drawn(22, 39);
        assertEquals(0, cohortCrowded(enough));
    }

    private static int cohortCrowded(Cohort cohort) {
        return colluding(cohort, cohort.message(cohort.sums(Order.SECOND, rows(0, cohort.patients()), Weight.ONE, 0)))
                .crowded();
    }

    @Test
    void outcomes_solved_from_equations_with_known_coefficients() {
        Cohort cohort = Cohort.drawn(20, 1);
        assertFound(20, Attack.LINEAR_SYSTEM, colluding(cohort, equations(cohort, 10, 1), equations(cohort, 10, 2)));
        assertSafe(colluding(cohort, equations(cohort, 10, 1), equations(cohort, 9, 2)));
    }

    /// What a gradient tells of an outcome when the reader knows the covariates: an equation for each of them.
    private static Facts equations(Cohort cohort, int covariates, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fact> equations = new ArrayList<>();
        for (int j = 0; j < covariates; j++) {
            double[] known = random.doubles(cohort.patients())
                    .map(_ -> random.nextGaussian())
                    .toArray();
            double[] outcome = cohort.columns().getOrDefault("x0", known);
            equations.add(new Fact.Equation(
                    rows(0, cohort.patients()),
                    patient -> known[
                            IntStream.range(0, outcome.length)
                                    .filter(i -> outcome[i] == patient.value("x0"))
                                    .findFirst()
                                    .orElseThrow()],
                    "x0",
                    0));
        }
        return cohort.message(equations);
    }

    @Test
    void risk_set_sums_at_neighbouring_times() {
        Cohort cohort = Cohort.drawn(60, 3);
        LeakReport plain = colluding(cohort, riskSets(cohort, 1, cohort.exponential(0.2)));
        assertFound(59, Attack.SINGLE_ROW_DIFFERENCE, plain);
        assertEquals(60, plain.recovered(), "the last patient is alone in the last sum");
        assertSafe(colluding(cohort, riskSets(cohort, 20, cohort.exponential(0.2))));
    }

    @Test
    void risk_set_sums_of_two_rounds() {
        Cohort cohort = Cohort.drawn(60, 5);
        Facts first = riskSets(cohort, 5, cohort.exponential(0));
        Facts second = riskSets(cohort, 5, cohort.exponential(0.3));
        assertSafe(colluding(cohort, first));
        assertFound(60, Attack.SIMULTANEOUS_DIAGONALISATION, colluding(cohort, first, second));
        assertSafe(colluding(
                cohort, riskSets(cohort, 30, cohort.exponential(0)), riskSets(cohort, 30, cohort.exponential(0.3))));
    }

    @Test
    void hessians_of_two_rounds_with_at_most_as_many_patients_as_columns() {
        Cohort few = Cohort.drawn(12, 12);
        assertFound(12, Attack.SIMULTANEOUS_DIAGONALISATION, colluding(few, hessian(few, 0), hessian(few, 0.2)));
        Cohort enough = Cohort.drawn(45, 12);
        LeakReport report = colluding(enough, hessian(enough, 0), hessian(enough, 0.2));
        assertSafe(report);
        assertTrue(report.countingHolds());
    }

    private static Facts hessian(Cohort cohort, double b) {
        return cohort.message(cohort.sums(Order.SECOND, rows(0, cohort.patients()), cohort.logisticVariance(b), 0));
    }

    @Test
    void second_moments_without_totals_give_rows_up_to_their_length() {
        Cohort few = Cohort.drawn(8, 12);
        List<Facts> rounds = new ArrayList<>();
        for (double b : new double[] {0, 0.2}) {
            rounds.add(few.message(
                    new Fact.Sums(Order.SECOND, rows(0, 8), few.logisticVariance(b), few.names(), false, 0)));
        }
        assertFound(8, Attack.SIMULTANEOUS_DIAGONALISATION, colluding(few, rounds.get(0), rounds.get(1)));
    }

    @Test
    void columns_that_depend_on_one_another_do_not_stop_it() {
        Cohort few = Cohort.drawn(12, 12);
        double[] copy = Arrays.stream(few.columns().getOrDefault("x3", new double[0]))
                .map(value -> value + 90)
                .toArray();
        Cohort dependent = few.flagged("x12", rows(0, 0));
        dependent.columns().put("x12", copy);
        assertFound(
                12,
                Attack.SIMULTANEOUS_DIAGONALISATION,
                colluding(dependent, hessian(dependent, 0), hessian(dependent, 0.2)));
    }

    @Test
    void steps_of_a_survival_curve() {
        Cohort cohort = Cohort.drawn(60, 1);
        Facts exact = cohort.message(
                Fact.Sums.count(rows(0, 60), 0), Fact.Sums.count(rows(1, 60), 0), Fact.Sums.count(rows(8, 60), 0));
        assertFound(1, Attack.SINGLE_ROW_DIFFERENCE, colluding(cohort, exact));
        Facts fourDeaths = cohort.message(Fact.Sums.count(rows(0, 60), 0), Fact.Sums.count(rows(4, 60), 0));
        assertFound(4, Attack.SMALL_CELL, colluding(cohort, fourDeaths));
        Facts fiveDeaths = cohort.message(Fact.Sums.count(rows(0, 60), 0), Fact.Sums.count(rows(5, 60), 0));
        assertSafe(colluding(cohort, fiveDeaths));
    }

    @Test
    void sums_of_a_leaf_with_one_patient() {
        Cohort cohort = Cohort.drawn(40, 1);
        Weight gradient = new Weight("gradient of tree 1", patient -> patient.value("x0") - 0.5);
        Facts leaves = cohort.message(leaf(rows(0, 39), gradient), leaf(rows(39, 40), gradient));
        assertFound(1, Attack.ONE_RECORD_GRADIENT, colluding(cohort, leaves));
        assertSafe(colluding(cohort, cohort.message(leaf(rows(0, 30), gradient), leaf(rows(30, 40), gradient))));
    }

    private static Fact.Sums leaf(BitSet members, Weight gradient) {
        return new Fact.Sums(Order.COUNT, members, gradient, List.of(), true, 0);
    }

    @Test
    void weights_of_a_support_vector_machine() {
        Cohort cohort = Cohort.drawn(60, 4);
        Weight dual = new Weight("dual", patient -> patient.value("x0") > 0 ? 0.7 : -0.4);
        assertFound(1, Attack.ONE_RECORD_GRADIENT, colluding(cohort, machine(cohort, rows(3, 4), dual)));
        assertSafe(colluding(cohort, machine(cohort, rows(0, 50), dual)));
    }

    private static Facts machine(Cohort cohort, BitSet supportVectors, Weight dual) {
        return cohort.message(new Fact.Sums(Order.FIRST, supportVectors, dual, cohort.names(), false, 0));
    }

    @Test
    void points_of_a_curve_of_exact_scores() {
        Cohort cohort = Cohort.drawn(50, 1);
        LeakReport exact = thresholds(cohort, 1);
        assertFound(49, Attack.SINGLE_ROW_DIFFERENCE, exact);
        assertEquals(50, exact.recovered());
        assertSafe(thresholds(cohort, 10));
    }

    /// Counts of the patients above every threshold, `bin` patients apart.
    private static LeakReport thresholds(Cohort cohort, int bin) {
        return colluding(
                cohort,
                cohort.message(IntStream.iterate(0, i -> i < 50, i -> i + bin)
                        .mapToObj(i -> Fact.Sums.count(rows(i, 50), 0))
                        .toList()));
    }

    @Test
    void a_networks_gradient_for_one_record() {
        Cohort cohort = Cohort.drawn(40, 6);
        Weight error = new Weight("error", patient -> 0.3 - 0.1 * patient.value("x0"));
        assertFound(
                1,
                Attack.ONE_RECORD_GRADIENT,
                colluding(cohort, cohort.message(cohort.sums(Order.FIRST, rows(9, 10), error, 0))));
        assertSafe(colluding(cohort, cohort.message(cohort.sums(Order.FIRST, rows(0, 32), error, 0))));
    }

    @Test
    void a_table_of_scanners_and_dates() {
        Cohort cohort = Cohort.drawn(40, 1);
        Facts table = cohort.message(Fact.Sums.count(rows(0, 38), 0), Fact.Sums.count(rows(38, 40), 0));
        assertFound(2, Attack.SMALL_CELL, colluding(cohort, table));
        assertSafe(colluding(
                cohort, cohort.message(Fact.Sums.count(rows(0, 35), 0), Fact.Sums.count(rows(35, 40), 0))));
    }

    @Test
    void a_release_alone_is_safe_and_only_the_next_one_is_refused() {
        Cohort cohort = Cohort.drawn(12, 12);
        LeakMeter meter = LeakMeter.start(12, LeakMeter.SMALLEST_CELL, 1);
        LeakMeter afterFirst =
                meter.assess(hessian(cohort, 0), Allowance.unlimited()).released();
        assertTrue(afterFirst
                .assess(hessian(cohort, 0.2), Allowance.unlimited())
                .everyoneElse()
                .refuses());
        LeakMeter.Assessment again = afterFirst.assess(hessian(cohort, 0), Allowance.unlimited());
        assertFalse(
                again.everyoneElse().refuses(), "what was refused was not told, and what is told twice tells nothing");
    }
}
