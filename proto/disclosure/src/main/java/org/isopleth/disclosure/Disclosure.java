package org.isopleth.disclosure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell.Role;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// Judges what a site is about to let out. Pure, thread-safe.
///
/// When there are fewer patients than the policy's minimum, no later rule is applied: which of them
/// passed would narrow down how few there are.
public final class Disclosure {
    private Disclosure() {}

    /// Applies every rule to a contribution that others can read.
    ///
    /// @param policy the site's own limits
    /// @param release what would leave, and the counts behind it
    public static Decision check(SitePolicy policy, ProposedRelease release) {
        List<RuleResult> first = first(policy, release);
        return decision(Stream.concat(first.stream(), tooFew(first) ? Stream.empty() : rest(policy, release)));
    }

    /// Applies every rule to a sum over sites, of which others can read nothing but the sum.
    ///
    /// Each rule of a single contribution is applied twice, as if one hospital had all the patients: to the
    /// totals, and to what the other sites have together, for this site can subtract its own part and so can
    /// whoever learns it. A result says whether a rule held both times, not which time it did not.
    ///
    /// @param policy the site's own limits
    /// @param sum what this site would add, and the totals over the sites
    public static Decision checkSum(SitePolicy policy, ProposedSum sum) {
        Optional<Tally> others = sum.others();
        RuleResult totals = SumRules.totals(others.isPresent());
        if (others.isEmpty()) {
            return decision(Stream.of(totals));
        }
        List<Tally> views = List.of(sum.total(), others.get());
        List<RuleResult> first = both(views.stream().flatMap(view -> first(policy, release(sum, view)).stream()));
        Stream<RuleResult> later = tooFew(first)
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(
                                SumRules.contributors(policy, sum.total()),
                                SumRules.dominance(
                                        policy, sum.own().rows(), sum.total().rows())),
                        Stream.concat(
                                views.stream().flatMap(view -> rest(policy, sum, view)),
                                ownDominance(policy, sum.own())));
        return decision(both(Stream.concat(Stream.concat(first.stream(), Stream.of(totals)), later)).stream());
    }

    /// Applies every rule to a site's own part of a masked sum that is to have noise. Exact totals would tell
    /// what the noise hides, so there are none: each site's part must pass as if others could read it alone,
    /// and then so do the sum and the sum of the others.
    ///
    /// @param policy the site's own limits
    /// @param own the counts of this site's rows
    /// @param declarations the tensors declared for the round; empty before the first round
    /// @param contribution what would be masked, before it has noise; empty before the first round
    public static Decision checkPart(
            SitePolicy policy,
            Exposure own,
            List<TensorDeclaration> declarations,
            Optional<Contribution> contribution) {
        return check(policy, new ProposedRelease(ReleaseLevel.SITE_LEVEL, own, 0, declarations, contribution));
    }

    /// Which classes of output an analysis has, by the totals behind them.
    public static Set<OutputClass> outputs(Tally total) {
        return SumRules.outputs(total).stream()
                .map(entry -> entry.sites() > 1 ? OutputClass.SUM : OutputClass.ONE_CONTRIBUTOR)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What these patients would release if they were one hospital's.
    private static ProposedRelease release(ProposedSum sum, Tally view) {
        Exposure exposure = view.exposure(sum.own());
        return new ProposedRelease(
                ReleaseLevel.SITE_LEVEL, exposure, sum.jointRoundsReleased(), sum.declarations(), sum.contribution());
    }

    private static List<RuleResult> first(SitePolicy policy, ProposedRelease release) {
        return present(Stream.of(
                        Rules.releaseLevel(release),
                        Rules.undeclared(release),
                        OutputRules.unmapped(
                                release.declarations(), release.exposure().outputs()),
                        OutputRules.endpoints(release.declarations()),
                        OutputRules.records(release.declarations()),
                        Rules.rows(policy, release)))
                .toList();
    }

    private static boolean tooFew(List<RuleResult> first) {
        return first.stream().anyMatch(result -> result.rule() == RuleId.ROWS && !result.passed());
    }

    private static Stream<RuleResult> rest(SitePolicy policy, ProposedRelease release) {
        return present(Stream.of(
                Rules.outcomeClass(policy, release),
                Rules.events(policy, release),
                Rules.level(policy, release),
                Rules.saturationMarginal(policy, release),
                Rules.saturationJoint(policy, release),
                Rules.counting(release),
                Rules.plannedRounds(release),
                OutputRules.freedom(policy, release),
                OutputRules.levels(policy, release.exposure()),
                OutputRules.complement(policy, release.exposure().outputs()),
                OutputRules.twoLargest(policy, release.exposure().outputs()),
                OutputRules.remainder(policy, release.exposure().outputs()),
                OutputRules.quantiles(policy, release.exposure().outputs()),
                OutputRules.survivalSteps(policy, release.exposure().outputs()),
                OutputRules.histogram(policy, release.exposure().outputs()),
                OutputRules.rounding(policy, release.exposure().outputs()),
                OutputRules.freeText(release.exposure().outputs())));
    }

    /// How much of a sum over sites single patients make up is not known; it is at most what they make up of their
    /// own site's part, so that each site looks after its own. One with too few patients to be judged alone hides
    /// in the sum or not at all: the rules on the totals decide.
    private static Stream<RuleResult> ownDominance(SitePolicy policy, Exposure own) {
        return own.rows() < policy.minimumRows()
                ? Stream.empty()
                : present(Stream.of(
                        OutputRules.twoLargest(policy, own.outputs()), OutputRules.remainder(policy, own.outputs())));
    }

    private static Stream<RuleResult> rest(SitePolicy policy, ProposedSum sum, Tally view) {
        return Stream.concat(
                rest(policy, release(sum, view)),
                present(Stream.of(
                        SumRules.unnamed(policy, RuleId.OUTCOME_CLASS, List.of(Role.OUTCOME), view),
                        SumRules.unnamed(policy, RuleId.LEVEL, List.of(Role.COVARIATE, Role.STRATUM), view))));
    }

    private static Stream<RuleResult> present(Stream<Optional<RuleResult>> results) {
        return results.flatMap(Optional::stream);
    }

    /// One result for each rule, passed if it passed every time.
    private static List<RuleResult> both(Stream<RuleResult> results) {
        Map<RuleId, RuleResult> byRule = new TreeMap<>();
        results.forEach(result -> byRule.merge(
                result.rule(),
                result,
                (one, other) -> new RuleResult(one.rule(), one.threshold(), one.passed() && other.passed())));
        return List.copyOf(byRule.values());
    }

    private static Decision decision(Stream<RuleResult> stream) {
        List<RuleResult> results = stream.toList();
        return results.stream().allMatch(RuleResult::passed)
                ? new Decision.Allowed(results)
                : new Decision.Refused(results);
    }
}
