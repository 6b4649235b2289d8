package org.isopleth.disclosure;

import java.util.OptionalDouble;
import org.isopleth.canonical.Json;

/// How one rule judged a release. Holds nothing about the patients but the verdict, so it may be logged
/// and sent. Immutable, thread-safe.
///
/// @param rule which rule
/// @param threshold the limit, from the site's policy or the signed plan; empty for a rule without one
/// @param passed the verdict
public record RuleResult(RuleId rule, OptionalDouble threshold, boolean passed) {

    /// The rule in one line for people, with its threshold.
    public String words() {
        return rule.words(threshold);
    }

    /// `{"rule":"rows","threshold":10,"passed":false}`.
    public Json.Obj json() {
        Json.Builder out = Json.object().with("rule", rule.word());
        threshold.ifPresent(limit -> out.with("threshold", limit));
        return out.with("passed", passed).build();
    }

    /// Reads [#json()] back.
    ///
    /// @throws org.isopleth.canonical.JsonException when a member is missing or of another type
    /// @throws IllegalArgumentException when the rule is unknown
    public static RuleResult read(Json.Obj json) {
        OptionalDouble threshold = json.find("threshold")
                .map(limit -> OptionalDouble.of(limit.asNumber()))
                .orElse(OptionalDouble.empty());
        return new RuleResult(RuleId.parse(json.text("rule")), threshold, json.flag("passed"));
    }
}
