package org.isopleth.disclosure.leak;

import static org.isopleth.disclosure.leak.Cohort.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;
import org.junit.jupiter.api.Test;

/// Two readers, the allowance, and what an unfinished attack says.
class LeakMeterTest {

    private static Facts hessian(Cohort cohort, double b, long others) {
        return cohort.message(
                cohort.sums(Order.SECOND, rows(0, cohort.patients()), cohort.logisticVariance(b), others));
    }

    @Test
    void other_hospitals_patients_hide_ours_from_a_reader_of_the_aggregates_only() {
        Cohort cohort = Cohort.drawn(12, 12);
        LeakMeter.Assessment hidden = cohort.after(hessian(cohort, 0, 60), hessian(cohort, 0.2, 60));
        assertEquals(0, hidden.aggregates().recovered());
        assertEquals(12, hidden.everyoneElse().recovered());
        assertFalse(hidden.aggregates().refuses());
        assertTrue(hidden.everyoneElse().refuses());
    }

    @Test
    void nobody_hides_ours_whom_the_hospital_does_not_know_to_be_in_the_sum() {
        Cohort cohort = Cohort.drawn(12, 12);
        LeakMeter.Assessment alone = cohort.after(hessian(cohort, 0, 0), hessian(cohort, 0.2, 0));
        assertEquals(12, alone.aggregates().recovered());
    }

    @Test
    void a_difference_is_not_hidden_by_others_who_are_in_both_sums() {
        Cohort cohort = Cohort.drawn(40, 3);
        LeakMeter.Assessment both = cohort.after(cohort.message(
                cohort.sums(Order.FIRST, rows(0, 40), Weight.ONE, 500),
                cohort.sums(Order.FIRST, rows(0, 39), Weight.ONE, 500)));
        assertEquals(1, both.aggregates().recovered(Attack.SINGLE_ROW_DIFFERENCE));
        LeakMeter.Assessment onlyInOne = cohort.after(cohort.message(
                cohort.sums(Order.FIRST, rows(0, 40), Weight.ONE, 500),
                cohort.sums(Order.FIRST, rows(0, 39), Weight.ONE, 480)));
        assertEquals(0, onlyInOne.aggregates().recovered());
        assertEquals(1, onlyInOne.everyoneElse().recovered());
    }

    @Test
    void a_level_that_is_rare_here_is_hidden_by_those_who_have_it_elsewhere() {
        Cohort cohort = Cohort.drawn(40, 3).flagged("rare", rows(5, 6));
        Fact gram = cohort.sums(Order.SECOND, rows(0, 40), Weight.ONE, 400);
        for (int elsewhere : new int[] {0, 3, 4, 80}) {
            Facts message = new Facts(
                    40, cohort.columns(), List.of(gram), Map.of("rare", new Facts.Elsewhere(elsewhere, 400)), 0);
            LeakMeter.Assessment known = LeakMeter.start(40, 5, 1).assess(message, Allowance.unlimited());
            assertEquals(elsewhere < 4 ? 1 : 0, known.aggregates().recovered());
            assertEquals(1, known.everyoneElse().recovered());
        }
    }

    @Test
    void the_same_facts_give_the_same_report() {
        Cohort cohort = Cohort.drawn(30, 12).flagged("female", rows(4, 14));
        Facts[] messages = {hessian(cohort, 0, 7), hessian(cohort, 0.2, 7), hessian(cohort, 0.1, 7)};
        assertEquals(cohort.after(messages).aggregates(), cohort.after(messages).aggregates());
    }

    @Test
    void an_attack_without_time_is_unfinished_and_never_zero() {
        Cohort few = Cohort.drawn(12, 12);
        LeakMeter meter = LeakMeter.start(12, LeakMeter.SMALLEST_CELL, 1);
        Allowance none = new Allowance(() -> 0, 0);
        LeakReport report = meter.assess(hessian(few, 0, 0), none).everyoneElse();
        for (Attack attack : Attack.values()) {
            assertInstanceOf(LeakReport.Outcome.Unfinished.class, report.outcome(attack));
        }
        assertTrue(report.words().getFirst().endsWith(": unknown, at most all of 12 patients"));
        assertTrue(report.words().stream().noneMatch(line -> line.contains(": 0")));
    }

    @Test
    void an_unfinished_attack_leaves_the_decision_to_the_counting_rule() {
        Cohort few = Cohort.drawn(12, 40);
        Cohort enough = Cohort.drawn(300, 4);
        Allowance none = new Allowance(() -> 0, 0);
        LeakReport broken =
                LeakMeter.start(12, 5, 1).assess(hessian(few, 0, 0), none).everyoneElse();
        assertEquals(12, broken.crowded());
        assertTrue(broken.refuses());
        LeakReport held =
                LeakMeter.start(300, 5, 1).assess(hessian(enough, 0, 0), none).everyoneElse();
        assertFalse(held.isFinished());
        assertFalse(held.refuses());
    }

    @Test
    void unfinished_stays_unfinished_for_the_study() {
        Cohort cohort = Cohort.drawn(40, 3);
        LeakMeter meter = LeakMeter.start(40, 5, 1)
                .assess(hessian(cohort, 0, 0), new Allowance(() -> 0, 0))
                .released();
        assertFalse(meter.assess(hessian(cohort, 0.2, 0), Allowance.unlimited())
                .everyoneElse()
                .isFinished());
    }

    @Test
    void numbers_nobody_described_leave_every_attack_unfinished() {
        LeakMeter meter = LeakMeter.start(40, 5, 1);
        LeakReport few =
                meter.assess(Facts.unknown(40, 39), Allowance.unlimited()).aggregates();
        assertFalse(few.isFinished());
        assertFalse(few.refuses());
        LeakMeter.Assessment more = meter.assess(Facts.unknown(40, 39), Allowance.unlimited())
                .released()
                .assess(Facts.unknown(40, 1), Allowance.unlimited());
        assertTrue(more.aggregates().refuses(), "as many numbers as patients");
    }

    @Test
    void what_is_kept_is_bounded_and_what_no_longer_fits_is_unfinished() {
        Cohort cohort = Cohort.drawn(20, 1);
        List<Fact> most = new ArrayList<>();
        for (int i = 1; i <= ReaderKnowledge.MOST_FACTS; i++) {
            most.add(Fact.Sums.count(BitSet.valueOf(new long[] {i}), 0));
        }
        LeakMeter.Assessment full = cohort.after(cohort.message(most));
        assertTrue(full.everyoneElse().isFinished());
        Facts again = cohort.message(most.getFirst());
        assertTrue(full.released()
                .assess(again, Allowance.unlimited())
                .everyoneElse()
                .isFinished());
        Facts more = cohort.message(Fact.Sums.count(BitSet.valueOf(new long[] {1 << 15}), 0));
        assertFalse(full.released()
                .assess(more, Allowance.unlimited())
                .everyoneElse()
                .isFinished());
    }

    @Test
    void rounds_of_analyses_with_other_columns_add_up_in_the_counting_rule() {
        Cohort cohort = Cohort.drawn(12, 6);
        List<Fact> models = new ArrayList<>();
        for (List<String> columns : List.of(
                List.of("x0", "x1", "x2", "x3"),
                List.of("x1", "x2", "x3", "x4"),
                List.of("x2", "x3", "x4", "x5"),
                List.of("x0", "x2", "x4", "x5"),
                List.of("x0", "x1", "x3", "x5"))) {
            Weight weight = new Weight(
                    "model of " + columns, cohort.logisticVariance(0.1).of());
            models.add(new Fact.Sums(Order.SECOND, rows(0, 12), weight, columns, true, 0));
        }
        // Each tells 15 numbers of columns that hold 48; five tell 75 of six columns that hold 72.
        assertTrue(cohort.after(cohort.message(models.subList(0, 4)))
                .everyoneElse()
                .countingHolds());
        assertEquals(12, cohort.after(cohort.message(models)).everyoneElse().crowded());
    }

    @Test
    void the_allowance_is_a_second_or_a_quarter_of_the_at_site_half() {
        AtomicLong clock = new AtomicLong(5);
        Allowance least = Allowance.from(clock::get, Duration.ofSeconds(2));
        clock.set(5 + 999_999_999L);
        assertFalse(least.isSpent());
        clock.set(5 + 1_000_000_000L);
        assertTrue(least.isSpent());
        clock.set(0);
        Allowance quarter = Allowance.from(clock::get, Duration.ofSeconds(8));
        clock.set(1_999_999_999L);
        assertFalse(quarter.isSpent());
        clock.set(2_000_000_000L);
        assertTrue(quarter.isSpent());
    }

    @Test
    void a_message_about_another_table_is_no_message_of_the_study() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LeakMeter.start(20, 5, 1).assess(Facts.unknown(21, 0), Allowance.unlimited()));
    }

    @Test
    void the_report_in_words() {
        Cohort cohort = Cohort.drawn(40, 3);
        LeakReport report = cohort.after(cohort.message(cohort.sums(Order.FIRST, rows(3, 4), Weight.ONE, 0)))
                .everyoneElse();
        assertEquals(
                List.of(
                        "recoverable by everyone else colluding: 1 of 40 patients",
                        "single-row-difference: 0",
                        "linear-system: 0",
                        "simultaneous-diagonalisation: 0",
                        "small-cell: 1",
                        "one-record-gradient: 0",
                        "counting rule: broken, with 1 in such cells"),
                report.words());
    }
}
