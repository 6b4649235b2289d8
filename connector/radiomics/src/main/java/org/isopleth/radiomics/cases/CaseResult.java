package org.isopleth.radiomics.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// What came of a case. Immutable, thread-safe.
///
/// @param name the case's
/// @param cautions what to know of its image, in words such as `lossy`
/// @param regions those that were measured
/// @param failures those that were not; one without region when nothing could be read
public record CaseResult(String name, List<String> cautions, List<Region> regions, List<Failure> failures) {
    public CaseResult {
        cautions = List.copyOf(cautions);
        regions = List.copyOf(regions);
        failures = List.copyOf(failures);
    }

    /// A measured region.
    ///
    /// @param roi its name or label; blank where the mask has neither
    /// @param values every feature
    public record Region(String roi, List<Value> values) {
        public Region {
            values = List.copyOf(values);
        }
    }

    /// Why a region has no values.
    ///
    /// @param roi its name; blank when the case could not be read at all
    /// @param reason one line from a closed list
    public record Failure(String roi, String reason) {}

    /// A measured feature as results name it.
    ///
    /// @param feature IBSI's id, such as `GYBY` or `BC2M-10`
    /// @param value absent where the feature is not defined for the region
    /// @param unit in UCUM
    public record Value(
            String feature, String name, String aggregation, OptionalDouble value, String unit, String iri) {
        static Value of(Measurement measurement) {
            Feature<?> feature = measurement.feature();
            double value = measurement.value();
            return new Value(
                    feature.id(),
                    feature.name(),
                    measurement.aggregation().word(),
                    Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty(),
                    feature.unit(),
                    feature.iri());
        }

        Json json() {
            return Json.object()
                    .with("feature", feature)
                    .with("name", name)
                    .with("aggregation", aggregation)
                    .with("value", value.isPresent() ? Json.of(value.getAsDouble()) : new Json.Null())
                    .with("unit", unit)
                    .with("iri", iri)
                    .build();
        }

        private static Value read(Json.Obj json) {
            Json value = json.get("value");
            return new Value(
                    json.text("feature"),
                    json.text("name"),
                    json.text("aggregation"),
                    value instanceof Json.Null ? OptionalDouble.empty() : OptionalDouble.of(value.asNumber()),
                    json.text("unit"),
                    json.text("iri"));
        }
    }

    /// A case of which nothing could be measured.
    static CaseResult failed(String name, String reason) {
        return new CaseResult(name, List.of(), List.of(), List.of(new Failure("", reason)));
    }

    /// Whether every region was measured.
    public boolean isWhole() {
        return failures.isEmpty();
    }

    Json json() {
        List<Json> measured = new ArrayList<>();
        for (Region region : regions) {
            List<Json> values = region.values().stream().map(Value::json).toList();
            measured.add(Json.object()
                    .with("roi", region.roi())
                    .with("features", values)
                    .build());
        }
        List<Json> failed = failures.stream()
                .map(failure -> (Json) Json.object()
                        .with("roi", failure.roi())
                        .with("reason", failure.reason())
                        .build())
                .toList();
        return Json.object()
                .with("case", name)
                .with("cautions", Json.ofTexts(cautions))
                .with("regions", measured)
                .with("failures", failed)
                .build();
    }

    static CaseResult read(Json.Obj json) {
        List<Region> regions = json.list("regions").stream()
                .map(Json::asObject)
                .map(region -> new Region(
                        region.text("roi"),
                        region.list("features").stream()
                                .map(value -> Value.read(value.asObject()))
                                .toList()))
                .toList();
        List<Failure> failures = json.list("failures").stream()
                .map(Json::asObject)
                .map(failure -> new Failure(failure.text("roi"), failure.text("reason")))
                .toList();
        return new CaseResult(json.text("case"), json.get("cautions").asTexts(), regions, failures);
    }
}
