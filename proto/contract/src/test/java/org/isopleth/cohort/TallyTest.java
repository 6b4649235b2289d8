package org.isopleth.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.isopleth.cohort.TallyCell.Role;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.TensorSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What sites count for the rules of `sum-only`, and what the sum of it tells.
class TallyTest {
    private static final TallyCell ZERO = new TallyCell.Value(Role.COVARIATE, "flag", "0");
    private static final TallyCell ONE = new TallyCell.Value(Role.COVARIATE, "flag", "1");
    private static final TallyCell OTHER = new TallyCell.OtherValue(Role.COVARIATE, "flag");
    private static final TallyCell MANY = new TallyCell.ManyValues(Role.COVARIATE, "flag");
    private static final List<TallyCell> CELLS = List.of(new TallyCell.Rows(), ZERO, ONE, OTHER, MANY);

    private static Tally tally(int rows, Exposure.Count... levels) {
        return Tally.of(CELLS, new Exposure(rows, List.of(), OptionalInt.empty(), List.of(levels), 1, 1, 1));
    }

    private static Exposure.Count count(String level, int patients) {
        return new Exposure.Count("flag", level, patients);
    }

    private static List<Exposure.Count> levels(Tally tally) {
        return tally.exposure(new Exposure(0, List.of(), OptionalInt.empty(), List.of(), 1, 1, 1))
                .levels();
    }

    /// Beside sums that have noise, an exact total would tell what the noise hides.
    @Test
    void a_part_counts_sites_and_says_nothing_of_patients() {
        Tally few = Tally.of(Tally.PART, new Exposure(1, List.of(), OptionalInt.empty(), List.of(), 1, 1, 1));
        Tally many = Tally.of(
                Tally.PART,
                new Exposure(
                        3000, List.of(), OptionalInt.empty(), List.of(count("0", 2000), count("1", 1000)), 1, 1, 1));
        assertEquals(few, many);
        assertEquals(
                List.of(new Tally.Entry(new TallyCell.Part(), 0, 2)),
                few.plus(many).entries());
        assertEquals(few, Tally.read(Tally.PART, few.contribution()));
    }

    @Test
    void a_mark_is_counted_by_patients_and_by_sites() {
        Tally total = tally(30, count("0", 25), count("1", 5))
                .plus(tally(20, count("0", 20)))
                .plus(tally(0));
        assertEquals(
                List.of(
                        new Tally.Entry(new TallyCell.Rows(), 50, 2),
                        new Tally.Entry(ZERO, 45, 2),
                        new Tally.Entry(ONE, 5, 1),
                        new Tally.Entry(OTHER, 0, 0),
                        new Tally.Entry(MANY, 0, 0)),
                total.entries());
        assertEquals(List.of(count("0", 45), count("1", 5)), levels(total));
    }

    @Test
    void a_number_with_many_values_somewhere_is_no_mark() {
        Tally total = tally(30).plus(tally(20, count("0", 19), count("1", 1)));
        assertEquals(1, total.entries().getLast().sites());
        assertEquals(List.of(), levels(total));
        assertEquals(
                List.of(),
                total.values().stream()
                        .filter(entry -> entry.cell().equals(ONE))
                        .toList());
    }

    /// A site whose patients all have 1.5, another whose all have 3: nobody can tell how few share one.
    @Test
    void a_mark_without_a_cell_is_noticed() {
        Tally total = tally(30, count("1.5", 30)).plus(tally(20, count("3", 20)));
        assertTrue(total.unnamed(Role.COVARIATE));
        assertFalse(total.unnamed(Role.OUTCOME));
        assertFalse(total.plus(tally(9)).unnamed(Role.COVARIATE), "one site with many values makes it a number");
    }

    @Test
    void what_is_no_part_of_a_sum_is_told() {
        Tally own = tally(30, count("0", 25), count("1", 5));
        Tally total = own.plus(tally(20, count("0", 20)));
        assertEquals(Optional.of(tally(20, count("0", 20))), total.minus(own));
        assertEquals(Optional.empty(), total.minus(tally(30, count("0", 24), count("1", 6))));
        assertEquals(Optional.empty(), tally(20, count("0", 20)).minus(own));
    }

    @Test
    void what_no_cell_counts_is_refused_and_not_dropped() {
        Exposure.Count stranger = new Exposure.Count("sex", "male", 3);
        assertThrows(IllegalArgumentException.class, () -> tally(30, stranger));
        Exposure outcome = new Exposure(30, List.of(count("0", 30)), OptionalInt.empty(), List.of(), 1, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> Tally.of(CELLS, outcome));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 0.5, 1 << 24})
    void numbers_that_no_patients_have_are_refused(double number) {
        TensorSum patients = TensorSum.of(Tally.declare(CELLS).get(0));
        TensorSum sites = TensorSum.of(Tally.declare(CELLS).get(1));
        patients.add(0, number);
        patients.add(0, number > 1 ? 1 : 0);
        Contribution sum = new Contribution(List.of(patients.total(), sites.total()));
        assertThrows(TensorException.class, () -> Tally.read(CELLS, sum));
    }

    @Test
    void tallies_of_different_plans_do_not_add() {
        Tally own = tally(30);
        Tally other = new Tally(own.entries().subList(0, 2));
        Tally reversed = new Tally(own.entries().reversed());
        assertThrows(TensorException.class, () -> own.plus(other));
        assertThrows(TensorException.class, () -> own.plus(reversed));
    }
}
