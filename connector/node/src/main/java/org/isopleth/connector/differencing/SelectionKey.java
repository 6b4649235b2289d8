package org.isopleth.connector.differencing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.study.Cohort.Condition;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;

/// What a study means by its words, so that another study that says the same in other words is recognised.
/// Stateless, thread-safe.
final class SelectionKey {
    private SelectionKey() {}

    /// Names what a study's patients have in common: the disease, and every condition by terms, units and numbers.
    static Digest cohort(Study study) {
        List<String> conditions = study.cohort().conditions().stream()
                .map(condition -> condition(study, condition))
                .sorted()
                .toList();
        return CanonicalJson.digest(Json.object()
                .with("disease", study.cohort().disease().map(TermId::toString).orElse(""))
                .with("conditions", Json.ofTexts(conditions))
                .build());
    }

    private static String condition(Study study, Condition condition) {
        Variable variable = study.variable(condition.variable()).orElseThrow();
        String rest = switch (condition) {
            case Condition.Between(String _, double minimum, double maximum) -> {
                String unit = variable instanceof Variable.Numeric numeric
                        ? numeric.unit().code()
                        : "";
                yield minimum + " " + maximum + " " + unit;
            }
            case Condition.OneOf(String _, Set<String> levels) -> String.join(" ", levels(variable, levels));
        };
        return key(variable) + " " + rest;
    }

    private static List<String> levels(Variable variable, Set<String> names) {
        return variable instanceof Variable.Categorical categorical
                ? categorical.levels().stream()
                        .filter(level -> names.contains(level.name()))
                        .map(level -> level.term().map(TermId::toString).orElse(level.name()))
                        .sorted()
                        .toList()
                : names.stream().sorted().toList();
    }

    /// What variables of a study mean.
    static Set<String> variables(Study study, Collection<String> names) {
        return names.stream()
                .map(name -> study.variable(name)
                        .map(SelectionKey::key)
                        .orElseThrow(() -> new IllegalArgumentException("there is no variable '" + name + "'")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A variable without a term exists in simulations only; there its name is all there is.
    private static String key(Variable variable) {
        return variable.term().map(TermId::toString).orElse("name " + variable.name());
    }
}
