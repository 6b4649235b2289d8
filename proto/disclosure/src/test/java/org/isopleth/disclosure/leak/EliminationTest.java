package org.isopleth.disclosure.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Weight;
import org.isopleth.disclosure.TrustTable;
import org.junit.jupiter.api.Test;

/// Sums are taken apart exactly as far as whole-number linear algebra says they can be.
class EliminationTest {

    /// Whether the unit vector of `patient` is a combination of the sets, by ranks over the whole numbers
    /// (Bareiss).
    private static boolean isolable(List<BitSet> sets, int patients, int patient) {
        BigInteger[][] rows = new BigInteger[sets.size() + 1][patients];
        for (int k = 0; k <= sets.size(); k++) {
            for (int i = 0; i < patients; i++) {
                boolean in = k < sets.size() ? sets.get(k).get(i) : i == patient;
                rows[k][i] = in ? BigInteger.ONE : BigInteger.ZERO;
            }
        }
        BigInteger[][] without = new BigInteger[sets.size()][];
        for (int k = 0; k < without.length; k++) {
            without[k] = rows[k].clone();
        }
        return rank(without) == rank(rows);
    }

    private static int rank(BigInteger[][] rows) {
        int rank = 0;
        BigInteger previous = BigInteger.ONE;
        for (int column = 0; column < rows[0].length && rank < rows.length; column++) {
            int pivot = rank;
            while (pivot < rows.length && rows[pivot][column].signum() == 0) {
                pivot++;
            }
            if (pivot == rows.length) {
                continue;
            }
            BigInteger[] row = rows[pivot];
            rows[pivot] = rows[rank];
            rows[rank] = row;
            for (int k = rank + 1; k < rows.length; k++) {
                BigInteger factor = rows[k][column];
                for (int i = 0; i < row.length; i++) {
                    rows[k][i] = row[column]
                            .multiply(rows[k][i])
                            .subtract(factor.multiply(row[i]))
                            .divide(previous);
                }
            }
            previous = row[column];
            rank++;
        }
        return rank;
    }

    private static BitSet drawn(SplittableRandom random, int patients) {
        BitSet set = new BitSet();
        for (int i = 0; i < patients; i++) {
            set.set(i, random.nextBoolean());
        }
        return set;
    }

    @Test
    void single_patients_are_isolated_exactly_when_their_unit_vector_is_in_the_span() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        int isolated = 0;
        for (int trial = 0; trial < 3_000; trial++) {
            int patients = random.nextInt(1, 12);
            List<BitSet> sets = new ArrayList<>();
            for (int k = random.nextInt(1, 9); k > 0; k--) {
                sets.add(drawn(random, patients));
            }
            BitSet found = new BitSet();
            for (Elimination.Part part : Elimination.parts(sets, _ -> new double[0], Allowance.unlimited())) {
                if (part.patients().cardinality() == 1) {
                    found.or(part.patients());
                }
            }
            for (int i = 0; i < patients; i++) {
                assertEquals(isolable(sets, patients, i), found.get(i), () -> sets.toString());
            }
            isolated += found.cardinality();
        }
        assertTrue(isolated > 1_000);
    }

    /// Of two questions about sums, one patient is had when one is about that patient alone, or when it is in
    /// the other and differs by that patient.
    @Test
    void random_pairs_of_questions() {
        SplittableRandom random = new SplittableRandom(5);
        Cohort cohort = Cohort.drawn(40, 2);
        int exposed = 0;
        int pairs = TrustTable.full() ? 10_000 : 2_000;
        for (int pair = 0; pair < pairs; pair++) {
            BitSet one = drawn(random, 40);
            BitSet other = (BitSet) one.clone();
            for (int changes = random.nextInt(0, 13); changes > 0; changes--) {
                other.set(random.nextInt(40), random.nextBoolean());
            }
            BitSet more = (BitSet) one.clone();
            more.andNot(other);
            BitSet less = (BitSet) other.clone();
            less.andNot(one);
            boolean leaks = more.cardinality() + less.cardinality() == 1;
            LeakReport report = cohort.after(
                            cohort.message(cohort.sums(Order.FIRST, one, Weight.ONE, 0)),
                            cohort.message(cohort.sums(Order.FIRST, other, Weight.ONE, 0)))
                    .everyoneElse();
            assertEquals(leaks ? 1 : 0, report.recovered(Attack.SINGLE_ROW_DIFFERENCE));
            assertTrue(!leaks || report.refuses());
            exposed += leaks ? 1 : 0;
        }
        assertTrue(exposed > pairs / 50);
    }

    @Test
    void more_sums_than_patients_are_no_obstacle() throws Exception {
        List<BitSet> sets = new ArrayList<>();
        for (int k = 0; k < 500; k++) {
            sets.add(Cohort.rows(0, 1 + k % 7));
        }
        assertEquals(
                7,
                Elimination.parts(sets, _ -> new double[0], Allowance.unlimited())
                        .size());
    }

    @Test
    void a_fact_about_nobody_tells_nothing() {
        Cohort cohort = Cohort.drawn(40, 2);
        Fact nobody = cohort.sums(Order.SECOND, new BitSet(), Weight.ONE, 0);
        assertEquals(0, cohort.after(cohort.message(nobody)).everyoneElse().recovered());
    }
}
