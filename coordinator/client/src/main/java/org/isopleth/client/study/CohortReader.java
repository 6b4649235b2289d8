package org.isopleth.client.study;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.study.Cohort;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;

/// Reads the cohort of a study document. Stateless, thread-safe.
final class CohortReader {
    private final StudyWords words;
    private final List<Variable> variables;

    CohortReader(StudyWords words, List<Variable> variables) {
        this.words = words;
        this.variables = List.copyOf(variables);
    }

    Cohort cohort(DocumentNode node) {
        DocumentObject in = node.object("disease", "where");
        Optional<TermId> disease = in.optional("disease").flatMap(name -> name.attempt(words::term));
        List<Cohort.Condition> conditions =
                in.optional("where").map(list -> list.map(this::condition)).orElse(List.of());
        return new Cohort(disease, conditions);
    }

    private Cohort.Condition condition(DocumentNode node) {
        DocumentObject in = node.object("variable", "at-least", "at-most", "one-of");
        DocumentNode name = in.required("variable");
        Variable variable = variables.stream()
                .filter(known -> known.name().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> name.problem("unknown variable '" + name.text() + "'; known: "
                        + String.join(
                                ", ", variables.stream().map(Variable::name).toList())));
        return switch (variable) {
            case Variable.Numeric numeric -> between(in, numeric);
            case Variable.Categorical categorical -> oneOf(in, categorical);
        };
    }

    private static Cohort.Condition between(DocumentObject in, Variable.Numeric variable) {
        if (in.has("one-of") || !(in.has("at-least") || in.has("at-most"))) {
            throw in.node()
                    .problem("variable '" + variable.name() + "' is a number: give 'at-least', 'at-most' or both");
        }
        double minimum = in.number("at-least", variable.minimum());
        double maximum = in.number("at-most", variable.maximum());
        if (minimum > maximum || minimum > variable.maximum() || maximum < variable.minimum()) {
            throw in.node().problem("no value of variable '" + variable.name() + "' can satisfy this condition");
        }
        return new Cohort.Condition.Between(variable.name(), minimum, maximum);
    }

    private static Cohort.Condition oneOf(DocumentObject in, Variable.Categorical variable) {
        if (!in.has("one-of") || in.has("at-least") || in.has("at-most")) {
            throw in.node().problem("variable '" + variable.name() + "' has values: give 'one-of: [value, …]'");
        }
        Set<String> levels = new TreeSet<>();
        for (DocumentNode item : in.list("one-of")) {
            String level = item.text();
            if (!variable.levelNames().contains(level)) {
                item.report("variable '" + variable.name() + "' has no value '" + level + "'; it has "
                        + String.join(", ", variable.levelNames()));
            } else if (!levels.add(level)) {
                item.report("value '" + level + "' appears twice");
            }
        }
        if (in.list("one-of").isEmpty()) {
            throw in.required("one-of").problem("expected at least one value");
        }
        return new Cohort.Condition.OneOf(variable.name(), levels);
    }
}
