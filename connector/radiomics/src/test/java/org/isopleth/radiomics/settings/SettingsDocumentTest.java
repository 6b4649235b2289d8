package org.isopleth.radiomics.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.ontology.document.Document;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings as YAML and as canonical JSON, and the digest they are known by.
class SettingsDocumentTest {
    @Test
    void what_is_written_reads_back_equal() {
        Random random = new Random(20260301);
        for (int k = 0; k < 2000; k++) {
            Settings settings = RandomSettings.of(random);
            assertEquals(settings, read(SettingsDocument.write(settings)));
            assertEquals(
                    settings,
                    SettingsJson.read(CanonicalJson.parseCanonical(CanonicalJson.bytes(SettingsJson.write(settings)))));
        }
    }

    @Test
    void the_digest_differs_when_any_field_differs() {
        Settings.Resample resample =
                new Settings.Resample(2, 2, Optional.of(2.0), Interpolation.LINEAR, Interpolation.LINEAR);
        List<Settings> all = List.of(
                settings(Optional.of(resample), false, Optional.of(new Range(-500, 400)), Optional.of(3.0), 32),
                settings(Optional.empty(), false, Optional.of(new Range(-500, 400)), Optional.of(3.0), 32),
                settings(Optional.of(resample), true, Optional.of(new Range(-500, 400)), Optional.of(3.0), 32),
                settings(Optional.of(resample), false, Optional.empty(), Optional.of(3.0), 32),
                settings(Optional.of(resample), false, Optional.of(new Range(-501, 400)), Optional.of(3.0), 32),
                settings(Optional.of(resample), false, Optional.of(new Range(-500, 401)), Optional.of(3.0), 32),
                settings(
                        Optional.of(resample),
                        false,
                        Optional.of(new Range(-500, Double.POSITIVE_INFINITY)),
                        Optional.of(3.0),
                        32),
                settings(
                        Optional.of(resample),
                        false,
                        Optional.of(new Range(Double.NEGATIVE_INFINITY, 400)),
                        Optional.of(3.0),
                        32),
                settings(Optional.of(resample), false, Optional.of(new Range(-500, 400)), Optional.empty(), 32),
                settings(Optional.of(resample), false, Optional.of(new Range(-500, 400)), Optional.of(2.0), 32),
                settings(Optional.of(resample), false, Optional.of(new Range(-500, 400)), Optional.of(3.0), 33),
                resampled(new Settings.Resample(3, 2, Optional.of(2.0), Interpolation.LINEAR, Interpolation.LINEAR)),
                resampled(new Settings.Resample(2, 3, Optional.of(2.0), Interpolation.LINEAR, Interpolation.LINEAR)),
                resampled(new Settings.Resample(2, 2, Optional.of(3.0), Interpolation.LINEAR, Interpolation.LINEAR)),
                resampled(new Settings.Resample(2, 2, Optional.empty(), Interpolation.LINEAR, Interpolation.LINEAR)),
                resampled(new Settings.Resample(2, 2, Optional.of(2.0), Interpolation.NEAREST, Interpolation.LINEAR)),
                resampled(new Settings.Resample(2, 2, Optional.of(2.0), Interpolation.LINEAR, Interpolation.NEAREST)),
                histogram(Settings.Dimension.BY_SLICE, new Discretisation.FixedNumber(32), Optional.empty()),
                histogram(Settings.Dimension.IN_SPACE, new Discretisation.FixedNumber(32), Optional.empty()),
                histogram(Settings.Dimension.IN_SPACE, new Discretisation.FixedSize(32), Optional.empty()),
                histogram(Settings.Dimension.IN_SPACE, new Discretisation.AlignedSize(32), Optional.empty()),
                histogram(
                        Settings.Dimension.IN_SPACE,
                        new Discretisation.FixedNumber(32),
                        Optional.of(new Discretisation.FixedNumber(32))),
                histogram(
                        Settings.Dimension.IN_SPACE,
                        new Discretisation.FixedNumber(32),
                        Optional.of(new Discretisation.FixedSize(32))));
        Set<Digest> digests = new HashSet<>();
        all.forEach(settings -> digests.add(SettingsJson.digest(settings)));
        assertEquals(all.size(), digests.size());
    }

    /// SHA-256 of the canonical JSON written by hand. One of them changes only when values already stored under
    /// it can no longer be compared.
    @ParameterizedTest
    @CsvSource({
        "A, b5125af88dd498ad3f02a9dca2830d46702b2de8d8a38924dce9f56e62c65c0d",
        "B, 3ca7c3dfec7a64639e3a146d6186df88c66775cd1fc9b179d48087256570aff2",
        "C, 181585e37e8af3c232016d7f5db269935b80fc4bc00ba65e261a8d705fabd595",
        "D, 7ab6ec8b0bfd059aef390d457cab150500e80e4a31b7932efa1fb849f96db948",
        "E, 6b0fcb13240aafe7445fd5f8574e3a2d853f7b703096f9797cc817134e20de53",
    })
    void the_digests_of_the_examples_stay(String configuration, String digest) {
        assertEquals(
                digest, SettingsJson.digest(ExampleSettings.ibsi(configuration)).hex());
    }

    @Test
    void the_digest_covers_meaning_not_layout() {
        Settings brief = read("""
            radiomics: 1
            dimension: in-space
            interpolation: {columns: 1, rows: 1, image: linear}
            discretisation: {width: 25}
            """);
        Settings long_ = read("""
            # The same.
            discretisation:
              width: 2.50e1
            re-segmentation: {}
            rounding: false
            interpolation: {mask: linear, image: linear, rows: 1.0, columns: 1.00}
            dimension: "in-space"
            radiomics: 1
            """);
        assertEquals(SettingsJson.digest(brief), SettingsJson.digest(long_));
        assertNotEquals(SettingsJson.digest(brief), SettingsJson.digest(ExampleSettings.ibsi("A")));
    }

    @Test
    void every_problem_is_told_at_once_with_its_place() {
        DocumentException refused = assertThrows(DocumentException.class, () -> read("""
            radiomics: 2
            dimension: 3d
            interpolation: {columns: 0, rows: two, image: cubic}
            resegmentation: {}
            re-segmentation: {at-least: 4, at-most: 3, sigmas: 0}
            discretisation: {bins: 32, width: 25}
            volume-histogram: {bins: 4097}
            """));
        assertEquals("""
            test:1:12: expected a whole number from 1 to 1, found '2'
            test:2:12: expected one of by-slice, in-space; found '3d'
            test:3:26: a spacing is from 0.01 to 1000 mm
            test:3:35: expected a number, found 'two'
            test:3:47: expected one of nearest, linear, cubic-spline; found 'cubic'
            test:4:1: unknown key 'resegmentation'; known keys: radiomics, dimension, interpolation, rounding, \
            re-segmentation, discretisation, volume-histogram
            test:5:18: at-least is above at-most: nothing would be left
            test:5:52: expected a number above 0
            test:6:17: expected one of 'bins', their number, and 'width' or 'aligned-width', their size
            test:7:26: expected a whole number from 1 to 4096, found '4097'\
            """, refused.getMessage());
    }

    @Test
    void what_is_missing_is_told() {
        DocumentException refused =
                assertThrows(DocumentException.class, () -> read("interpolation: {slices: 1}\nvolume-histogram: {}\n"));
        assertEquals("""
            test:1:1: missing key 'dimension'
            test:1:1: missing key 'discretisation'
            test:1:1: missing key 'radiomics'
            test:1:16: missing key 'columns'
            test:1:16: missing key 'image'
            test:1:16: missing key 'rows'
            test:2:19: expected one of 'bins', their number, and 'width' or 'aligned-width', their size\
            """, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"radiomics\":2,\"dimension\":\"in-space\",\"rounding\":false,\"discretisation\":{\"bins\":2}}",
                "{\"radiomics\":1,\"dimension\":\"space\",\"rounding\":false,\"discretisation\":{\"bins\":2}}",
                "{\"radiomics\":1,\"dimension\":\"in-space\",\"discretisation\":{\"bins\":2}}",
                "{\"radiomics\":1,\"dimension\":\"in-space\",\"rounding\":false,\"discretisation\":{\"bins\":0}}",
                "{\"radiomics\":1,\"dimension\":\"in-space\",\"rounding\":false,\"discretisation\":{\"bins\":1e10}}",
                "{\"radiomics\":1,\"dimension\":\"in-space\",\"rounding\":false,\"discretisation\":{}}",
                "{\"radiomics\":1,\"dimension\":\"in-space\",\"rounding\":false,\"discretisation\":{\"bins\":2},\"x\":1}",
                "{\"radiomics\":1,\"dimension\":\"in-space\",\"rounding\":false,\"discretisation\":{\"bins\":2},\"sigmas\":0}",
            })
    void json_that_is_no_settings_is_refused(String json) {
        assertThrows(JsonException.class, () -> SettingsJson.read(CanonicalJson.parse(json)));
    }

    private static Settings read(String yaml) {
        return Document.parse("test", yaml, SettingsDocument::read);
    }

    private static Settings resampled(Settings.Resample resample) {
        return settings(Optional.of(resample), false, Optional.of(new Range(-500, 400)), Optional.of(3.0), 32);
    }

    private static Settings settings(
            Optional<Settings.Resample> resample,
            boolean rounding,
            Optional<Range> range,
            Optional<Double> sigmas,
            int bins) {
        return new Settings(
                Settings.Dimension.IN_SPACE,
                resample,
                rounding,
                range,
                sigmas,
                new Discretisation.FixedNumber(bins),
                Optional.empty());
    }

    private static Settings histogram(
            Settings.Dimension dimension, Discretisation discretisation, Optional<Discretisation> histogram) {
        return new Settings(
                dimension, Optional.empty(), false, Optional.empty(), Optional.empty(), discretisation, histogram);
    }
}
