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
import org.isopleth.study.Passport;

/// Measures IBSI's digital phantom, by slice and in space, as it measures patients' images. Stateless, thread-safe.
public final class PassportMeasurement {
    private PassportMeasurement() {}

    /// This machine's passport; about a second.
    ///
    /// @param software name and version of what measures
    public static Passport of(String software) {
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
}
