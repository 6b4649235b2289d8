package org.isopleth.radiomics.settings;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Settings;

/// Settings as JSON, whose canonical bytes are signed and digested. Stateless, thread-safe.
///
/// Nothing is left to a default but what is absent: settings that mean the same have the same bytes, however
/// their document was laid out.
public final class SettingsJson {
    private SettingsJson() {}

    /// What settings are known by: the digest of their canonical JSON.
    public static Digest digest(Settings settings) {
        return CanonicalJson.digest(write(settings));
    }

    /// The JSON form.
    public static Json write(Settings settings) {
        return Json.object()
                .with("radiomics", SettingsDocument.VERSION)
                .with("dimension", settings.dimension().word())
                .withOptional("interpolation", settings.resampling().map(SettingsJson::write))
                .with("rounding", settings.rounding())
                .withOptional("atLeast", bound(settings.range().map(Range::low)))
                .withOptional("atMost", bound(settings.range().map(Range::high)))
                .withOptional("sigmas", settings.sigmas().map(Json::of))
                .with("discretisation", write(settings.discretisation()))
                .withOptional("volumeHistogram", settings.volumeHistogram().map(SettingsJson::write))
                .build();
    }

    /// Reads the JSON form.
    ///
    /// @throws JsonException when it is not settings of this version
    public static Settings read(Json json) {
        Json.Obj in = only(
                json,
                "radiomics",
                "dimension",
                "interpolation",
                "rounding",
                "atLeast",
                "atMost",
                "sigmas",
                "discretisation",
                "volumeHistogram");
        if (in.integer("radiomics") != SettingsDocument.VERSION) {
            throw new JsonException("these are not radiomics settings of version " + SettingsDocument.VERSION);
        }
        try {
            return new Settings(
                    word(in.text("dimension"), Settings.Dimension.values(), Settings.Dimension::word),
                    in.find("interpolation").map(SettingsJson::readResample),
                    in.get("rounding").asFlag(),
                    Optional.of(new Range(
                            in.find("atLeast").map(Json::asNumber).orElse(Double.NEGATIVE_INFINITY),
                            in.find("atMost").map(Json::asNumber).orElse(Double.POSITIVE_INFINITY))),
                    in.find("sigmas").map(Json::asNumber),
                    readDiscretisation(in.get("discretisation")),
                    in.find("volumeHistogram").map(SettingsJson::readDiscretisation));
        } catch (IllegalArgumentException e) {
            throw new JsonException("the settings are not valid: " + e.getMessage());
        }
    }

    private static Optional<Json> bound(Optional<Double> intensity) {
        return intensity.filter(Double::isFinite).map(Json::of);
    }

    private static Json write(Settings.Resample resample) {
        return Json.object()
                .with("columns", resample.column())
                .with("rows", resample.row())
                .withOptional("slices", resample.slice().map(Json::of))
                .with("image", resample.image().word())
                .with("mask", resample.mask().word())
                .build();
    }

    private static Settings.Resample readResample(Json json) {
        Json.Obj in = only(json, "columns", "rows", "slices", "image", "mask");
        return new Settings.Resample(
                in.number("columns"),
                in.number("rows"),
                in.find("slices").map(Json::asNumber),
                word(in.text("image"), Interpolation.values(), Interpolation::word),
                word(in.text("mask"), Interpolation.values(), Interpolation::word));
    }

    private static Json write(Discretisation discretisation) {
        return switch (discretisation) {
            case Discretisation.FixedNumber(int bins) ->
                Json.object().with("bins", bins).build();
            case Discretisation.FixedSize(double width) ->
                Json.object().with("width", width).build();
            case Discretisation.AlignedSize(double width) ->
                Json.object().with("alignedWidth", width).build();
        };
    }

    private static Discretisation readDiscretisation(Json json) {
        Json.Obj in = only(json, "bins", "width", "alignedWidth");
        if (in.members().size() != 1) {
            throw new JsonException("a discretisation has either bins or a width");
        }
        if (in.find("bins").isPresent()) {
            // A number beyond an int is beyond the levels too, and refused there.
            return new Discretisation.FixedNumber(Math.clamp(in.integer("bins"), 0, Integer.MAX_VALUE));
        }
        return in.find("width").isPresent()
                ? new Discretisation.FixedSize(in.number("width"))
                : new Discretisation.AlignedSize(in.number("alignedWidth"));
    }

    private static <T> T word(String text, T[] choices, Function<T, String> word) {
        return Arrays.stream(choices)
                .filter(choice -> word.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> new JsonException("unknown word in the settings"));
    }

    private static Json.Obj only(Json json, String... names) {
        Json.Obj in = json.asObject();
        if (!Set.of(names).containsAll(in.members().keySet())) {
            throw new JsonException("the settings have an unknown member");
        }
        return in;
    }
}
