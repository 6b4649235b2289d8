package org.isopleth.disclosure.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isopleth.disclosure.grid.CommonGrid.Alternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// METHODS 2.7: every step of the grid, the last one too, loses at least max(10, 3p, T(p+1)(p+2)/(2p)) patients.
class CommonGridTest {

    /// The three numbers METHODS 2.13 gives for T = 7, and the two floors.
    @ParameterizedTest
    @CsvSource({"5,7,30", "10,7,47", "39,7,148", "5,1,15", "1,1,10", "1,7,22", "39,1,117"})
    void a_step_must_lose_so_many(int columns, int rounds, long fewest) {
        assertEquals(fewest, new LeaverRule(columns, rounds).fewestLeavers());
    }

    @Test
    void as_many_numbers_as_unknowns_are_one_too_many() {
        // 4 rounds of 2 columns tell 4·3·4/2 = 24 numbers, which 12 patients hold.
        assertEquals(13, new LeaverRule(2, 4).fewestLeavers());
        assertFalse(new LeaverRule(2, 4).holds(new long[] {13, 12, 40}));
        assertTrue(new LeaverRule(2, 4).holds(new long[] {13, 13, 40}));
        assertFalse(new LeaverRule(2, 4).holds(new long[0]));
    }

    @Test
    void months_are_merged_until_every_step_loses_enough() {
        CommonGrid.Steps grid = assertInstanceOf(
                CommonGrid.Steps.class, CommonGrid.of(new long[] {4, 5, 3, 30, 0, 9, 1, 2}, new LeaverRule(1, 1)));
        assertEquals(List.of(0, 3, 4), grid.starts());
        assertEquals(List.of(12L, 30L, 12L), grid.leavers(), "who is left goes with the last step");
        assertEquals(0, grid.step(2));
        assertEquals(1, grid.step(3));
        assertEquals(2, grid.step(4));
        assertEquals(2, grid.step(400));
    }

    @Test
    void one_patient_less_refuses_and_names_the_alternatives() {
        LeaverRule rule = new LeaverRule(5, 7);
        assertInstanceOf(CommonGrid.Steps.class, CommonGrid.of(new long[] {30, 30}, rule));
        CommonGrid.Refused refused =
                assertInstanceOf(CommonGrid.Refused.class, CommonGrid.of(new long[] {30, 29}, rule));
        assertEquals(
                List.of(
                        Alternative.STRATIFIED_BY_SITE,
                        Alternative.DISCRETE_TIME_LOGISTIC,
                        Alternative.ONE_LINEAR_PREDICTOR),
                refused.alternatives());
        assertEquals(
                "every step of the time grid must lose at least 30 patients; instead use strata: site, or a"
                        + " discrete-time logistic model, or the linear predictor of a stratified fit as the only"
                        + " covariate",
                refused.words());
        assertFalse(((CommonGrid.Refused) CommonGrid.of(new long[] {9, 9}, rule))
                .alternatives()
                .contains(Alternative.ONE_LINEAR_PREDICTOR));
        assertInstanceOf(CommonGrid.Refused.class, CommonGrid.of(new long[0], rule));
    }

    @Test
    void any_grid_that_is_built_keeps_the_rule_and_loses_everybody_once() {
        SplittableRandom random = new SplittableRandom(7);
        int built = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            LeaverRule rule = new LeaverRule(random.nextInt(1, 41), random.nextInt(1, 9));
            long[] months = random.longs(random.nextInt(0, 120), 0, 60).toArray();
            if (CommonGrid.of(months, rule) instanceof CommonGrid.Steps grid) {
                built++;
                long[] leavers = new long[grid.starts().size()];
                for (int month = 0; month < months.length; month++) {
                    leavers[grid.step(month)] += months[month];
                }
                assertTrue(rule.holds(leavers));
                assertEquals(grid.leavers(), Arrays.stream(leavers).boxed().toList());
            }
        }
        assertTrue(built > 500);
    }
}
