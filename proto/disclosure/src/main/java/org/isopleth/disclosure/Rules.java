package org.isopleth.disclosure;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;

/// The rules themselves, one pure function each. Stateless, thread-safe.
///
/// A function answers empty when its rule does not apply to the release. Comparisons are exact:
/// integers, or decimals where a limit is a fraction.
final class Rules {
    private Rules() {}

    static Optional<RuleResult> releaseLevel(ProposedRelease release) {
        return verdict(RuleId.RELEASE_LEVEL, release.level() == ReleaseLevel.SITE_LEVEL);
    }

    static Optional<RuleResult> undeclared(ProposedRelease release) {
        return release.contribution()
                .map(Contribution::tensors)
                .flatMap(tensors -> verdict(RuleId.UNDECLARED, asDeclared(release.declarations(), tensors)));
    }

    static Optional<RuleResult> rows(SitePolicy policy, ProposedRelease release) {
        return verdict(RuleId.ROWS, policy.minimumRows(), release.exposure().rows() >= policy.minimumRows());
    }

    static Optional<RuleResult> outcomeClass(SitePolicy policy, ProposedRelease release) {
        return cells(RuleId.OUTCOME_CLASS, policy, release.exposure().outcomeClasses());
    }

    static Optional<RuleResult> events(SitePolicy policy, ProposedRelease release) {
        OptionalInt events = release.exposure().events();
        return events.isEmpty()
                ? Optional.empty()
                : verdict(RuleId.EVENTS, policy.minimumCell(), emptyOrLarge(policy, events.getAsInt()));
    }

    static Optional<RuleResult> level(SitePolicy policy, ProposedRelease release) {
        return cells(RuleId.LEVEL, policy, release.exposure().levels());
    }

    static Optional<RuleResult> saturationMarginal(SitePolicy policy, ProposedRelease release) {
        return saturation(RuleId.SATURATION_MARGINAL, policy, release, release.marginalColumns());
    }

    static Optional<RuleResult> saturationJoint(SitePolicy policy, ProposedRelease release) {
        return saturation(RuleId.SATURATION_JOINT, policy, release, release.jointColumns());
    }

    /// METHODS 2.13: one Newton round releases (p+1)(p+2)/2 numbers, k rows hold k·p unknowns, so T
    /// rounds need k > T(p+1)(p+2)/(2p). Analyses of the same rows add up: k must exceed the sum of what
    /// each needs. The smallest such k is the threshold.
    ///
    /// That is enough whatever columns they share: spread the numbers of each analysis evenly over its p
    /// columns. No column then carries as many as k, so any choice of c columns, with the analyses that
    /// use no others, has fewer than k·c. What is planned is counted, not what was released so far:
    /// [#plannedRounds] keeps every analysis to its plan.
    static Optional<RuleResult> counting(ProposedRelease release) {
        int columns = release.jointColumns();
        if (columns == 0) {
            return Optional.empty();
        }
        Exposure exposure = release.exposure();
        Ratio sum = Ratio.ZERO.plus(columns, exposure.plannedJointRounds());
        for (Exposure.JointPlan other : exposure.alongside()) {
            sum = sum.plus(other.columns(), other.rounds());
        }
        BigInteger needed = sum.over().divide(sum.under()).add(BigInteger.ONE);
        return verdict(
                RuleId.COUNTING,
                needed.doubleValue(),
                BigInteger.valueOf(exposure.rows()).compareTo(needed) >= 0);
    }

    /// An exact sum of `T(p+1)(p+2)/(2p)`.
    private record Ratio(BigInteger over, BigInteger under) {
        static final Ratio ZERO = new Ratio(BigInteger.ZERO, BigInteger.ONE);

        Ratio plus(long columns, long rounds) {
            BigInteger released = BigInteger.valueOf(rounds)
                    .multiply(BigInteger.valueOf(columns + 1))
                    .multiply(BigInteger.valueOf(columns + 2));
            BigInteger held = BigInteger.valueOf(2 * columns);
            return new Ratio(over.multiply(held).add(released.multiply(under)), under.multiply(held));
        }
    }

    /// T rounds were planned, and the counting rule held for T: one more breaks it.
    static Optional<RuleResult> plannedRounds(ProposedRelease release) {
        int planned = release.exposure().plannedJointRounds();
        return ProposedRelease.hasJointTensor(release.declarations())
                ? verdict(RuleId.PLANNED_ROUNDS, planned, release.jointRoundsReleased() < planned)
                : Optional.empty();
    }

    private static Optional<RuleResult> saturation(
            RuleId rule, SitePolicy policy, ProposedRelease release, int columns) {
        if (columns == 0) {
            return Optional.empty();
        }
        BigDecimal most = BigDecimal.valueOf(policy.maximumColumnsPerRow())
                .multiply(BigDecimal.valueOf(release.exposure().rows()));
        return verdict(
                rule, policy.maximumColumnsPerRow(), BigDecimal.valueOf(columns).compareTo(most) <= 0);
    }

    private static Optional<RuleResult> cells(RuleId rule, SitePolicy policy, List<Exposure.Count> counts) {
        return counts.isEmpty()
                ? Optional.empty()
                : verdict(
                        rule,
                        policy.minimumCell(),
                        counts.stream().allMatch(count -> emptyOrLarge(policy, count.patients())));
    }

    private static boolean emptyOrLarge(SitePolicy policy, int patients) {
        return patients == 0 || patients >= policy.minimumCell();
    }

    private static boolean asDeclared(List<TensorDeclaration> declarations, List<Tensor> tensors) {
        if (declarations.size() != tensors.size()) {
            return false;
        }
        for (int i = 0; i < tensors.size(); i++) {
            TensorDeclaration declared = declarations.get(i);
            Tensor tensor = tensors.get(i);
            if (!tensor.name().equals(declared.name())
                    || !tensor.shape().equals(declared.shape())
                    || !tensor.format().equals(declared.format())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<RuleResult> verdict(RuleId rule, double threshold, boolean passed) {
        return Optional.of(new RuleResult(rule, OptionalDouble.of(threshold), passed));
    }

    private static Optional<RuleResult> verdict(RuleId rule, boolean passed) {
        return Optional.of(new RuleResult(rule, OptionalDouble.empty(), passed));
    }
}
