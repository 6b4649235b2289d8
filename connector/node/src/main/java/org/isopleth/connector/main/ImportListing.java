package org.isopleth.connector.main;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.isopleth.canonical.Json;
import org.isopleth.connector.cohort.Contradictions;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappingReport;

/// What trying the mappings showed: for the data manager, at the site. It quotes local values, so it
/// never leaves. Immutable, thread-safe.
///
/// @param mappings what became of every cell
/// @param contradictions the patients of whom the tables say different things
/// @param unconfigured what became of patients published under a name that is no longer configured
record ImportListing(
        List<MappingReport> mappings, List<Contradictions.Count> contradictions, Unconfigured unconfigured) {
    ImportListing {
        mappings = List.copyOf(mappings);
        contradictions = List.copyOf(contradictions);
    }

    /// What is published under names that `connector.yaml` no longer has.
    sealed interface Unconfigured {
        /// It was removed.
        ///
        /// @param names most often none
        record Removed(Set<String> names) implements Unconfigured {}

        /// The running connector has the store open.
        record NotLookedFor() implements Unconfigured {}
    }

    /// The listing in words.
    List<String> lines(Vocabulary vocabulary) {
        List<String> lines = new ArrayList<>();
        mappings.forEach(mapping -> lines.addAll(mapping.lines(vocabulary)));
        if (contradictions.isEmpty()) {
            lines.add("No patient has values that contradict each other.");
        } else {
            lines.add("Values of one patient that contradict each other; studies will use none of them:");
        }
        for (Contradictions.Count count : contradictions) {
            lines.add("  " + count.term() + " " + vocabulary.label(count.term()) + ": " + count.patients()
                    + (count.patients() == 1 ? " patient" : " patients"));
        }
        switch (unconfigured) {
            case Unconfigured.Removed(Set<String> names) ->
                names.forEach(name ->
                        lines.add("Removed what was published as '" + name + "': no mapping has this name any more."));
            case Unconfigured.NotLookedFor() ->
                lines.add("The connector is running. Patients of a mapping that is no longer configured leave its"
                        + " store before the first study after its next start.");
        }
        return lines;
    }

    /// The listing for programs; values as they stand in the tables.
    Json.Obj json(Vocabulary vocabulary) {
        Json.Builder json = Json.object()
                .with(
                        "mappings",
                        mappings.stream()
                                .map(mapping -> mapping(vocabulary, mapping))
                                .toList())
                .with(
                        "contradictions",
                        contradictions.stream()
                                .map(count -> Json.object()
                                        .with("term", count.term().toString())
                                        .with("label", vocabulary.label(count.term()))
                                        .with("patients", count.patients())
                                        .build())
                                .toList());
        return switch (unconfigured) {
            case Unconfigured.Removed(Set<String> names) ->
                json.with("removed", Json.ofTexts(List.copyOf(names))).build();
            case Unconfigured.NotLookedFor() -> json.build();
        };
    }

    private static Json mapping(Vocabulary vocabulary, MappingReport mapping) {
        return Json.object()
                .with("name", mapping.mapping())
                .with("rows", mapping.rows())
                .with("patients", mapping.patients())
                .with("rowsWithoutKey", mapping.rowsWithoutKey())
                .with(
                        "columns",
                        mapping.columns().stream()
                                .map(column -> column(vocabulary, column))
                                .toList())
                .build();
    }

    private static Json column(Vocabulary vocabulary, MappingReport.ColumnReport column) {
        return Json.object()
                .with("column", column.column())
                .with("term", column.term().toString())
                .with("label", vocabulary.label(column.term()))
                .with("mapped", column.cells().mapped())
                .with("missing", column.cells().missing())
                .with("unmapped", column.unmappedRows())
                .with("notListed", column.cells().notListed())
                .with(
                        "values",
                        column.unmapped().stream().map(ImportListing::value).toList())
                .build();
    }

    private static Json value(MappingReport.UnmappedValue value) {
        return Json.object()
                .with("value", value.value())
                .with("reason", value.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .with("rows", value.rows())
                .with("patients", value.patients())
                .build();
    }
}
