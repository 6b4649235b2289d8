package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// `planted.json`, version 1: the effects that were planted in the synthetic patients of a study, so that its
/// report shows what is true beside what was found. Immutable, thread-safe.
///
/// ```
/// {"planted": 1, "study": DIGEST, "effects": [{"analysis": "recurrence", "covariate": "age", "value": 0.04}]}
/// ```
///
/// It lies beside the results and is no part of them: no study of real patients has one.
///
/// @param study the study's identity
/// @param effects in the order of the report, 1 to 1000
public record PlantedDocument(Digest study, List<PlantedEffect> effects) {

    /// The version of the document format.
    static final int VERSION = 1;

    private static final int MOST = 1000;

    public PlantedDocument {
        effects = List.copyOf(effects);
        if (effects.isEmpty() || effects.size() > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " effects are planted");
        }
    }

    /// One effect.
    ///
    /// @param analysis the study's name for the analysis that estimates it
    /// @param covariate the design column, `age` or `sex=female`
    /// @param value on the scale of the coefficient: a log odds ratio, log hazard ratio, log rate ratio or
    ///     difference, per unit of the covariate
    public record PlantedEffect(String analysis, String covariate, double value) {}

    /// Reads the document.
    ///
    /// @throws JsonException when it is not one of this version
    static PlantedDocument read(Json json) {
        Json.Obj in = json.asObject();
        if (in.find("planted").isEmpty() || in.integer("planted") != VERSION) {
            throw new JsonException("this is not a document of planted effects of version " + VERSION);
        }
        List<PlantedEffect> effects = new ArrayList<>();
        for (Json item : in.list("effects")) {
            Json.Obj effect = item.asObject();
            effects.add(new PlantedEffect(effect.text("analysis"), effect.text("covariate"), effect.number("value")));
        }
        try {
            return new PlantedDocument(ResultsDocument.digest(in, "study"), effects);
        } catch (IllegalArgumentException e) {
            throw new JsonException("member 'effects': " + e.getMessage());
        }
    }

    /// The JSON form.
    public Json.Obj json() {
        List<Json> items = new ArrayList<>();
        for (PlantedEffect effect : effects) {
            items.add(Json.object()
                    .with("analysis", effect.analysis())
                    .with("covariate", effect.covariate())
                    .with("value", effect.value())
                    .build());
        }
        return Json.object()
                .with("planted", VERSION)
                .with("study", study.hex())
                .with("effects", items)
                .build();
    }
}
