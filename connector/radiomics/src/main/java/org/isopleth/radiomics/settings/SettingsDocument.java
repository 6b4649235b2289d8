package org.isopleth.radiomics.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentNode;
import org.isopleth.ontology.document.DocumentObject;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Settings;

/// Settings as people write them, in YAML; `docs/reference/radiomics-settings.md` lists the keys.
///
/// ```yaml
/// radiomics: 1
/// dimension: in-space
/// interpolation: {columns: 2, rows: 2, slices: 2, image: linear}
/// rounding: true
/// re-segmentation: {at-least: -1000, at-most: 400}
/// discretisation: {width: 25}
/// volume-histogram: {width: 2.5}
/// ```
///
/// Stateless, thread-safe.
public final class SettingsDocument {
    /// The version of the format.
    public static final int VERSION = 1;

    /// How the mask is interpolated when the document does not say.
    static final Interpolation MASK = Interpolation.LINEAR;

    private SettingsDocument() {}

    /// Reads a file.
    ///
    /// @throws DocumentException with every problem found, in reading order
    public static Settings read(Path file) {
        return Document.read(file, SettingsDocument::read);
    }

    /// Reads settings that are part of another document. A problem is noted, and refuses that document in the
    /// end; what is returned until then holds placeholders.
    public static Settings read(DocumentNode node) {
        DocumentObject in = node.object(
                        "radiomics",
                        "dimension",
                        "interpolation",
                        "rounding",
                        "re-segmentation",
                        "discretisation",
                        "volume-histogram")
                .requiring("radiomics", "dimension", "discretisation");
        part(in, "radiomics", version -> version.integer(1, VERSION));
        Optional<Resegmentation> left = part(in, "re-segmentation", SettingsDocument::resegmentation);
        return new Settings(
                part(in, "dimension", SettingsDocument::dimension).orElse(Settings.Dimension.IN_SPACE),
                part(in, "interpolation", SettingsDocument::resample),
                part(in, "rounding", DocumentNode::flag).orElse(false),
                left.flatMap(Resegmentation::range),
                left.flatMap(Resegmentation::sigmas),
                part(in, "discretisation", SettingsDocument::discretisation).orElse(new Discretisation.FixedNumber(1)),
                part(in, "volume-histogram", SettingsDocument::discretisation));
    }

    /// The document that reads back as `settings`.
    public static String write(Settings settings) {
        StringBuilder out = new StringBuilder();
        line(out, "radiomics", number(VERSION));
        line(out, "dimension", settings.dimension().word());
        settings.resampling().ifPresent(resample -> line(out, "interpolation", resample(resample)));
        line(out, "rounding", String.valueOf(settings.rounding()));
        resegmentation(settings).ifPresent(members -> line(out, "re-segmentation", members));
        line(out, "discretisation", discretisation(settings.discretisation()));
        settings.volumeHistogram().ifPresent(bins -> line(out, "volume-histogram", discretisation(bins)));
        return out.toString();
    }

    /// What re-segmentation leaves.
    private record Resegmentation(Optional<Range> range, Optional<Double> sigmas) {}

    private static <T> Optional<T> part(DocumentObject in, String key, Function<DocumentNode, T> reader) {
        return in.optional(key).flatMap(node -> node.attempt(reader));
    }

    private static Settings.Dimension dimension(DocumentNode node) {
        return node.oneOf(List.of(Settings.Dimension.values()), Settings.Dimension::word);
    }

    private static Interpolation interpolation(DocumentNode node) {
        return node.oneOf(List.of(Interpolation.values()), Interpolation::word);
    }

    private static Settings.Resample resample(DocumentNode node) {
        DocumentObject in =
                node.object("columns", "rows", "slices", "image", "mask").requiring("columns", "rows", "image");
        return new Settings.Resample(
                part(in, "columns", SettingsDocument::spacing).orElse(1.0),
                part(in, "rows", SettingsDocument::spacing).orElse(1.0),
                part(in, "slices", SettingsDocument::spacing),
                part(in, "image", SettingsDocument::interpolation).orElse(MASK),
                part(in, "mask", SettingsDocument::interpolation).orElse(MASK));
    }

    private static double spacing(DocumentNode node) {
        double mm = node.number();
        if (!Settings.Resample.isSpacing(mm)) {
            throw node.problem("a spacing is from " + number(Settings.Resample.LEAST) + " to "
                    + number(Settings.Resample.MOST) + " mm");
        }
        return mm;
    }

    private static Resegmentation resegmentation(DocumentNode node) {
        DocumentObject in = node.object("at-least", "at-most", "sigmas");
        double low = part(in, "at-least", DocumentNode::number).orElse(Double.NEGATIVE_INFINITY);
        double high = part(in, "at-most", DocumentNode::number).orElse(Double.POSITIVE_INFINITY);
        Optional<Double> sigmas = part(in, "sigmas", SettingsDocument::aboveZero);
        if (low > high) {
            throw node.problem("at-least is above at-most: nothing would be left");
        }
        return new Resegmentation(Optional.of(new Range(low, high)), sigmas);
    }

    private static double aboveZero(DocumentNode node) {
        double value = node.number();
        if (!(value > 0)) {
            throw node.problem("expected a number above 0");
        }
        return value;
    }

    private static Discretisation discretisation(DocumentNode node) {
        DocumentObject in = node.object("bins", "width", "aligned-width");
        Optional<Discretisation> bins = part(
                in,
                "bins",
                number -> new Discretisation.FixedNumber((int) number.integer(1, Discretisation.MAX_LEVELS)));
        Optional<Discretisation> width = part(in, "width", number -> new Discretisation.FixedSize(aboveZero(number)));
        Optional<Discretisation> aligned =
                part(in, "aligned-width", number -> new Discretisation.AlignedSize(aboveZero(number)));
        if (Stream.of("bins", "width", "aligned-width").filter(in::has).count() != 1) {
            throw node.problem("expected one of 'bins', their number, and 'width' or 'aligned-width', their size");
        }
        return bins.or(() -> width).or(() -> aligned).orElse(new Discretisation.FixedNumber(1));
    }

    private static void line(StringBuilder out, String key, String value) {
        out.append(key).append(": ").append(value).append('\n');
    }

    private static String resample(Settings.Resample resample) {
        return "{columns: " + number(resample.column())
                + ", rows: " + number(resample.row())
                + resample.slice().map(mm -> ", slices: " + number(mm)).orElse("")
                + ", image: " + resample.image().word()
                + ", mask: " + resample.mask().word() + "}";
    }

    private static Optional<String> resegmentation(Settings settings) {
        StringBuilder members = new StringBuilder();
        settings.range()
                .map(Range::low)
                .filter(Double::isFinite)
                .ifPresent(low -> members.append(", at-least: ").append(number(low)));
        settings.range()
                .map(Range::high)
                .filter(Double::isFinite)
                .ifPresent(high -> members.append(", at-most: ").append(number(high)));
        settings.sigmas().ifPresent(sigmas -> members.append(", sigmas: ").append(number(sigmas)));
        return members.isEmpty() ? Optional.empty() : Optional.of("{" + members.substring(2) + "}");
    }

    private static String discretisation(Discretisation discretisation) {
        return switch (discretisation) {
            case Discretisation.FixedNumber(int bins) -> "{bins: " + bins + "}";
            case Discretisation.FixedSize(double width) -> "{width: " + number(width) + "}";
            case Discretisation.AlignedSize(double width) -> "{aligned-width: " + number(width) + "}";
        };
    }

    /// The shortest decimal that is this double again, as canonical JSON writes it.
    private static String number(double value) {
        return CanonicalJson.text(Json.of(value));
    }
}
