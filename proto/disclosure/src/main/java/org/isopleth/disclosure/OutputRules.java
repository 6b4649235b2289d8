package org.isopleth.disclosure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;

/// The rules of single kinds of output ([Statbarn]), one pure function each. Stateless, thread-safe.
///
/// A function answers empty when its rule does not apply: when nothing of its kind is released. What a rule has to
/// know, the analysis tells it ([OutputFacts]); an output whose rule was told nothing cannot leave ([#unmapped]).
final class OutputRules {
    /// Quantiles that may be asked for, in percent (dsBase `quantileMeanDS`): neither end is among them.
    private static final Set<Double> QUANTILES = Set.of(5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0);

    private OutputRules() {}

    /// Every tensor is an output of a kind, and what the rules of that kind need to know is told.
    static Optional<RuleResult> unmapped(List<TensorDeclaration> declarations, List<OutputFacts> facts) {
        return declarations.isEmpty()
                ? Optional.empty()
                : without(
                        RuleId.UNMAPPED_OUTPUT,
                        declarations.stream()
                                .allMatch(tensor -> tensor.output()
                                        .filter(output -> isTold(output, facts))
                                        .isPresent()));
    }

    private static boolean isTold(Statbarn output, List<OutputFacts> facts) {
        return switch (output) {
            case POSITION -> told(facts, OutputFacts.Quantile.class).findAny().isPresent();
            case HAZARD_SURVIVAL_TABLES ->
                told(facts, OutputFacts.SurvivalStep.class).findAny().isPresent();
            case FREQUENCIES,
                    LINEAR_AGGREGATIONS,
                    SHAPE,
                    ENDPOINTS,
                    CORRELATION_COEFFICIENTS,
                    HYPOTHESIS_TESTS,
                    RECORD_MODELS -> true;
            // The table behind a ratio can be computed back; no fact tells of it yet.
            case CALCULATED_RATIOS -> false;
        };
    }

    /// No minimum or maximum leaves.
    static Optional<RuleResult> endpoints(List<TensorDeclaration> declarations) {
        return never(RuleId.ENDPOINTS, Statbarn.ENDPOINTS, declarations);
    }

    /// No model that holds patients' records leaves.
    static Optional<RuleResult> records(List<TensorDeclaration> declarations) {
        return never(RuleId.RECORDS, Statbarn.RECORD_MODELS, declarations);
    }

    /// A subset's complement is empty or large.
    static Optional<RuleResult> complement(SitePolicy policy, List<OutputFacts> facts) {
        return all(
                RuleId.COMPLEMENT,
                policy.minimumRows(),
                OutputFacts.Subset.class,
                facts,
                subset -> subset.leftOut() == 0 || subset.leftOut() >= policy.minimumRows());
    }

    /// (n, k) with n = 2: the two largest values are at most the share k of the sum.
    static Optional<RuleResult> twoLargest(SitePolicy policy, List<OutputFacts> facts) {
        double share = policy.outputs().maximumTwoShare();
        return all(
                RuleId.DOMINANCE_NK,
                share,
                OutputFacts.Magnitude.class,
                facts,
                sum -> decimal(sum.largest())
                                .add(decimal(sum.second()))
                                .compareTo(decimal(share).multiply(decimal(sum.total())))
                        <= 0);
    }

    /// p %: whoever has the second largest value and subtracts it cannot tell the largest to within p.
    static Optional<RuleResult> remainder(SitePolicy policy, List<OutputFacts> facts) {
        double share = policy.outputs().minimumRemainder();
        return all(
                RuleId.DOMINANCE_P,
                share,
                OutputFacts.Magnitude.class,
                facts,
                sum -> decimal(sum.total())
                                .subtract(decimal(sum.largest()))
                                .subtract(decimal(sum.second()))
                                .compareTo(decimal(share).multiply(decimal(sum.largest())))
                        >= 0);
    }

    /// A model has patients to spare.
    static Optional<RuleResult> freedom(SitePolicy policy, ProposedRelease release) {
        int columns = release.jointColumns();
        int needed = policy.outputs().minimumFreedom();
        return columns == 0
                ? Optional.empty()
                : with(RuleId.DEGREES_OF_FREEDOM, needed, release.exposure().rows() - columns >= needed);
    }

    /// A categorical variable takes few values, overall and for its patients.
    static Optional<RuleResult> levels(SitePolicy policy, Exposure exposure) {
        Map<String, Long> levels = exposure.levels().stream()
                .filter(count -> count.patients() > 0)
                .collect(Collectors.groupingBy(Exposure.Count::variable, Collectors.counting()));
        BigDecimal most = decimal(OutputLimits.LEVELS_PER_ROW).multiply(BigDecimal.valueOf(exposure.rows()));
        int limit = policy.outputs().maximumLevels();
        return levels.isEmpty()
                ? Optional.empty()
                : with(
                        RuleId.LEVELS,
                        limit,
                        levels.values().stream()
                                .allMatch(count -> count <= limit
                                        && BigDecimal.valueOf(count).compareTo(most) <= 0));
    }

    /// Only quantiles far from both ends, and rounded.
    static Optional<RuleResult> quantiles(SitePolicy policy, List<OutputFacts> facts) {
        int beyond = policy.minimumRows();
        return all(
                RuleId.QUANTILE,
                beyond,
                OutputFacts.Quantile.class,
                facts,
                quantile -> QUANTILES.contains(quantile.percent())
                        && quantile.below() >= beyond
                        && quantile.above() >= beyond
                        && isRounded(quantile.value()));
    }

    private static boolean isRounded(double value) {
        return Double.isFinite(value)
                && (value == 0 || decimal(value).stripTrailingZeros().precision() <= OutputLimits.QUANTILE_DIGITS);
    }

    /// Enough patients at risk at every step, and nobody leaves almost alone.
    static Optional<RuleResult> survivalSteps(SitePolicy policy, List<OutputFacts> facts) {
        return all(
                RuleId.SURVIVAL_STEP,
                policy.minimumRows(),
                OutputFacts.SurvivalStep.class,
                facts,
                step -> step.atRisk() >= policy.minimumRows()
                        && (step.leaving() == 0 || step.leaving() >= policy.minimumCell()));
    }

    /// Bins are empty or hold enough patients, and none holds most of them.
    static Optional<RuleResult> histogram(SitePolicy policy, List<OutputFacts> facts) {
        double share = policy.outputs().maximumBinShare();
        return all(RuleId.HISTOGRAM, share, OutputFacts.Histogram.class, facts, histogram -> {
            long patients =
                    histogram.bins().stream().mapToLong(Integer::longValue).sum();
            BigDecimal most = decimal(share).multiply(BigDecimal.valueOf(patients));
            return histogram.bins().stream()
                    .allMatch(bin -> bin == 0
                            || (bin >= policy.minimumCell()
                                    && BigDecimal.valueOf(bin).compareTo(most) <= 0));
        });
    }

    /// Counts of a published table are rounded.
    static Optional<RuleResult> rounding(SitePolicy policy, List<OutputFacts> facts) {
        int base = policy.outputs().roundingBase();
        return all(
                RuleId.ROUNDING,
                base,
                OutputFacts.PublishedCount.class,
                facts,
                count -> count.shown() >= 0 && count.shown() % base == 0);
    }

    /// Words nobody listed beforehand are short.
    static Optional<RuleResult> freeText(List<OutputFacts> facts) {
        return all(
                RuleId.FREE_TEXT,
                OutputLimits.LONGEST_TEXT,
                OutputFacts.FreeText.class,
                facts,
                text -> text.length() <= (text.name() ? OutputLimits.LONGEST_NAME : OutputLimits.LONGEST_TEXT));
    }

    private static Optional<RuleResult> never(RuleId rule, Statbarn kind, List<TensorDeclaration> declarations) {
        return declarations.stream().anyMatch(tensor -> tensor.output().equals(Optional.of(kind)))
                ? without(rule, false)
                : Optional.empty();
    }

    private static <F extends OutputFacts> Stream<F> told(List<OutputFacts> facts, Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static <F extends OutputFacts> Optional<RuleResult> all(
            RuleId rule, double threshold, Class<F> kind, List<OutputFacts> facts, Predicate<F> passes) {
        List<F> told = told(facts, kind).toList();
        return told.isEmpty()
                ? Optional.empty()
                : with(rule, threshold, told.stream().allMatch(passes));
    }

    private static BigDecimal decimal(double number) {
        return BigDecimal.valueOf(number);
    }

    private static Optional<RuleResult> with(RuleId rule, double threshold, boolean passed) {
        return Optional.of(new RuleResult(rule, OptionalDouble.of(threshold), passed));
    }

    private static Optional<RuleResult> without(RuleId rule, boolean passed) {
        return Optional.of(new RuleResult(rule, OptionalDouble.empty(), passed));
    }
}
