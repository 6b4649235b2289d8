package org.isopleth.client.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.isopleth.ontology.document.DocumentEntry;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// Reads the variables of a study document. Stateless, thread-safe.
final class VariableReader {
    private final StudyWords words;

    VariableReader(StudyWords words) {
        this.words = words;
    }

    /// Every variable; empty after a problem of any of them was noted.
    Optional<List<Variable>> variables(DocumentNode node) {
        List<DocumentNode> items = node.list();
        if (items.isEmpty()) {
            throw node.problem("a study needs at least one variable");
        }
        List<Variable> variables = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentNode item : items) {
            item.<Optional<Variable>>attempt(this::variable)
                    .flatMap(Function.identity())
                    .ifPresent(variable -> {
                        if (names.add(variable.name())) {
                            variables.add(variable);
                        } else {
                            item.report("variable '" + variable.name() + "' appears twice");
                        }
                    });
        }
        return variables.size() == items.size() ? Optional.of(variables) : Optional.empty();
    }

    /// What says `term: none`: variables by name, values as `variable=value`.
    static List<String> withoutTerm(List<Variable> variables) {
        return variables.stream().flatMap(VariableReader::withoutTerm).toList();
    }

    private static Stream<String> withoutTerm(Variable variable) {
        Stream<String> own = variable.term().isEmpty() ? Stream.of(variable.name()) : Stream.of();
        return switch (variable) {
            case Variable.Numeric _ -> own;
            case Variable.Categorical categorical ->
                Stream.concat(
                        own,
                        categorical.levels().stream()
                                .filter(level -> level.term().isEmpty())
                                .map(level -> categorical.name() + "=" + level.name()));
        };
    }

    /// Empty after a problem was noted.
    private Optional<Variable> variable(DocumentNode node) {
        DocumentObject in =
                node.object("name", "term", "unit", "range", "values").requiring("name", "term");
        String name = in.text("name");
        Optional<TermId> term = words.termOrNone(in.required("term"));
        return in.has("values") ? categorical(in, name, term) : numeric(in, name, term);
    }

    private Optional<Variable> numeric(DocumentObject in, String name, Optional<TermId> term) {
        if (!in.has("unit")) {
            in.node()
                    .report("variable '" + name
                            + "' has no unit; add 'unit: ' with a UCUM code ('1' for a pure number), or 'values:'");
        }
        if (!in.has("range")) {
            in.node()
                    .report("variable '" + name + "' has no range; add 'range: [lowest, highest]' as plausible"
                            + " for anyone, not as seen in data");
        }
        Optional<Unit> unit = in.optional("unit").flatMap(node -> node.attempt(words::unit));
        Optional<List<DocumentNode>> range =
                in.optional("range").flatMap(node -> node.attempt(VariableReader::twoNumbers));
        if (unit.isEmpty() || range.isEmpty()) {
            return Optional.empty();
        }
        double minimum = range.get().get(0).number();
        double maximum = range.get().get(1).number();
        return Optional.of(constructed(
                in.required("range"), () -> new Variable.Numeric(name, term, unit.get(), minimum, maximum)));
    }

    static List<DocumentNode> twoNumbers(DocumentNode range) {
        if (range.list().size() != 2) {
            throw range.problem("expected two numbers, [lowest, highest]");
        }
        return range.list();
    }

    private Optional<Variable> categorical(DocumentObject in, String name, Optional<TermId> term) {
        for (String key : List.of("unit", "range")) {
            in.optional(key).ifPresent(node -> node.report("variable '" + name + "' has values, so it has no " + key));
        }
        List<DocumentEntry> entries = in.required("values").entries();
        List<Variable.Level> levels = new ArrayList<>();
        for (DocumentEntry entry : entries) {
            entry.value()
                    .<Variable.Level>attempt(value ->
                            constructed(entry.key(), () -> new Variable.Level(entry.name(), words.termOrNone(value))))
                    .ifPresent(levels::add);
        }
        return levels.size() < entries.size()
                ? Optional.empty()
                : Optional.of(constructed(in.node(), () -> new Variable.Categorical(name, term, levels)));
    }

    /// The contract's own checks, told at the place.
    private static <T> T constructed(DocumentNode place, Supplier<T> construction) {
        try {
            return construction.get();
        } catch (IllegalArgumentException e) {
            throw place.problem(String.valueOf(e.getMessage()));
        }
    }
}
