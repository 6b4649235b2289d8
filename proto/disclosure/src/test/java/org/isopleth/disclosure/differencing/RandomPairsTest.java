package org.isopleth.disclosure.differencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.SitePolicy;
import org.junit.jupiter.api.Test;

/// A tracker's attack (TRUST 7 D 16): 10,000 random pairs of questions about a synthetic hospital, each of which
/// passes the rules on its own. Whoever asks knows the conditions and gets the number of patients and the sum of a
/// lab value; a pair exposes a patient when the numbers differ by fewer than ten patients, and one patient's value
/// exactly when by one.
class RandomPairsTest {
    private static final int PAIRS = 10_000;
    private static final int PATIENTS = 400;

    private final Random random = new Random(20_261_122);
    private final int[] age = random.ints(PATIENTS, 40, 90).toArray();
    private final int[] stage = random.ints(PATIENTS, 1, 5).toArray();
    private final int[] lab = random.ints(PATIENTS, 0, 1_000_000).toArray();

    /// Patients of an age and up to a stage.
    private record Question(int youngest, int oldest, int worst) {}

    @Test
    void noPairOfQuestionsExposesARecord() {
        int exposedWithout = 0;
        int recordsWithout = 0;
        int exposed = 0;
        int allowed = 0;
        for (int i = 0; i < PAIRS; i++) {
            Question first = question();
            Question second = random.nextBoolean() ? neighbour(first) : question();
            int[] one = rows(first);
            int[] two = rows(second);
            if (one.length < 10 || two.length < 10) {
                continue;
            }
            boolean exposes = exposes(one, two);
            exposedWithout += exposes ? 1 : 0;
            recordsWithout += exposesARecord(one, two) ? 1 : 0;
            if (isAllowed(first, one, second, two)) {
                allowed++;
                exposed += exposes ? 1 : 0;
            }
        }
        assertTrue(exposedWithout > 1_000, "the attack works without the guard: " + exposedWithout);
        assertTrue(recordsWithout > 100, "and tells single values: " + recordsWithout);
        assertTrue(allowed > 2_000, "and the guard lets most honest pairs pass: " + allowed);
        assertEquals(0, exposed);
    }

    /// One set holds the other, and the rest is a few patients: their number and sum are the differences.
    private static boolean exposes(int[] one, int[] two) {
        int[] larger = one.length >= two.length ? one : two;
        int[] smaller = one.length >= two.length ? two : one;
        int more = larger.length - smaller.length;
        return more > 0 && more < 10 && Arrays.stream(smaller).allMatch(row -> Arrays.binarySearch(larger, row) >= 0);
    }

    private boolean exposesARecord(int[] one, int[] two) {
        if (!exposes(one, two) || Math.abs(one.length - two.length) != 1) {
            return false;
        }
        long told = Math.abs(sum(one) - sum(two));
        return Arrays.stream(lab).anyMatch(value -> value == told);
    }

    private long sum(int[] rows) {
        return Arrays.stream(rows).mapToLong(row -> lab[row]).sum();
    }

    private static boolean isAllowed(Question first, int[] one, Question second, int[] two) {
        Memory memory = Memory.EMPTY.plus(List.of(statistic(first, one)));
        return memory.judge(SitePolicy.FLOORS.questions(), List.of(statistic(second, two))).stream()
                .filter(result -> result.rule() == RuleId.DIFFERENCING)
                .allMatch(RuleResult::passed);
    }

    private static Statistic statistic(Question question, int[] rows) {
        Digest study = Digest.of(question.toString());
        return new Statistic(study, 0, study, Set.of("lab"), RowSet.of(rows), new Statistic.Reading.Alone());
    }

    private Question question() {
        int youngest = 40 + random.nextInt(50);
        return new Question(youngest, youngest + random.nextInt(50), 1 + random.nextInt(4));
    }

    /// As somebody asks who is after few patients.
    private Question neighbour(Question first) {
        return switch (random.nextInt(3)) {
            case 0 -> new Question(first.youngest() + 1, first.oldest(), first.worst());
            case 1 -> new Question(first.youngest(), first.oldest() + 1, first.worst());
            default -> new Question(first.youngest(), first.oldest(), 1 + random.nextInt(4));
        };
    }

    private int[] rows(Question question) {
        return IntStream.range(0, PATIENTS)
                .filter(row -> age[row] >= question.youngest() && age[row] <= question.oldest())
                .filter(row -> stage[row] <= question.worst())
                .toArray();
    }
}
