package org.isopleth.client.study;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Json;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.ontology.FeatureDefinition;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.settings.SettingsDocument;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Variable;

/// Reads what a study measures on images. Stateless, thread-safe.
final class FeatureReader {
    private final FeatureCatalogue catalogue;

    FeatureReader(FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// What a study asks of images, and the variables that follow from it.
    record Asked(FeatureRequest request, List<Variable> variables) {}

    private record Measured(FeatureRequest.Measured feature, Variable variable) {}

    /// Empty after a problem was noted.
    ///
    /// @param others the study's other variables
    /// @param folder where the study lies; the settings lie beside it
    Optional<Asked> features(DocumentNode node, List<Variable> others, Path folder) {
        DocumentObject in = node.object("settings", "region", "time-point", "measured")
                .requiring("settings", "region", "time-point", "measured");
        Optional<Settings> settings =
                in.optional("settings").flatMap(place -> place.attempt(where -> settings(where, folder)));
        Optional<String> region = in.optional("region").flatMap(place -> place.attempt(DocumentNode::text));
        Optional<String> timePoint = in.optional("time-point").flatMap(place -> place.attempt(DocumentNode::text));
        Optional<List<Measured>> measured = in.optional("measured")
                .flatMap(list -> list.attempt(items -> measured(items, others, settings))
                        .filter(all -> all.size() == list.list().size()));
        if (settings.isEmpty() || region.isEmpty() || timePoint.isEmpty() || measured.isEmpty()) {
            return Optional.empty();
        }
        Json.Obj canonical = SettingsJson.write(settings.get()).asObject();
        try {
            FeatureRequest request = new FeatureRequest(
                    canonical,
                    region.get(),
                    timePoint.get(),
                    measured.get().stream().map(Measured::feature).toList());
            return Optional.of(new Asked(
                    request, measured.get().stream().map(Measured::variable).toList()));
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    /// A document of its own, or the same lines within the study.
    private static Settings settings(DocumentNode node, Path folder) {
        if (node.isObject()) {
            return SettingsDocument.read(node);
        }
        try {
            return SettingsDocument.read(folder.resolve(node.text()));
        } catch (InvalidPathException _) {
            throw node.problem("expected the name of a settings document, such as settings.yaml");
        }
    }

    /// Those without a problem.
    private List<Measured> measured(DocumentNode list, List<Variable> others, Optional<Settings> settings) {
        if (list.list().isEmpty()) {
            throw list.problem("expected at least one feature");
        }
        Set<String> names = new HashSet<>(others.stream().map(Variable::name).toList());
        return list.map(item -> {
            Measured measured = measured(item, settings);
            if (!names.add(measured.variable().name())) {
                throw item.problem("variable '" + measured.variable().name() + "' appears twice");
            }
            return measured;
        });
    }

    private Measured measured(DocumentNode node, Optional<Settings> settings) {
        DocumentObject in =
                node.object("name", "feature", "aggregation", "range").requiring("range");
        String name = in.text("name");
        DocumentNode id = in.required("feature");
        FeatureDefinition feature =
                catalogue.find(id.text()).orElseThrow(() -> id.problem(catalogue.unknown(id.text())));
        Optional<String> aggregation = aggregation(in, feature, settings);
        List<DocumentNode> range = VariableReader.twoNumbers(in.required("range"));
        try {
            return new Measured(
                    new FeatureRequest.Measured(name, feature.id(), aggregation),
                    new Variable.Numeric(
                            name,
                            Optional.of(feature.term()),
                            feature.unit(),
                            range.get(0).number(),
                            range.get(1).number()));
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
    }

    /// One that the feature has and the settings give.
    private static Optional<String> aggregation(
            DocumentObject in, FeatureDefinition feature, Optional<Settings> settings) {
        Optional<DocumentNode> written = in.optional("aggregation");
        if (feature.aggregations().isEmpty()) {
            written.ifPresent(
                    node -> node.report("feature " + feature.id() + " has one value; leave its aggregation out"));
            return Optional.empty();
        }
        List<String> given = feature.aggregations().stream()
                .filter(word -> settings.isEmpty() || settings.get().dimension() == dimension(word))
                .toList();
        DocumentNode node = written.orElseThrow(() -> in.node()
                .problem("feature " + feature.id() + " needs an aggregation, one of '" + String.join("', '", given)
                        + "'"));
        String word = node.text();
        if (!given.contains(word)) {
            String why = feature.aggregations().contains(word)
                    ? "the settings do not measure '" + word + "'"
                    : "feature " + feature.id() + " has no aggregation '" + word + "'";
            throw node.problem(why + "; expected one of '" + String.join("', '", given) + "'");
        }
        return Optional.of(word);
    }

    private static Settings.Dimension dimension(String word) {
        boolean bySlice = Arrays.stream(Aggregation.values())
                .anyMatch(aggregation -> aggregation.word().equals(word) && aggregation.bySlice());
        return bySlice ? Settings.Dimension.BY_SLICE : Settings.Dimension.IN_SPACE;
    }
}
