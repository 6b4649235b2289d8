package org.isopleth.connector.passport;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.conformance.Conformance;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;

/// What this software measured on IBSI's digital phantom on this machine. Two sites of equal passports measure
/// the phantom alike, to the last bit. Immutable, thread-safe.
///
/// @param software name and version of what measured
/// @param passed reference values that were met
/// @param total reference values there are
/// @param values digest of every measured value, each by feature and aggregation
public record Passport(String software, int passed, int total, Digest values) {

    /// Measures the phantom; about a second.
    public static Passport measure(String software) {
        Region phantom = DigitalPhantom.region();
        List<Measurement> measured =
                new ArrayList<>(Extraction.measure(phantom, DigitalPhantom.settings(Settings.Dimension.BY_SLICE)));
        measured.addAll(Extraction.measure(phantom, DigitalPhantom.settings(Settings.Dimension.IN_SPACE)));
        Conformance conformance = Conformance.of(measured, Conformance.digitalPhantomValues());
        List<Json> values = measured.stream()
                .<Json>map(one -> Json.object()
                        .with("feature", one.feature().id())
                        .with("aggregation", one.aggregation().word())
                        .with("value", Double.toString(one.value()))
                        .build())
                .toList();
        Digest digest =
                CanonicalJson.digest(Json.object().with("values", values).build());
        return new Passport(software, conformance.passed(), conformance.total(), digest);
    }

    /// Whether every reference value was met: otherwise no feature of this machine may be used.
    public boolean isSound() {
        return total > 0 && passed == total;
    }

    /// By which passports are compared.
    public Digest digest() {
        return CanonicalJson.digest(json());
    }

    Json.Obj json() {
        return Json.object()
                .with("passport", 1)
                .with("software", software)
                .with("passed", passed)
                .with("total", total)
                .with("values", values.hex())
                .build();
    }

    static Passport read(Json.Obj json) {
        return new Passport(
                json.text("software"), json.count("passed"), json.count("total"), new Digest(json.text("values")));
    }

    /// One line for people.
    public String line() {
        return software + ": " + passed + " of " + total + " IBSI reference values, passport "
                + digest().hex().substring(0, 12);
    }
}
