package org.isopleth.analysis.cox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.tensor.TensorException;
import org.junit.jupiter.api.Test;

/// Which steps of time the counts of leavers allow.
class TimeGridTest {
    /// At least 30 patients.
    private static final LeaverRule RULE = new LeaverRule(5, 7);

    private static LeaverCounts leavers(double... counts) {
        return LeaverCounts.of(counts, new double[0]);
    }

    private static List<TimeGrid.Step> steps(LeaverCounts counts, int most) {
        return TimeGrid.of(counts, RULE, most).orElseThrow().steps();
    }

    @Test
    void bins_are_joined_until_every_step_loses_enough() {
        assertEquals(
                List.of(new TimeGrid.Step(0, 30, 0), new TimeGrid.Step(2, 41, 0), new TimeGrid.Step(4, 33, 0)),
                steps(leavers(10, 20, 29, 12, 0, 31, 1, 1), 20));
    }

    @Test
    void the_last_step_too_loses_enough() {
        assertEquals(List.of(new TimeGrid.Step(0, 30, 0), new TimeGrid.Step(1, 59, 0)), steps(leavers(30, 30, 29), 20));
        assertEquals(3, steps(leavers(30, 30, 30), 20).size());
    }

    @Test
    void one_patient_too_few_in_the_second_step_leaves_no_grid() {
        assertEquals(2, steps(leavers(30, 15, 15), 20).size());
        assertEquals(Optional.empty(), TimeGrid.of(leavers(30, 15, 14), RULE, 20));
        assertEquals(Optional.empty(), TimeGrid.of(leavers(29, 15, 15), RULE, 20));
    }

    @Test
    void no_more_steps_than_there_is_room_for() {
        assertEquals(10, steps(leavers(even(10, 30)), 20).size());
        assertEquals(5, steps(leavers(even(10, 30)), 5).size());
        assertEquals(2, steps(leavers(even(10, 30)), 3).size());
    }

    private static double[] even(int bins, double leavers) {
        double[] counts = new double[bins];
        Arrays.fill(counts, leavers);
        return counts;
    }

    /// With Efron's ties the events of a step are summed apart, so the others are known by difference.
    @Test
    void events_and_others_are_none_or_enough_where_they_are_told_apart() {
        LeaverCounts counts = LeaverCounts.of(new double[] {60, 60, 60, 60}, new double[] {0, 29, 31, 30});
        assertEquals(
                List.of(new TimeGrid.Step(0, 60, 0), new TimeGrid.Step(1, 120, 60), new TimeGrid.Step(3, 60, 30)),
                steps(counts, 20));
        LeaverCounts few = LeaverCounts.of(new double[] {60, 60, 60, 60}, new double[] {0, 29, 31, 31});
        assertEquals(
                List.of(new TimeGrid.Step(0, 60, 0), new TimeGrid.Step(1, 180, 91)),
                steps(few, 20),
                "29 without the event are too few");
    }

    @Test
    void whatever_the_counts_every_step_keeps_the_rule() {
        Random random = new Random(3);
        int grids = 0;
        for (int run = 0; run < 2000; run++) {
            double[] leavers = random.doubles(1 + random.nextInt(60), 0, 1)
                    .map(u -> Math.floor(60 * u * u))
                    .toArray();
            double[] events = Arrays.stream(leavers)
                    .map(n -> Math.rint(n * random.nextDouble()))
                    .toArray();
            boolean apart = random.nextBoolean();
            int most = 2 + random.nextInt(20);
            LeaverCounts counts = LeaverCounts.of(leavers, apart ? events : new double[0]);
            Optional<TimeGrid> grid = TimeGrid.of(counts, RULE, most);
            if (grid.isPresent()) {
                grids++;
                List<TimeGrid.Step> steps = grid.get().steps();
                assertTrue(steps.size() <= most);
                assertTrue(steps.stream().allMatch(step -> step.keeps(RULE)));
                assertEquals(
                        counts.patients(),
                        steps.stream().mapToLong(TimeGrid.Step::leavers).sum());
                assertEquals(0, grid.get().step(0));
                assertEquals(steps.size() - 1, grid.get().step(leavers.length - 1));
            }
        }
        assertTrue(grids > 500, "of 2,000 there were " + grids);
    }

    @Test
    void a_part_has_more_of_nothing() {
        LeaverCounts total = LeaverCounts.of(new double[] {10, 10}, new double[] {4, 10});
        assertTrue(total.contains(LeaverCounts.of(new double[] {10, 3}, new double[] {4, 3})));
        assertFalse(total.contains(LeaverCounts.of(new double[] {5, 0}, new double[] {5, 0})));
        assertFalse(total.contains(LeaverCounts.of(new double[] {8, 0}, new double[] {1, 0})), "7 without the event");
        assertFalse(total.contains(LeaverCounts.of(new double[] {1}, new double[] {1})));
    }

    @Test
    void counts_are_numbers_of_patients() {
        assertThrows(TensorException.class, () -> leavers(3, -1));
        assertThrows(TensorException.class, () -> leavers(3, 0.5));
        assertThrows(TensorException.class, () -> leavers(Double.NaN));
        assertThrows(TensorException.class, () -> LeaverCounts.of(new double[] {3}, new double[] {4}));
        assertThrows(TensorException.class, () -> LeaverCounts.of(new double[] {3}, new double[] {1, 1}));
    }

    @Test
    void what_is_longer_than_the_horizon_is_in_the_last_bin() {
        TimeBins months = new TimeBins(30, 90);
        assertEquals(3, months.count());
        assertEquals(
                List.of(0, 0, 1, 2, 2, 2),
                Arrays.stream(new double[] {0, 29.9, 30, 60, 90, 4000})
                        .mapToObj(months::bin)
                        .toList());
        assertEquals(4, new TimeBins(30, 91).count());
    }
}
