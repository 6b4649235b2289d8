package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.cohort.TallyCell.Role;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a hospital asks of a sum before it adds its own part.
class SumDisclosureTest {
    private static final List<TallyCell> CELLS = List.of(
            new TallyCell.Rows(),
            new TallyCell.Events(),
            new TallyCell.Value(Role.OUTCOME, "died", "no"),
            new TallyCell.Value(Role.OUTCOME, "died", "yes"),
            new TallyCell.Value(Role.COVARIATE, "sex", "female"),
            new TallyCell.Value(Role.COVARIATE, "sex", "male"),
            new TallyCell.Value(Role.STRATUM, "ward", "east"),
            new TallyCell.OtherValue(Role.STRATUM, "ward"));

    /// Patients, of whom some died and some are male; p = 5 columns at T = 7 rounds.
    private static Exposure site(int rows, int died, int male) {
        return site(rows, died, male, "east");
    }

    private static Exposure site(int rows, int died, int male, String ward) {
        return new Exposure(
                rows,
                List.of(new Exposure.Count("died", "no", rows - died), new Exposure.Count("died", "yes", died)),
                OptionalInt.of(died),
                List.of(
                        new Exposure.Count("sex", "female", rows - male),
                        new Exposure.Count("sex", "male", male),
                        new Exposure.Count("ward", ward, rows)),
                5,
                5,
                7);
    }

    private static Tally tally(Exposure exposure) {
        return Tally.of(CELLS, exposure);
    }

    private static Tally total(List<Exposure> sites) {
        return sites.stream().map(SumDisclosureTest::tally).reduce(Tally::plus).orElseThrow();
    }

    /// What the first of these sites decides.
    private static Decision decide(Exposure... sites) {
        return decide(SitePolicy.FLOORS, sites);
    }

    private static Decision decide(SitePolicy policy, Exposure... sites) {
        return Disclosure.checkSum(policy, ProposedSum.ofAnalysis(sites[0], total(List.of(sites))));
    }

    private static final Exposure BIG = site(200, 60, 90);

    /// 9 and 3 events, which no hospital may show alone.
    @Test
    void smallSitesPassInASumThatIsLargeWithoutThem() {
        Exposure small = site(40, 9, 20);
        Exposure smaller = site(35, 3, 2);
        for (Exposure own : List.of(small, smaller)) {
            assertInstanceOf(
                    Decision.Refused.class,
                    Disclosure.check(SitePolicy.FLOORS, ProposedRelease.ofAnalysis(ReleaseLevel.SITE_LEVEL, own)));
        }
        assertInstanceOf(Decision.Allowed.class, decide(small, smaller, BIG, BIG));
        assertInstanceOf(Decision.Allowed.class, decide(smaller, small, BIG, BIG));
        assertInstanceOf(Decision.Allowed.class, decide(BIG, small, smaller, BIG));
    }

    /// Nine events are too few whoever has them; ten may be read when the others have ten as well, or all.
    @ParameterizedTest
    @CsvSource({"3, 3, 3, false", "9, 5, 4, false", "4, 5, 5, true", "0, 0, 0, true"})
    void eventsOfTheTotalAndOfTheOthersAreNoneOrTen(int own, int second, int third, boolean passes) {
        Decision decision = decide(site(100, own, 50), site(100, second, 50), site(100, third, 50));
        assertEquals(passes ? List.of() : List.of(RuleId.OUTCOME_CLASS, RuleId.EVENTS), decision.broken());
    }

    /// 10 patients in the sum, one of them this hospital's: it would know the others' nine.
    @ParameterizedTest
    @CsvSource({"1, 5, 4, false", "1, 5, 5, true", "5, 3, 2, false"})
    void theSumWithoutTheOwnPartMustPassToo(int own, int second, int third, boolean passes) {
        Decision decision = decide(site(100, 40, own), site(100, 40, second), site(100, 40, third));
        assertEquals(passes, decision instanceof Decision.Allowed);
        assertEquals(passes ? List.of() : List.of(RuleId.LEVEL), decision.broken());
    }

    @Test
    void theOthersMayNotBeTooFewPatients() {
        Decision decision = decide(BIG, site(4, 2, 2), site(5, 2, 2));
        assertEquals(List.of(RuleId.ROWS), decision.broken());
        assertEquals(
                List.of(RuleId.RELEASE_LEVEL, RuleId.TOTALS, RuleId.ROWS),
                decision.results().stream().map(RuleResult::rule).toList(),
                "which later rule passed would narrow down how few there are");
    }

    /// T(p+1)(p+2)/(2p) = 29.4 for p = 5 and T = 7: the others together need 30.
    @ParameterizedTest
    @CsvSource({"14, 15, false", "15, 15, true"})
    void theCountingRuleHoldsForTheOthersTogether(int second, int third, boolean passes) {
        Decision decision = decide(site(40, 20, 20), wards(second), wards(third));
        assertEquals(!passes, decision.broken().contains(RuleId.COUNTING));
    }

    private static Exposure wards(int rows) {
        return site(rows, rows / 2, rows / 2);
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "0, true"})
    void aLevelIsThatOfThreeHospitalsOrOfNone(int hospitals, boolean passes) {
        List<Exposure> sites = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sites.add(site(100, 40, i < hospitals ? 30 : 0));
        }
        for (int own = 0; own < 5; own++) {
            Collections.swap(sites, 0, own);
            Decision decision = decide(sites.toArray(Exposure[]::new));
            assertEquals(!passes, decision.broken().contains(RuleId.CONTRIBUTORS));
        }
    }

    @Test
    void aLevelOnlyOneHospitalHasIsNeverReadableUnderSumOnlyAndAClassOfItsOwnElsewhere() {
        List<Exposure> sites = List.of(site(100, 40, 60), site(100, 40, 0), site(100, 40, 0), site(100, 40, 0));
        assertTrue(decide(sites.toArray(Exposure[]::new)).broken().contains(RuleId.CONTRIBUTORS));
        assertEquals(Set.of(OutputClass.SUM, OutputClass.ONE_CONTRIBUTOR), Disclosure.outputs(total(sites)));
        assertEquals(Set.of(OutputClass.SUM), Disclosure.outputs(total(List.of(BIG, BIG, BIG))));
    }

    @Test
    void twoHospitalsAreNoSumNorAreTwoBesideAnEmptyOne() {
        assertEquals(List.of(RuleId.CONTRIBUTORS), decide(BIG, BIG).broken());
        assertEquals(
                List.of(RuleId.CONTRIBUTORS), decide(BIG, BIG, site(0, 0, 0)).broken());
        assertEquals(
                List.of(RuleId.CONTRIBUTORS), decide(site(0, 0, 0), BIG, BIG).broken());
        assertEquals(List.of(), decide(BIG, BIG, BIG).broken());
    }

    @ParameterizedTest
    @CsvSource({"800, true", "801, false"})
    void noHospitalHasMoreThanFourFifths(int own, boolean passes) {
        Decision decision = decide(site(own, 300, 300), site(100, 40, 40), site(100, 40, 40));
        assertEquals(passes ? List.of() : List.of(RuleId.DOMINANCE), decision.broken());
    }

    @Test
    void aHospitalMayAskForMore() {
        SitePolicy four = new SitePolicy(10, 10, 0.2, 4, 0.3);
        assertEquals(
                List.of(RuleId.CONTRIBUTORS, RuleId.DOMINANCE),
                decide(four, BIG, BIG, BIG).broken());
        assertEquals(List.of(), decide(four, BIG, BIG, BIG, BIG).broken());
    }

    @Test
    void strataMayBeOneHospitalsButNotWithoutAName() {
        assertEquals(
                List.of(RuleId.LEVEL),
                decide(BIG, BIG, site(200, 60, 90, "west")).broken(),
                "nobody can tell how few patients share it");
        List<TallyCell> named = new ArrayList<>(CELLS);
        named.set(7, new TallyCell.Value(Role.STRATUM, "ward", "west"));
        Tally total = List.of(BIG, BIG, site(200, 60, 90, "west")).stream()
                .map(site -> Tally.of(named, site))
                .reduce(Tally::plus)
                .orElseThrow();
        assertEquals(
                List.of(),
                Disclosure.checkSum(SitePolicy.FLOORS, ProposedSum.ofAnalysis(BIG, total))
                        .broken());
    }

    @Test
    void totalsWithoutTheOwnPartAreRefused() {
        Decision decision = Disclosure.checkSum(
                SitePolicy.FLOORS, ProposedSum.ofAnalysis(BIG, total(List.of(wards(100), wards(99)))));
        assertEquals(List.of(RuleId.TOTALS), decision.broken());
        assertEquals(1, decision.results().size());
    }

    @Test
    void anAnalysisThatNamesNoTotalsCannotBeReadAsASumOnly() {
        Decision decision = Disclosure.checkSum(SitePolicy.FLOORS, ProposedSum.ofAnalysis(BIG, new Tally(List.of())));
        assertEquals(List.of(RuleId.TOTALS), decision.broken());
    }

    @Test
    void inEachRoundTheContributionIsAsDeclaredAndPlanned() {
        TensorDeclaration hessian = new TensorDeclaration(
                        "hessian", List.of(2), TensorDeclaration.Disclosure.JOINT, 2, 1)
                .as(Statbarn.CORRELATION_COEFFICIENTS);
        Contribution contribution = Contribution.zero(List.of(hessian));
        Tally total = total(List.of(BIG, BIG, BIG));
        ProposedSum last = ProposedSum.ofRound(BIG, total, 6, List.of(hessian), contribution);
        ProposedSum more = ProposedSum.ofRound(BIG, total, 7, List.of(hessian), contribution);
        ProposedSum other = ProposedSum.ofRound(BIG, total, 0, List.of(), contribution);
        assertEquals(List.of(), Disclosure.checkSum(SitePolicy.FLOORS, last).broken());
        assertEquals(
                List.of(RuleId.PLANNED_ROUNDS),
                Disclosure.checkSum(SitePolicy.FLOORS, more).broken());
        assertEquals(
                List.of(RuleId.UNDECLARED),
                Disclosure.checkSum(SitePolicy.FLOORS, other).broken());
    }

    @Test
    void aRefusalNamesRulesAndThresholdsAndNoNumber() {
        Decision decision = decide(site(237, 229, 7), site(41, 4, 1), site(43, 0, 0));
        assertInstanceOf(Decision.Refused.class, decision);
        for (RuleResult result : decision.results()) {
            String said = result.words() + result.json() + result;
            for (String number : List.of("237", "229", "41", "43", "321", "84", "7 ", "233")) {
                assertFalse(said.contains(number), said);
            }
        }
    }

    /// A sum is allowed exactly when one hospital with all the patients, and one with the others', could have
    /// answered alone, the patients and every count being those of three sites and none having too many.
    @Test
    void aSumIsAllowedExactlyWhenBothViewsAre() {
        Random random = new Random(20261121);
        int allowed = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Exposure> sites = new ArrayList<>();
            for (int n = 2 + random.nextInt(4); n > 0; n--) {
                int rows = random.nextInt(60);
                sites.add(site(rows, random.nextInt(rows + 1), random.nextInt(rows + 1)));
            }
            Decision decision = decide(sites.toArray(Exposure[]::new));
            boolean both = alone(sites) && alone(sites.subList(1, sites.size()));
            boolean shared = sites.stream().filter(site -> site.rows() > 0).count() >= 3
                    && atLeastThree(sites, 0, 1)
                    && atLeastThree(sites, 2, 3);
            boolean dominant = 5L * sites.getFirst().rows()
                    > 4L * sites.stream().mapToInt(Exposure::rows).sum();
            assertEquals(both && shared && !dominant, decision instanceof Decision.Allowed);
            allowed += decision instanceof Decision.Allowed ? 1 : 0;
        }
        assertTrue(allowed > 1000, "the property saw sums that are allowed");
    }

    private static boolean alone(List<Exposure> sites) {
        Exposure together = total(sites).exposure(BIG);
        return Disclosure.check(SitePolicy.FLOORS, ProposedRelease.ofAnalysis(ReleaseLevel.SITE_LEVEL, together))
                instanceof Decision.Allowed;
    }

    /// Of the classes (0, 1) and levels (2, 3), each is that of no site or of three.
    private static boolean atLeastThree(List<Exposure> sites, int one, int other) {
        for (int which : new int[] {one, other}) {
            long having = sites.stream()
                    .filter(site -> (which < 2
                                            ? site.outcomeClasses().get(which)
                                            : site.levels().get(which - 2))
                                    .patients()
                            > 0)
                    .count();
            if (having == 1 || having == 2) {
                return false;
            }
        }
        return true;
    }
}
