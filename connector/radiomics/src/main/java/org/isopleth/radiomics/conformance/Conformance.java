package org.isopleth.radiomics.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;

/// Which reference values measured features meet. Immutable, thread-safe.
///
/// @param passed reference values that were met
/// @param failures the others, with what was measured; NaN when the feature was not measured at all
public record Conformance(int passed, List<Failure> failures) {
    private static final String PHANTOM = "digital-phantom.csv";

    public Conformance {
        failures = List.copyOf(failures);
    }

    /// A reference value that was not met.
    ///
    /// @param reference the value
    /// @param measured what was measured instead
    public record Failure(ReferenceValue reference, double measured) {}

    /// How many reference values there are.
    public int total() {
        return passed + failures.size();
    }

    /// Compares measurements with reference values.
    public static Conformance of(List<Measurement> measured, List<ReferenceValue> references) {
        Map<String, Double> values = new HashMap<>();
        for (Measurement measurement : measured) {
            values.put(key(measurement.feature().id(), measurement.aggregation().word()), measurement.value());
        }
        int passed = 0;
        List<Failure> failures = new ArrayList<>();
        for (ReferenceValue reference : references) {
            double value = values.getOrDefault(key(reference.feature(), reference.aggregation()), Double.NaN);
            if (reference.isMetBy(value)) {
                passed++;
            } else {
                failures.add(new Failure(reference, value));
            }
        }
        return new Conformance(passed, failures);
    }

    private static String key(String feature, String aggregation) {
        return feature + " " + aggregation;
    }

    /// Measures IBSI's digital phantom, which is built in, and compares all 482 reference values.
    public static Conformance ofDigitalPhantom() {
        Region phantom = DigitalPhantom.region();
        List<Measurement> measured =
                new ArrayList<>(Extraction.measure(phantom, DigitalPhantom.settings(Settings.Dimension.BY_SLICE)));
        measured.addAll(Extraction.measure(phantom, DigitalPhantom.settings(Settings.Dimension.IN_SPACE)));
        return of(measured, digitalPhantomValues());
    }

    /// The reference values of the digital phantom.
    public static List<ReferenceValue> digitalPhantomValues() {
        InputStream resource = Conformance.class.getResourceAsStream(PHANTOM);
        if (resource == null) {
            throw new IllegalStateException("the reference values are missing from the program");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Conformance::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the reference values cannot be read", e);
        }
    }

    private static ReferenceValue read(String line) {
        String[] cells = line.split(";", -1);
        return new ReferenceValue(
                cells[0], cells[1], Double.parseDouble(cells[2]), Double.parseDouble(cells[3]), cells[4]);
    }
}
