package org.isopleth.disclosure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideTensor;

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
    /// rounds need k > T(p+1)(p+2)/(2p). The smallest such k is the threshold.
    static Optional<RuleResult> counting(ProposedRelease release) {
        long columns = release.jointColumns();
        if (columns == 0) {
            return Optional.empty();
        }
        long released = release.exposure().plannedJointRounds() * (columns + 1) * (columns + 2);
        long needed = Math.floorDiv(released, 2 * columns) + 1;
        return verdict(RuleId.COUNTING, (double) needed, release.exposure().rows() >= needed);
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

    private static boolean asDeclared(List<TensorDeclaration> declarations, List<WideTensor> tensors) {
        if (declarations.size() != tensors.size()) {
            return false;
        }
        for (int i = 0; i < tensors.size(); i++) {
            TensorDeclaration declared = declarations.get(i);
            WideTensor tensor = tensors.get(i);
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
