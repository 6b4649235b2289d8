package org.isopleth.study;

import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Json;

/// The JSON form of a [FeatureRequest]. Stateless, thread-safe.
final class FeatureRequestJson {
    private FeatureRequestJson() {}

    static Json write(FeatureRequest request) {
        return Json.object()
                .with("settings", request.settings())
                .with("region", request.region())
                .with("timePoint", request.timePoint())
                .with(
                        "measured",
                        request.measured().stream()
                                .map(FeatureRequestJson::writeMeasured)
                                .toList())
                .build();
    }

    static FeatureRequest read(Json json) {
        Json.Obj in = json.asObject();
        StudyJson.onlyMembers(in, Set.of("settings", "region", "timePoint", "measured"));
        return new FeatureRequest(
                in.object("settings"),
                in.text("region"),
                in.text("timePoint"),
                in.list("measured").stream()
                        .map(FeatureRequestJson::readMeasured)
                        .toList());
    }

    private static Json writeMeasured(FeatureRequest.Measured measured) {
        Optional<Json> aggregation = measured.aggregation().map(Json::of);
        return Json.object()
                .with("variable", measured.variable())
                .with("feature", measured.feature())
                .withOptional("aggregation", aggregation)
                .build();
    }

    private static FeatureRequest.Measured readMeasured(Json json) {
        Json.Obj in = json.asObject();
        StudyJson.onlyMembers(in, Set.of("variable", "feature", "aggregation"));
        return new FeatureRequest.Measured(
                in.text("variable"), in.text("feature"), in.find("aggregation").map(Json::asText));
    }
}
