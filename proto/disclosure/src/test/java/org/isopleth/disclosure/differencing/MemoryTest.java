package org.isopleth.disclosure.differencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.Profile;
import org.isopleth.disclosure.QuestionLimits;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.disclosure.differencing.Statistic.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
    private static final QuestionLimits STRICT = SitePolicy.FLOORS.questions();
    private static final Digest EVERYONE = Digest.of("everyone");
    private static final Digest YOUNG = Digest.of("young");
    private static final Digest SITES = Digest.of("a,b,c");
    private static final Reading ALONE = new Reading.Alone();

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "9, false", "10, true", "11, true"})
    void theSamePatientsOrTenOthers(int fewer, boolean passes) {
        assertEquals(
                passes,
                passes(
                        output("one", EVERYONE, "age", ALONE, 0, 100),
                        output("two", EVERYONE, "age", ALONE, fewer, 100)));
    }

    /// Five left and five came: the difference of the two sums is of ten patients.
    @Test
    void whoCameCountsAsWhoLeft() {
        assertTrue(
                passes(output("one", EVERYONE, "age", ALONE, 0, 100), output("two", EVERYONE, "age", ALONE, 5, 105)));
        assertEquals(
                false,
                passes(output("one", EVERYONE, "age", ALONE, 0, 100), output("two", EVERYONE, "age", ALONE, 4, 105)));
    }

    @ParameterizedTest
    @CsvSource({"federation, 4, false", "federation, 5, true", "datashield, 2, false", "datashield, 3, true"})
    void aProfileSaysHowMany(String profile, int fewer, boolean passes) {
        QuestionLimits limits = Profile.find(profile).orElseThrow().policy().questions();
        Memory memory = Memory.EMPTY.plus(List.of(output("one", EVERYONE, "age", ALONE, 0, 100)));
        assertEquals(passes, passed(memory.judge(limits, List.of(output("two", EVERYONE, "age", ALONE, fewer, 100)))));
    }

    @Test
    void outputsOfOtherVariablesAreNoDifferenceUnlessTheirCohortsAreOther() {
        Statistic age = output("one", EVERYONE, "age", ALONE, 0, 100);
        assertTrue(passes(age, output("two", EVERYONE, "dose", ALONE, 1, 100)));
        // Both say how many patients there are, and so how many are not young.
        assertEquals(false, passes(age, output("two", YOUNG, "dose", ALONE, 1, 100)));
    }

    @Test
    void setsWithNobodyInCommonAreNoDifference() {
        assertTrue(passes(output("one", EVERYONE, "age", ALONE, 0, 5), output("two", EVERYONE, "age", ALONE, 5, 9)));
    }

    /// A model that is judged on those held out is fitted on all others.
    @Test
    void whoIsHeldOutOfOneAnalysisIsInTheOthers() {
        Statistic whole = output("study", EVERYONE, "age", ALONE, 0, 100);
        assertEquals(false, passes(whole, output("study", EVERYONE, "age", ALONE, 1, 100)));
        assertTrue(passes(whole, output("study", EVERYONE, "age", ALONE, 20, 100)));
    }

    @Test
    void outputsThatLeaveTogetherAreHeldAgainstEachOther() {
        List<Statistic> both =
                List.of(output("one", EVERYONE, "age", ALONE, 0, 100), output("one", EVERYONE, "age", ALONE, 1, 100));
        assertEquals(false, passed(Memory.EMPTY.judge(STRICT, both)));
    }

    @ParameterizedTest
    @CsvSource({"109, false", "110, true", "90, true", "91, false", "100, false"})
    void underMasksFewAreHiddenAmongEnoughOfOtherHospitals(long others, boolean passes) {
        Statistic one = output("one", EVERYONE, "age", new Reading.Summed(100, SITES), 0, 100);
        Statistic two = output("two", EVERYONE, "age", new Reading.Summed(others, SITES), 1, 100);
        assertEquals(passes, passes(one, two));
    }

    @Test
    void underMasksNobodyIsHiddenByOtherHospitalsOrConditionsOrAnOutputOfThisOneAlone() {
        Statistic one = output("one", EVERYONE, "age", new Reading.Summed(100, SITES), 0, 100);
        Digest fewer = Digest.of("a,b");
        assertEquals(false, passes(one, output("two", EVERYONE, "age", new Reading.Summed(200, fewer), 1, 100)));
        assertEquals(false, passes(one, output("two", YOUNG, "age", new Reading.Summed(200, SITES), 1, 100)));
        assertEquals(false, passes(one, output("two", EVERYONE, "age", ALONE, 1, 100)));
    }

    /// The totals come first and must leave before anybody can tell who is hidden; of the same cohort they may.
    @Test
    void totalsOfTheSameCohortMayComeFirst() {
        Statistic one = output("one", EVERYONE, "age", new Reading.Summed(100, SITES), 0, 100);
        assertTrue(passes(one, output("two", EVERYONE, "age", new Reading.Totals(), 1, 100)));
        assertEquals(false, passes(one, output("two", YOUNG, "age", new Reading.Totals(), 1, 100)));
    }

    @ParameterizedTest
    @CsvSource({"199, true", "200, true", "201, false"})
    void aStudyHasAtMostTwoHundredOutputs(int outputs, boolean passes) {
        List<Statistic> asked = IntStream.range(0, outputs)
                .mapToObj(i -> output("study", EVERYONE, "variable " + i, ALONE, 0, 100))
                .toList();
        List<RuleResult> results = Memory.EMPTY
                .plus(asked.subList(0, 100))
                .plus(List.of(output("another", EVERYONE, "age", ALONE, 0, 100)))
                .judge(STRICT, asked);
        assertEquals(passes, passed(results, RuleId.BUDGET_QUESTIONS));
        assertTrue(passed(results, RuleId.BUDGET_SUBSETS));
    }

    @ParameterizedTest
    @CsvSource({"19, true", "20, true", "21, false"})
    void aStudyAsksOfAtMostTwentySetsOfPatients(int sets, boolean passes) {
        List<Statistic> asked = IntStream.range(0, sets)
                .mapToObj(i -> output("study", EVERYONE, "age", ALONE, 20 * i, 500))
                .toList();
        List<RuleResult> results = Memory.EMPTY.plus(asked.subList(0, 10)).judge(STRICT, asked);
        assertEquals(passes, passed(results, RuleId.BUDGET_SUBSETS));
    }

    /// Rounds, resamples and totals of one analysis are one question.
    @Test
    void whatHasLeftIsNoNewQuestion() {
        List<Statistic> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            asked.add(output("study", EVERYONE, "variable " + i, new Reading.Totals(), 0, 100));
            asked.add(output("study", EVERYONE, "variable " + i, new Reading.Summed(100, SITES), 0, 100));
        }
        Memory memory = Memory.EMPTY.plus(asked).plus(asked);
        assertEquals(List.of(), memory.unknown(asked));
        assertTrue(memory.judge(STRICT, asked).stream().allMatch(RuleResult::passed));
        assertTrue(passed(Memory.EMPTY.judge(STRICT, asked), RuleId.BUDGET_QUESTIONS));
    }

    @Test
    void anOutputOfNobodySaysNothing() {
        assertEquals(List.of(), Memory.EMPTY.unknown(List.of(output("study", EVERYONE, "age", ALONE, 0, 0))));
    }

    private static Statistic output(String study, Digest cohort, String variable, Reading reading, int from, int to) {
        return new Statistic(
                Digest.of(study),
                0,
                cohort,
                Set.of(variable),
                RowSet.of(IntStream.range(from, to).toArray()),
                reading);
    }

    private static boolean passes(Statistic earlier, Statistic asked) {
        return passed(Memory.EMPTY.plus(List.of(earlier)).judge(STRICT, List.of(asked)));
    }

    private static boolean passed(List<RuleResult> results) {
        return passed(results, RuleId.DIFFERENCING);
    }

    private static boolean passed(List<RuleResult> results, RuleId rule) {
        return results.stream()
                .filter(result -> result.rule() == rule)
                .findFirst()
                .orElseThrow()
                .passed();
    }
}
