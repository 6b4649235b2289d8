package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisclosureTest {
    private static final Exposure LARGE = exposure(1000, 0, 0, 0);

    @Test
    void aLargeSiteMayAnswer() {
        assertInstanceOf(Decision.Allowed.class, check(exposure(1000, 6, 5, 7)));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "9, false", "10, true", "11, true"})
    void tenRowsAreNeededAndNobodyIsTooFew(int rows, boolean passes) {
        assertEquals(passes, passed(RuleId.ROWS, exposure(rows, 0, 0, 0)));
    }

    @Test
    void belowTheMinimumNoOtherRuleSaysMore() {
        Exposure small = new Exposure(9, List.of(count(8), count(1)), OptionalInt.of(1), List.of(count(1)), 40, 40, 7);
        assertEquals(
                List.of(RuleId.RELEASE_LEVEL, RuleId.ROWS),
                check(small).results().stream().map(RuleResult::rule).toList());
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "9, false", "10, true", "11, true"})
    void classesEventsAndLevelsAreEmptyOrLarge(int patients, boolean passes) {
        List<Exposure.Count> counts = List.of(count(500), count(patients));
        Exposure exposure = new Exposure(1000, counts, OptionalInt.of(patients), counts, 0, 0, 0);
        assertEquals(passes, passed(RuleId.OUTCOME_CLASS, exposure));
        assertEquals(passes, passed(RuleId.EVENTS, exposure));
        assertEquals(passes, passed(RuleId.LEVEL, exposure));
    }

    @ParameterizedTest
    @CsvSource({"49, false", "50, true", "51, true"})
    void atMostAFifthOfAColumnPerRow(int rows, boolean passes) {
        assertEquals(passes, passed(RuleId.SATURATION_MARGINAL, exposure(rows, 10, 0, 0)));
        assertEquals(passes, passed(RuleId.SATURATION_JOINT, exposure(rows, 0, 10, 1)));
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "201, true"})
    void saturationIsComparedExactlyForLimitsBinaryFractionsCannotHold(int rows, boolean passes) {
        SitePolicy strict = new SitePolicy(10, 10, 0.015);
        ProposedRelease release = ProposedRelease.ofAnalysis(ReleaseLevel.SITE_LEVEL, exposure(rows, 3, 0, 0));
        assertEquals(passes, passed(RuleId.SATURATION_MARGINAL, Disclosure.check(strict, release)));
    }

    /// The thresholds METHODS 2.13 states: T = 7 needs 30 rows for p = 5, 47 for 10, 148 for 39.
    @ParameterizedTest
    @CsvSource({
        "5, 7, 29, false", "5, 7, 30, true", "5, 7, 31, true",
        "10, 7, 46, false", "10, 7, 47, true", "10, 7, 48, true",
        "39, 7, 147, false", "39, 7, 148, true", "39, 7, 149, true"
    })
    void theCountingRule(int columns, int rounds, int rows, boolean passes) {
        assertEquals(passes, passed(RuleId.COUNTING, exposure(rows, 0, columns, rounds)));
    }

    @Test
    void theCountingRuleIsStrictWhereTheBoundIsWhole() {
        // T(p+1)(p+2)/(2p) = 10 · 2 · 3 / 2 = 30: thirty rows hold no more than is released.
        assertFalse(passed(RuleId.COUNTING, exposure(30, 0, 1, 10)));
        assertTrue(passed(RuleId.COUNTING, exposure(31, 0, 1, 10)));
    }

    /// For p = 3, T = 5: 5 · 4 · 5 / 6 = 16⅔ patients each, so three need more than 50.
    @ParameterizedTest
    @CsvSource({"1, 17", "2, 34", "3, 51", "60, 1001"})
    void theCountingRuleAddsUpTheAnalysesOfAStudy(int analyses, int needed) {
        List<Exposure.JointPlan> others = Collections.nCopies(analyses - 1, new Exposure.JointPlan(3, 5));
        assertFalse(passed(RuleId.COUNTING, exposure(needed - 1, 0, 3, 5).alongside(others)));
        assertTrue(passed(RuleId.COUNTING, exposure(needed, 0, 3, 5).alongside(others)));
    }

    @Test
    void anAnalysisWithoutJointRoundsIsNotCountedWithOthers() {
        Exposure summary = exposure(20, 3, 0, 0).alongside(List.of(new Exposure.JointPlan(40, 30)));
        assertInstanceOf(Decision.Allowed.class, check(summary));
    }

    @ParameterizedTest
    @CsvSource({"6, true", "7, false", "8, false"})
    void noMoreJointRoundsThanPlanned(int released, boolean passes) {
        TensorDeclaration hessian =
                new TensorDeclaration("hessian", List.of(2), TensorDeclaration.Disclosure.JOINT, 2, 1);
        ProposedRelease round = ProposedRelease.ofRound(
                ReleaseLevel.SITE_LEVEL,
                exposure(1000, 0, 2, 7),
                released,
                List.of(hessian),
                Contribution.zero(List.of(hessian)));
        assertEquals(passes, passed(RuleId.PLANNED_ROUNDS, Disclosure.check(SitePolicy.FLOORS, round)));
    }

    @Test
    void aDeclarationCountsWhenItIsWiderThanTheExposure() {
        TensorDeclaration hessian =
                new TensorDeclaration("hessian", List.of(1), TensorDeclaration.Disclosure.JOINT, 201, 1);
        ProposedRelease round = ProposedRelease.ofRound(
                ReleaseLevel.SITE_LEVEL,
                exposure(1000, 0, 2, 7),
                0,
                List.of(hessian),
                Contribution.zero(List.of(hessian)));
        assertFalse(passed(RuleId.SATURATION_JOINT, Disclosure.check(SitePolicy.FLOORS, round)));
    }

    @Test
    void onlyDeclaredTensorsLeave() {
        TensorDeclaration sums = marginal("sums", 2, 8);
        List<List<TensorDeclaration>> others = List.of(
                List.of(),
                List.of(marginal("other", 2, 8)),
                List.of(marginal("sums", 3, 8)),
                List.of(marginal("sums", 2, 1000)),
                List.of(sums, marginal("extra", 2, 8)));
        assertTrue(passed(RuleId.UNDECLARED, sending(List.of(sums), List.of(sums))));
        for (List<TensorDeclaration> sent : others) {
            assertFalse(passed(RuleId.UNDECLARED, sending(List.of(sums), sent)), sent.toString());
        }
    }

    @Test
    void sumsThatAreNotMaskedCannotBeGrantedAsSums() {
        Decision decision =
                Disclosure.check(SitePolicy.FLOORS, ProposedRelease.ofAnalysis(ReleaseLevel.SUM_ONLY, LARGE));
        assertEquals(List.of(RuleId.RELEASE_LEVEL), decision.broken());
        assertEquals(
                "numbers of one hospital need release: site-level, masked sums release: sum-only",
                decision.results().getFirst().words());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 9})
    void aRefusalSaysTheThresholdAndNeverTheCount(int patients) {
        Exposure exposure = new Exposure(
                1000, List.of(count(patients)), OptionalInt.of(patients), List.of(count(patients)), 0, 0, 0);
        Decision decision = check(exposure);
        assertEquals(List.of(RuleId.OUTCOME_CLASS, RuleId.EVENTS, RuleId.LEVEL), decision.broken());
        for (RuleResult result : decision.results()) {
            String said = result.words() + result.json() + result;
            assertFalse(said.contains(Integer.toString(patients)), said);
            assertFalse(said.contains("1000"), said);
        }
    }

    @Test
    void everyWordReadsBack() {
        for (RuleId rule : RuleId.values()) {
            assertEquals(rule, RuleId.parse(rule.word()));
            RuleResult with = new RuleResult(rule, OptionalDouble.of(0.2), false);
            RuleResult without = new RuleResult(rule, OptionalDouble.empty(), true);
            assertEquals(with, RuleResult.read(with.json()));
            assertEquals(without, RuleResult.read(without.json()));
        }
    }

    @Test
    void aStricterPolicyNeverAllowsMore() {
        Random random = new Random(20260417);
        for (int i = 0; i < 20_000; i++) {
            ProposedRelease release = ProposedRelease.ofAnalysis(ReleaseLevel.SITE_LEVEL, randomExposure(random));
            SitePolicy stricter =
                    new SitePolicy(10 + random.nextInt(30), 10 + random.nextInt(30), 0.2 / (1 + random.nextInt(5)));
            if (Disclosure.check(stricter, release) instanceof Decision.Allowed) {
                assertInstanceOf(Decision.Allowed.class, Disclosure.check(SitePolicy.FLOORS, release));
            }
        }
    }

    @Test
    void aReleaseIsAllowedExactlyWhenNoRuleIsBroken() {
        Random random = new Random(7);
        int allowed = 0;
        for (int i = 0; i < 20_000; i++) {
            Exposure exposure = randomExposure(random);
            Decision decision = check(exposure);
            assertEquals(decision.broken().isEmpty(), decision instanceof Decision.Allowed);
            if (decision instanceof Decision.Allowed) {
                allowed++;
                assertTrue(exposure.rows() >= 10);
                assertTrue(5L * exposure.jointColumns() <= exposure.rows());
            }
        }
        assertTrue(allowed > 100, "the property saw releases that are allowed");
    }

    private static Exposure randomExposure(Random random) {
        return new Exposure(
                random.nextInt(300),
                List.of(count(random.nextInt(40))),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(40)) : OptionalInt.empty(),
                List.of(count(random.nextInt(40)), count(random.nextInt(40))),
                random.nextInt(30),
                random.nextInt(30),
                random.nextInt(12));
    }

    private static Decision sending(List<TensorDeclaration> declared, List<TensorDeclaration> sent) {
        Contribution contribution = new Contribution(
                sent.stream().<Tensor>map(tensor -> new WideSum(tensor).total()).toList());
        return Disclosure.check(
                SitePolicy.FLOORS, ProposedRelease.ofRound(ReleaseLevel.SITE_LEVEL, LARGE, 0, declared, contribution));
    }

    private static TensorDeclaration marginal(String name, int length, double bound) {
        return new TensorDeclaration(name, List.of(length), TensorDeclaration.Disclosure.MARGINAL, length, bound);
    }

    private static Exposure exposure(int rows, int marginal, int joint, int rounds) {
        return new Exposure(rows, List.of(), OptionalInt.empty(), List.of(), marginal, joint, rounds);
    }

    private static Exposure.Count count(int patients) {
        return new Exposure.Count("sex", "female", patients);
    }

    private static Decision check(Exposure exposure) {
        return Disclosure.check(SitePolicy.FLOORS, ProposedRelease.ofAnalysis(ReleaseLevel.SITE_LEVEL, exposure));
    }

    private static boolean passed(RuleId rule, Exposure exposure) {
        return passed(rule, check(exposure));
    }

    private static boolean passed(RuleId rule, Decision decision) {
        return decision.results().stream()
                .filter(result -> result.rule() == rule)
                .findFirst()
                .orElseThrow()
                .passed();
    }
}
