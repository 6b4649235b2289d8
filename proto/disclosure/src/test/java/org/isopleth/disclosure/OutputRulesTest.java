package org.isopleth.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The rules of TRUST 3 for single kinds of output, each just below its limit, at it and just above.
class OutputRulesTest {

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "9, false", "10, true", "11, true"})
    void aSubsetLeavesOutNobodyOrTen(int leftOut, boolean passes) {
        assertEquals(passes, passed(RuleId.COMPLEMENT, new OutputFacts.Subset("age", leftOut)));
    }

    /// Of a sum of 1000, two patients have 899, 900 and 901.
    @ParameterizedTest
    @CsvSource({"399, true", "400, true", "401, false"})
    void twoPatientsHaveAtMostNineTenthsOfASum(double second, boolean passes) {
        assertEquals(passes, passed(RuleId.DOMINANCE_NK, new OutputFacts.Magnitude("volume", 1000, 500, second)));
    }

    /// The largest is 500: the others but one have 51, 50 and 49.
    @ParameterizedTest
    @CsvSource({"449, true", "450, true", "451, false"})
    void theLargestValueCannotBeToldToTenPercent(double second, boolean passes) {
        assertEquals(passes, passed(RuleId.DOMINANCE_P, new OutputFacts.Magnitude("volume", 1000, 500, second)));
    }

    @Test
    void aSumOfNothingIsDominatedByNobody() {
        OutputFacts.Magnitude none = OutputFacts.Magnitude.of("dose", new double[] {0, Double.NaN, 0});
        assertTrue(passed(RuleId.DOMINANCE_NK, none));
        assertTrue(passed(RuleId.DOMINANCE_P, none));
    }

    @Test
    void magnitudesAreThoseOfTheAbsoluteValuesInAnyOrder() {
        OutputFacts.Magnitude expected = new OutputFacts.Magnitude("change", 10, 5, 4);
        assertEquals(expected, OutputFacts.Magnitude.of("change", new double[] {-5, 1, Double.NaN, 4}));
        assertEquals(expected, OutputFacts.Magnitude.of("change", new double[] {4, Double.NaN, 1, -5}));
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "61, true"})
    void aModelHasTenPatientsMoreThanColumns(int rows, boolean passes) {
        Exposure exposure = new Exposure(rows, List.of(), OptionalInt.empty(), List.of(), 0, 50, 1);
        assertEquals(passes, passed(RuleId.DEGREES_OF_FREEDOM, check(exposure)));
    }

    @ParameterizedTest
    @CsvSource({"39, true", "40, true", "41, false"})
    void aVariableHasAtMostFortyLevels(int levels, boolean passes) {
        assertEquals(passes, passed(RuleId.LEVELS, check(levels(10_000, levels))));
    }

    /// 33 of 100 patients' values may differ, 34 may not; a level nobody has is none.
    @ParameterizedTest
    @CsvSource({"32, true", "33, true", "34, false"})
    void aVariableHasAtMostAThirdAsManyLevelsAsPatients(int levels, boolean passes) {
        assertEquals(passes, passed(RuleId.LEVELS, check(levels(100, levels))));
    }

    @ParameterizedTest
    @CsvSource({
        "50, 9, 10, 61.5, false",
        "50, 10, 10, 61.5, true",
        "50, 11, 10, 61.5, true",
        "50, 10, 9, 61.5, false",
        "50, 10, 11, 61.5, true",
        "50, 10, 10, 61.52, false",
        "50, 10, 10, 61, true",
        "50, 10, 10, 0.000123, true",
        "50, 10, 10, NaN, false",
        "0, 10, 10, 61, false",
        "1, 10, 10, 61, false",
        "5, 10, 10, 61, true",
        "6, 10, 10, 61, false",
        "95, 10, 10, 61, true",
        "99, 10, 10, 61, false",
        "100, 10, 10, 61, false"
    })
    void quantilesAreFarFromBothEndsAndRounded(double percent, int below, int above, double value, boolean passes) {
        assertEquals(passes, passed(RuleId.QUANTILE, new OutputFacts.Quantile(percent, below, above, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "9, 0, false",
        "10, 0, true",
        "11, 0, true",
        "100, 1, false",
        "100, 9, false",
        "100, 10, true",
        "100, 11, true"
    })
    void everyStepOfASurvivalCurveHasTenAtRiskAndNobodyLeavesAlone(int atRisk, int leaving, boolean passes) {
        assertEquals(passes, passed(RuleId.SURVIVAL_STEP, new OutputFacts.SurvivalStep(atRisk, leaving)));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "9, false", "10, true", "11, true"})
    void aBinIsEmptyOrLarge(int patients, boolean passes) {
        assertEquals(passes, passed(RuleId.HISTOGRAM, histogram(50, 10, patients)));
    }

    /// Nine bins of 100 and one of 99, 100 and 101.
    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void aBinHoldsAtMostATenthOfThePatients(int patients, boolean passes) {
        assertEquals(passes, passed(RuleId.HISTOGRAM, histogram(100, 9, patients)));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "4, false", "5, true", "6, false", "10, true", "-5, false"})
    void countsOfPublishedTablesAreMultiplesOfFive(long shown, boolean passes) {
        assertEquals(passes, passed(RuleId.ROUNDING, new OutputFacts.PublishedCount(shown)));
    }

    @ParameterizedTest
    @CsvSource({
        "79, false, true",
        "80, false, true",
        "81, false, false",
        "19, true, true",
        "20, true, true",
        "21, true, false"
    })
    void freeTextIsShort(int length, boolean name, boolean passes) {
        assertEquals(passes, passed(RuleId.FREE_TEXT, new OutputFacts.FreeText(length, name)));
    }

    @Test
    void whatIsOfNoKindCannotLeave() {
        TensorDeclaration sums = tensor("sums");
        assertFalse(passed(RuleId.UNMAPPED_OUTPUT, sending(sums)));
        assertTrue(passed(RuleId.UNMAPPED_OUTPUT, sending(sums.as(Statbarn.LINEAR_AGGREGATIONS))));
        assertFalse(passed(RuleId.UNMAPPED_OUTPUT, sending(tensor("counts").as(Statbarn.FREQUENCIES), sums)));
    }

    /// A kind becomes releasable by being mapped and told of, and by nothing less.
    @Test
    void aKindWhoseRulesWereToldNothingCannotLeave() {
        OutputFacts quantile = new OutputFacts.Quantile(50, 20, 20, 61);
        OutputFacts step = new OutputFacts.SurvivalStep(20, 10);
        TensorDeclaration medians = tensor("medians").as(Statbarn.POSITION);
        TensorDeclaration curve = tensor("curve").as(Statbarn.HAZARD_SURVIVAL_TABLES);
        assertFalse(passed(RuleId.UNMAPPED_OUTPUT, sending(medians)));
        assertFalse(passed(RuleId.UNMAPPED_OUTPUT, sending(List.of(step), medians)));
        assertEquals(List.of(), sending(List.of(quantile), medians).broken());
        assertFalse(passed(RuleId.UNMAPPED_OUTPUT, sending(curve)));
        assertEquals(List.of(), sending(List.of(step), curve).broken());
    }

    /// What is known of one hospital's quantile says nothing of that of all.
    @Test
    void underSumOnlyOwnFactsDoNotServeForTheSum() {
        TensorDeclaration medians = tensor("medians").as(Statbarn.POSITION);
        Exposure own = exposure(100).telling(List.of(new OutputFacts.Quantile(50, 20, 20, 61)));
        assertEquals(List.of(RuleId.UNMAPPED_OUTPUT), summing(own, medians).broken());
    }

    @Test
    void underSumOnlyEachSiteThatIsLargeEnoughLooksAfterItsOwnDominance() {
        OutputFacts uneven = new OutputFacts.Magnitude("volume", 1000, 950, 40);
        TensorDeclaration sums = tensor("sums").as(Statbarn.LINEAR_AGGREGATIONS);
        assertEquals(
                List.of(RuleId.DOMINANCE_NK, RuleId.DOMINANCE_P),
                summing(exposure(10).telling(List.of(uneven)), sums).broken());
        assertEquals(
                List.of(), summing(exposure(9).telling(List.of(uneven)), sums).broken());
    }

    @Test
    void minimaAndModelsOfRecordsNeverLeave() {
        assertEquals(
                List.of(RuleId.ENDPOINTS),
                sending(tensor("minima").as(Statbarn.ENDPOINTS)).broken());
        assertEquals(
                List.of(RuleId.RECORDS),
                sending(tensor("vectors").as(Statbarn.RECORD_MODELS)).broken());
    }

    @ParameterizedTest
    @EnumSource(Statbarn.class)
    void everyKindHasARisk(Statbarn kind) {
        assertFalse(kind.risks().isEmpty());
        assertTrue(kind.word().matches("[a-z-]+"));
    }

    private static OutputFacts.Histogram histogram(int bin, int bins, int last) {
        return new OutputFacts.Histogram(Stream.concat(Collections.nCopies(bins, bin).stream(), Stream.of(last))
                .toList());
    }

    private static Exposure levels(int rows, int levels) {
        List<Exposure.Count> counts = Stream.concat(
                        IntStream.range(0, levels).mapToObj(i -> new Exposure.Count("stage", "level " + i, 10)),
                        Stream.of(new Exposure.Count("stage", "nobody's", 0), new Exposure.Count("sex", "female", 50)))
                .toList();
        return new Exposure(rows, List.of(), OptionalInt.empty(), counts, 0, 0, 0);
    }

    private static TensorDeclaration tensor(String name) {
        return new TensorDeclaration(name, List.of(), TensorDeclaration.Disclosure.MARGINAL, 1, 1);
    }

    private static Exposure exposure(int rows) {
        return new Exposure(rows, List.of(), OptionalInt.empty(), List.of(), 0, 0, 0);
    }

    private static Decision sending(TensorDeclaration... tensors) {
        return sending(List.of(), tensors);
    }

    private static Decision sending(List<OutputFacts> facts, TensorDeclaration... tensors) {
        List<TensorDeclaration> declared = List.of(tensors);
        return Disclosure.check(
                SitePolicy.FLOORS,
                ProposedRelease.ofRound(
                        ReleaseLevel.SITE_LEVEL,
                        exposure(100).telling(facts),
                        0,
                        declared,
                        Contribution.zero(declared)));
    }

    private static Decision summing(Exposure own, TensorDeclaration tensor) {
        List<TallyCell> cells = List.of(new TallyCell.Rows());
        Tally total = Tally.of(cells, own).plus(Tally.of(cells, exposure(100))).plus(Tally.of(cells, exposure(100)));
        return Disclosure.checkSum(
                SitePolicy.FLOORS,
                ProposedSum.ofRound(own, total, 0, List.of(tensor), Contribution.zero(List.of(tensor))));
    }

    private static Decision check(Exposure exposure) {
        return Disclosure.check(SitePolicy.FLOORS, ProposedRelease.ofAnalysis(ReleaseLevel.SITE_LEVEL, exposure));
    }

    private static boolean passed(RuleId rule, OutputFacts facts) {
        return passed(rule, check(exposure(100).telling(List.of(facts))));
    }

    private static boolean passed(RuleId rule, Decision decision) {
        Optional<RuleResult> result = decision.results().stream()
                .filter(candidate -> candidate.rule() == rule)
                .findFirst();
        return result.orElseThrow().passed();
    }
}
