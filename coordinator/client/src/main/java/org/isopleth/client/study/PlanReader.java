package org.isopleth.client.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.ontology.document.DocumentEntry;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Study;
import org.isopleth.tensor.NumberProfile;
import org.jspecify.annotations.Nullable;

/// Reads the analyses of a study document and has each analysis check its own plan. Stateless,
/// thread-safe.
///
/// Options are the analysis' own: they are carried over as JSON, and what the analysis refuses is told
/// at the place of the option it names.
final class PlanReader {
    private final List<Analysis> analyses;

    PlanReader(List<Analysis> analyses) {
        this.analyses = List.copyOf(analyses);
    }

    /// A plan, and where each part of it stands.
    record PlacedPlan(Analysis analysis, AnalysisPlan plan, DocumentNode node, Map<String, DocumentEntry> options) {}

    /// The plans that could be read; problems of the others are noted.
    List<PlacedPlan> plans(DocumentNode node) {
        List<DocumentNode> items = node.list();
        if (items.isEmpty()) {
            throw node.problem("a study needs at least one analysis");
        }
        Map<String, PlacedPlan> plans = new LinkedHashMap<>();
        for (DocumentNode item : items) {
            item.<PlacedPlan>attempt(this::plan).ifPresent(plan -> {
                if (plans.putIfAbsent(plan.plan().name(), plan) != null) {
                    item.report("analysis '" + plan.plan().name() + "' appears twice");
                }
            });
        }
        return List.copyOf(plans.values());
    }

    /// Binds every plan; what an analysis refuses is noted at its place.
    List<PreparedAnalysis> prepare(Study study, List<PlacedPlan> plans) {
        List<PreparedAnalysis> prepared = new ArrayList<>();
        for (PlacedPlan placed : plans) {
            placed.node().<PreparedAnalysis>attempt(_ -> prepare(study, placed)).ifPresent(prepared::add);
        }
        return prepared;
    }

    private static PreparedAnalysis prepare(Study study, PlacedPlan placed) {
        try {
            PreparedAnalysis prepared = Analyses.bind(placed.analysis(), study, placed.plan());
            PlanNoise.require(prepared);
            return prepared;
        } catch (PlanException e) {
            DocumentNode place = Optional.ofNullable(placed.options().get(e.option()))
                    .map(DocumentEntry::key)
                    .orElse(placed.node());
            throw place.problem(String.valueOf(e.getMessage()));
        }
    }

    private PlacedPlan plan(DocumentNode node) {
        Map<String, DocumentEntry> options = new LinkedHashMap<>();
        for (DocumentEntry entry : node.entries()) {
            options.put(entry.name(), entry);
        }
        DocumentNode id = required(node, options.remove("id"), "id");
        DocumentNode name = required(node, options.remove("name"), "name");
        Analysis analysis = analysis(id);
        Optional<NoiseTerms> noise =
                Optional.ofNullable(options.get(PlanNoise.KEY)).map(entry -> PlanNoise.read(entry.value()));
        Json.Builder json = Json.object();
        options.forEach((key, entry) -> {
            if (!key.equals(PlanNoise.KEY)) {
                json.with(key, json(entry.value()));
            }
        });
        try {
            AnalysisPlan plan = new AnalysisPlan(analysis.id(), name.text(), json.build(), NumberProfile.wide(), noise);
            return new PlacedPlan(analysis, plan, node, options);
        } catch (IllegalArgumentException e) {
            throw name.problem(String.valueOf(e.getMessage()));
        }
    }

    private static DocumentNode required(DocumentNode node, @Nullable DocumentEntry entry, String key) {
        if (entry == null) {
            throw node.problem("missing key '" + key + "'");
        }
        return entry.value();
    }

    private Analysis analysis(DocumentNode node) {
        AnalysisId id;
        try {
            id = AnalysisId.parse(node.text());
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()));
        }
        return analyses.stream()
                .filter(analysis -> analysis.id().equals(id))
                .findFirst()
                .orElseThrow(() -> node.problem("unknown analysis '" + id + "'; known: "
                        + analyses.stream()
                                .map(analysis -> analysis.id().toString())
                                .collect(Collectors.joining(", "))));
    }

    private static Json json(DocumentNode node) {
        if (node.isList()) {
            return Json.of(node.list().stream().map(PlanReader::json).toList());
        }
        if (node.isObject()) {
            Json.Builder members = Json.object();
            node.entries().forEach(entry -> members.with(entry.name(), json(entry.value())));
            return members.build();
        }
        return number(node).or(() -> flag(node)).orElseGet(() -> Json.of(node.text()));
    }

    private static Optional<Json> number(DocumentNode node) {
        try {
            return Optional.of(Json.of(node.number()));
        } catch (DocumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Json> flag(DocumentNode node) {
        try {
            return Optional.of(Json.of(node.flag()));
        } catch (DocumentException _) {
            return Optional.empty();
        }
    }
}
