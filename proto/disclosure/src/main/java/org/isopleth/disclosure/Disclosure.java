package org.isopleth.disclosure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges what a site is about to let out. Pure, thread-safe.
///
/// When there are fewer patients than the policy's minimum, no later rule is applied: which of them
/// passed would narrow down how few there are.
public final class Disclosure {
    private Disclosure() {}

    /// Applies every rule.
    ///
    /// @param policy the site's own limits
    /// @param release what would leave, and the counts behind it
    public static Decision check(SitePolicy policy, ProposedRelease release) {
        List<RuleResult> results = results(policy, release);
        return results.stream().allMatch(RuleResult::passed)
                ? new Decision.Allowed(results)
                : new Decision.Refused(results);
    }

    private static List<RuleResult> results(SitePolicy policy, ProposedRelease release) {
        List<RuleResult> first =
                present(Stream.of(Rules.releaseLevel(release), Rules.undeclared(release), Rules.rows(policy, release)));
        if (first.stream().anyMatch(result -> result.rule() == RuleId.ROWS && !result.passed())) {
            return first;
        }
        List<RuleResult> rest = present(Stream.of(
                Rules.outcomeClass(policy, release),
                Rules.events(policy, release),
                Rules.level(policy, release),
                Rules.saturationMarginal(policy, release),
                Rules.saturationJoint(policy, release),
                Rules.counting(release),
                Rules.plannedRounds(release)));
        return Stream.concat(first.stream(), rest.stream()).toList();
    }

    private static List<RuleResult> present(Stream<Optional<RuleResult>> results) {
        return results.flatMap(Optional::stream).toList();
    }
}
