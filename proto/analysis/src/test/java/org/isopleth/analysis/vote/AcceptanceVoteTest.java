package org.isopleth.analysis.vote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.vote.Votes.Ruling;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.TensorSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sites judge a model on patients of their own; more than a third that lose more than 5 % roll it back.
class AcceptanceVoteTest {
    private static final byte[] SECRET = "a secret of sixteen or more".getBytes(StandardCharsets.US_ASCII);
    private static final Digest STUDY = Digest.of(new byte[] {1});

    /// Ten patients with and ten without the outcome, of whose 100 pairs this many are the right way round.
    private static double[] scores(int concordant) {
        double[] scores = new double[20];
        for (int i = 0; i < 10; i++) {
            scores[i] = 10 * i + 5;
            scores[10 + i] = -1;
        }
        // Each patient with the outcome stands above as many of the ten others as it takes.
        int left = concordant;
        for (int i = 0; i < 10; i++) {
            int above = Math.min(10, left);
            scores[10 + i] = 10 * above - 1 + i / 100.0;
            left -= above;
        }
        return scores;
    }

    private static boolean[] outcomes() {
        boolean[] outcomes = new boolean[20];
        Arrays.fill(outcomes, 10, 20, true);
        return outcomes;
    }

    private static Ballot cast(double[] previous, double[] candidate) {
        return Ballot.cast(outcomes(), previous, candidate, 10);
    }

    @ParameterizedTest
    @CsvSource({"80, 76, FOR", "80, 75, AGAINST", "100, 95, FOR", "100, 94, AGAINST", "60, 100, FOR", "0, 0, FOR"})
    void moreThanATwentiethOfTheAreaIsALoss(int before, int after, Ballot ballot) {
        assertEquals(ballot, cast(scores(before), scores(after)));
    }

    /// Against every pair counted one by one.
    @Test
    void theAreaIsThatOfThePairsTiesBeingHalves() {
        Random random = new Random(4);
        for (int trial = 0; trial < 2000; trial++) {
            boolean[] outcomes = new boolean[30];
            double[] previous = new double[30];
            double[] candidate = new double[30];
            for (int i = 0; i < 30; i++) {
                outcomes[i] = i % 3 == 0;
                previous[i] = random.nextInt(6) * (random.nextBoolean() ? 1 : -1);
                candidate[i] = random.nextInt(6) + (outcomes[i] ? random.nextInt(2) : 0);
            }
            double loss = 1 - area(outcomes, candidate) / area(outcomes, previous);
            if (Math.abs(loss - 0.05) > 1e-9) {
                assertEquals(loss > 0.05 ? Ballot.AGAINST : Ballot.FOR, Ballot.cast(outcomes, previous, candidate, 5));
            }
        }
    }

    private static double area(boolean[] outcomes, double[] scores) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (outcomes[i] && !outcomes[j]) {
                    pairs++;
                    sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return sum / pairs;
    }

    @Test
    void whoHasTooFewPatientsAbstainsAndAModelWithoutNumbersIsALoss() {
        assertEquals(Ballot.ABSTAINED, Ballot.cast(outcomes(), scores(80), scores(0), 11));
        assertEquals(Ballot.ABSTAINED, Ballot.cast(new boolean[0], new double[0], new double[0], 1));
        double[] broken = scores(100);
        broken[3] = Double.NaN;
        assertEquals(Ballot.AGAINST, cast(scores(10), broken));
        broken[3] = Double.POSITIVE_INFINITY;
        assertEquals(Ballot.AGAINST, cast(scores(10), broken));
        assertEquals(Ballot.ABSTAINED, cast(broken, scores(10)));
        assertThrows(IllegalArgumentException.class, () -> cast(new double[19], scores(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, ACCEPTED",
        "3, 2, REFUSED",
        "4, 1, ACCEPTED",
        "4, 2, REFUSED",
        "6, 2, ACCEPTED",
        "6, 3, REFUSED",
        "10, 3, ACCEPTED",
        "10, 4, REFUSED",
        "2, 0, UNDECIDED",
        "2, 2, UNDECIDED",
        "0, 0, UNDECIDED"
    })
    void moreThanAThirdOfThoseWhoJudgeRefuse(int cast, int against, Ruling ruling) {
        Votes votes = IntStream.range(0, cast + 2)
                .mapToObj(
                        site -> Votes.of(site < against ? Ballot.AGAINST : site < cast ? Ballot.FOR : Ballot.ABSTAINED))
                .reduce(Votes::plus)
                .orElseThrow();
        assertEquals(new Votes(cast, against), votes);
        assertEquals(ruling, votes.ruling());
    }

    @Test
    void votesTravelAsAnExactSum() {
        Contribution sum = List.of(Ballot.FOR, Ballot.AGAINST, Ballot.ABSTAINED, Ballot.FOR).stream()
                .map(Votes::contribution)
                .reduce(Contribution.zero(Votes.declare()), Contribution::plus);
        assertEquals(new Votes(3, 1), Votes.read(sum));
        TensorSum more = TensorSum.of(Votes.declare().getFirst());
        more.add(1, 1);
        Contribution impossible = new Contribution(List.of(more.total()));
        assertThrows(TensorException.class, () -> Votes.read(impossible), "one against and nobody voted");
    }

    @Test
    void aRefusedModelIsRolledBackAndThreeInARowEndTheCourse() {
        ModelCourse<String> course = ModelCourse.from("start")
                .after("first", Ruling.ACCEPTED)
                .after("poisoned", Ruling.REFUSED)
                .after("unjudged", Ruling.UNDECIDED);
        assertEquals("first", course.inForce());
        assertFalse(course.ended());
        assertEquals(new ModelCourse<>("good", 0), course.after("good", Ruling.ACCEPTED));
        assertTrue(course.after("worse", Ruling.REFUSED).ended());
        assertEquals("first", course.after("worse", Ruling.REFUSED).inForce());
    }

    @Test
    void exactFitsAreNotVotedOn() {
        for (EqualityClass equality : EqualityClass.values()) {
            assertEquals(equality == EqualityClass.E4, Ballot.appliesTo(equality));
        }
    }

    @Test
    void thePatientsHeldOutAreTheSameEachTimeAndSecret() {
        HoldOut held = held(SECRET, STUDY);
        assertEquals(
                IntStream.range(0, 1000).boxed().toList(),
                IntStream.concat(rows(held.judging()), rows(held.fitted()))
                        .sorted()
                        .boxed()
                        .toList());
        // Binomial(1000, 0.2): outside 200 ± 6 standard deviations once in 5e8 secrets.
        assertTrue(Math.abs(held.judging().rows() - 200) <= 76);
        List<Integer> judging = rows(held.judging()).boxed().toList();
        assertEquals(judging, rows(held(SECRET, STUDY).judging()).boxed().toList());
        byte[] other = SECRET.clone();
        other[0] ^= 1;
        assertNotEquals(judging, rows(held(other, STUDY).judging()).boxed().toList());
        Digest study = Digest.of(new byte[] {2});
        assertNotEquals(judging, rows(held(SECRET, study).judging()).boxed().toList());
        assertThrows(IllegalArgumentException.class, () -> HoldOut.drawn(numbered(), new byte[15], STUDY));
        AnalysisTable drawn = HoldOut.drawn(numbered(), SECRET, STUDY);
        assertThrows(IllegalArgumentException.class, () -> HoldOut.of(drawn, 1));
        assertThrows(IllegalArgumentException.class, () -> HoldOut.of(numbered(), 0.2), "nobody drew");
    }

    /// Whoever is held out is so in any order of rows, and whoever else is there.
    @Test
    void aPatientKeepsItsDraw() {
        AnalysisTable drawn = HoldOut.drawn(numbered(), SECRET, STUDY);
        int[] backwards = IntStream.range(0, 1000).map(row -> 999 - row).toArray();
        assertEquals(
                rows(HoldOut.of(drawn, 0.2).judging()).boxed().toList(),
                rows(HoldOut.of(drawn.select(backwards), 0.2).judging())
                        .sorted()
                        .boxed()
                        .toList());
        int[] even = IntStream.range(0, 500).map(row -> 2 * row).toArray();
        assertEquals(
                rows(HoldOut.of(drawn, 0.2).judging())
                        .filter(row -> row % 2 == 0)
                        .boxed()
                        .toList(),
                rows(HoldOut.of(drawn.select(even), 0.2).judging()).boxed().toList());
    }

    private static AnalysisTable numbered() {
        double[] numbers = new double[1000];
        Arrays.setAll(numbers, row -> row);
        return new AnalysisTable(1000, List.of(new Column.Numeric("row", numbers)));
    }

    private static HoldOut held(byte[] secret, Digest study) {
        return HoldOut.of(HoldOut.drawn(numbered(), secret, study), 0.2);
    }

    private static IntStream rows(AnalysisTable table) {
        Column.Numeric column = (Column.Numeric) table.column("row");
        return IntStream.range(0, table.rows()).map(row -> (int) column.value(row));
    }
}
