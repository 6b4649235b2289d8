package org.isopleth.disclosure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a release may leave. Immutable, thread-safe.
public sealed interface Decision {

    /// Every rule that was applied, in the order of [RuleId].
    List<RuleResult> results();

    /// The rules that were broken, in order; empty when the release is allowed.
    default List<RuleId> broken() {
        return results().stream()
                .filter(result -> !result.passed())
                .map(RuleResult::rule)
                .toList();
    }

    /// Every rule passed.
    record Allowed(List<RuleResult> results) implements Decision {
        public Allowed {
            results = List.copyOf(results);
        }

        /// This decision, and what further rules say.
        public Decision and(List<RuleResult> further) {
            List<RuleResult> all =
                    Stream.concat(results.stream(), further.stream()).toList();
            return further.stream().allMatch(RuleResult::passed) ? new Allowed(all) : new Refused(all);
        }
    }

    /// At least one rule was broken; nothing may leave.
    record Refused(List<RuleResult> results) implements Decision {
        public Refused {
            results = List.copyOf(results);
        }

        /// The broken rules in one line for people: `rows (at least 10 patients are needed)`.
        public String words() {
            return results.stream()
                    .filter(result -> !result.passed())
                    .map(result -> result.rule().word() + " (" + result.words() + ")")
                    .collect(Collectors.joining(", "));
        }
    }
}
