package org.isopleth.ontology.mapping;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.isopleth.ontology.Concept;
import org.isopleth.ontology.Concept.Standing;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.DocumentEntry;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.term.TermId;
import org.isopleth.unit.KnownUnits;
import org.isopleth.unit.Unit;

/// Reads one entry of a mapping's `columns`. Immutable, thread-safe.
final class ColumnReader {
    private static final List<String> DATE_FORMS =
            List.of("yyyy-MM-dd", "dd.MM.yyyy", "dd-MM-yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "yyyyMMdd");

    private final Vocabulary vocabulary;
    private final ColumnDefaults defaults;

    ColumnReader(Vocabulary vocabulary, ColumnDefaults defaults) {
        this.vocabulary = vocabulary;
        this.defaults = defaults;
    }

    MappedColumn read(DocumentNode node) {
        String kind = node.entries().stream()
                .filter(entry -> entry.name().equals("kind"))
                .map(entry -> entry.value().oneOf("numeric", "categorical", "days-between"))
                .findFirst()
                .orElseThrow(() -> node.problem("missing key 'kind': numeric, categorical or days-between"));
        return switch (kind) {
            case "numeric" -> numeric(node);
            case "categorical" -> categorical(node);
            default -> daysBetween(node);
        };
    }

    private MappedColumn numeric(DocumentNode node) {
        DocumentObject keys = node.object("column", "term", "kind", "unit", "decimal", "range", "values", "missing")
                .requiring("column", "term", "unit");
        MappedColumn.Reading reading = reading(keys);
        boolean comma = keys.optional("decimal")
                .map(decimal -> decimal.oneOf("point", "comma").equals("comma"))
                .orElse(defaults.decimalComma());
        MappedColumn.Scale scale = new MappedColumn.Scale(
                unit(keys.required("unit")), comma, keys.optional("range").map(ColumnReader::range));
        Map<String, BigDecimal> numbers = keys.optional("values")
                .map(values -> table(values, reading, DocumentNode::decimal))
                .orElse(Map.of());
        return new MappedColumn.Numeric(
                columnName(keys.required("column")), concept(keys.required("term")), scale, numbers, reading);
    }

    private MappedColumn categorical(DocumentNode node) {
        DocumentObject keys =
                node.object("column", "term", "kind", "values", "missing").requiring("column", "term", "values");
        MappedColumn.Reading reading = reading(keys);
        Map<String, TermId> values = table(keys.required("values"), reading, this::concept);
        return new MappedColumn.Categorical(
                columnName(keys.required("column")), concept(keys.required("term")), values, reading);
    }

    private MappedColumn daysBetween(DocumentNode node) {
        DocumentObject keys = node.object("from", "to", "term", "kind", "unit", "date-form", "missing")
                .requiring("from", "to", "term", "unit", "date-form");
        keys.required("unit").oneOf("d");
        String form = keys.required("date-form").oneOf(DATE_FORMS, Function.identity());
        return new MappedColumn.DaysBetween(
                columnName(keys.required("from")),
                columnName(keys.required("to")),
                concept(keys.required("term")),
                // 'u' is the year that needs no era, so that strict resolution works.
                DateTimeFormatter.ofPattern(form.replace('y', 'u'), Locale.ROOT)
                        .withResolverStyle(ResolverStyle.STRICT),
                reading(keys));
    }

    static ColumnName columnName(DocumentNode node) {
        return new ColumnName(node.text(), node.position());
    }

    /// A term that names a thing, in its present form.
    TermId concept(DocumentNode node) {
        String text = node.text();
        Optional<Concept> concept;
        try {
            concept = vocabulary.find(TermId.parse(text));
        } catch (IllegalArgumentException _) {
            throw node.problem("'" + text + "' is not written as ontology:code; " + vocabulary.unknown(text));
        }
        if (concept.isEmpty()) {
            throw node.problem(vocabulary.unknown(text));
        }
        if (concept.get().standing() == Standing.PROPERTY) {
            throw node.problem("'" + text + "' (" + concept.get().label() + ") is a relation, not a concept");
        }
        return concept.get().id();
    }

    static Set<String> markers(DocumentObject keys, Folding folding) {
        Set<String> markers = new HashSet<>();
        keys.optional("missing").ifPresent(node -> markers.addAll(node.map(item -> folding.fold(item.textOrEmpty()))));
        return markers;
    }

    private MappedColumn.Reading reading(DocumentObject keys) {
        Set<String> missing = new HashSet<>(defaults.missing());
        missing.addAll(markers(keys, defaults.folding()));
        return new MappedColumn.Reading(defaults.folding(), missing);
    }

    private static Unit unit(DocumentNode node) {
        String code = node.text();
        Optional<Unit> unit = KnownUnits.all().stream()
                .map(definition -> definition.unit())
                .filter(known -> known.code().equals(code))
                .findFirst();
        return unit.orElseThrow(() -> node.problem(
                "unknown unit '" + code + "'; UCUM codes known here: " + String.join(" ", KnownUnits.codes())));
    }

    private static MappedColumn.Range range(DocumentNode node) {
        List<BigDecimal> ends = node.map(DocumentNode::decimal);
        if (ends.size() != 2 || ends.getFirst().compareTo(ends.getLast()) > 0) {
            throw node.problem("a range is [smallest, largest]");
        }
        return new MappedColumn.Range(ends.getFirst(), ends.getLast());
    }

    private static <T> Map<String, T> table(
            DocumentNode node, MappedColumn.Reading reading, Function<DocumentNode, T> valueReader) {
        Map<String, T> table = new LinkedHashMap<>();
        for (DocumentEntry entry : node.entries()) {
            String local = reading.folding().fold(entry.key().textOrEmpty());
            if (reading.isMissing(local)) {
                entry.key().report("'" + local + "' is declared missing and has a meaning here as well");
            }
            entry.value().<T>attempt(valueReader).ifPresent(value -> {
                if (table.putIfAbsent(local, value) != null) {
                    entry.key().report("'" + local + "' is there already once case and blanks are folded");
                }
            });
        }
        return table;
    }
}
