package org.isopleth.radiomics.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.read.ReadLimits;

/// How this program answers every reference value of IBSI 1. Immutable, thread-safe.
///
/// @param digitalPhantom its 482 values
/// @param ctPhantom for each configuration, each form of the files; empty without the data
/// @param withoutConsensus values on which the teams did not agree, measured in the digital phantom: they
///     can be neither passed nor failed
public record ConformanceReport(
        Conformance digitalPhantom,
        Map<CtPhantom.Configuration, Map<CtPhantom.Form, Conformance>> ctPhantom,
        List<Measurement> withoutConsensus) {
    /// Features without a reference value in IBSI: the densities of the oriented box and of the enclosing
    /// ellipsoid, and the area under the intensity-volume histogram.
    private static final Set<String> NO_CONSENSUS = Set.of("ZH1A", "IQYR", "SWZ1", "BRI8", "9CMM");

    public ConformanceReport {
        ctPhantom = Map.copyOf(ctPhantom);
        withoutConsensus = List.copyOf(withoutConsensus);
    }

    /// Measures the digital phantom alone.
    public static ConformanceReport ofDigitalPhantom() {
        return new ConformanceReport(Conformance.ofDigitalPhantom(), Map.of(), withoutReference());
    }

    /// Measures both phantoms.
    ///
    /// @throws org.isopleth.radiomics.read.UnreadableException when an image is not there or damaged
    /// @throws org.isopleth.ontology.table.TableException when the table of values is
    public static ConformanceReport of(CtPhantom phantom, ReadLimits limits) {
        Map<CtPhantom.Configuration, List<ReferenceValue>> references = phantom.references();
        Map<CtPhantom.Configuration, Map<CtPhantom.Form, Conformance>> found =
                new EnumMap<>(CtPhantom.Configuration.class);
        for (CtPhantom.Form form : CtPhantom.Form.values()) {
            CtPhantom.Tumour tumour = phantom.read(form, limits);
            references.forEach((configuration, values) -> found.computeIfAbsent(
                            configuration, c -> new EnumMap<>(CtPhantom.Form.class))
                    .put(form, measured(tumour, configuration.settings(), values)));
        }
        return new ConformanceReport(Conformance.ofDigitalPhantom(), found, withoutReference());
    }

    private static Conformance measured(CtPhantom.Tumour tumour, Settings settings, List<ReferenceValue> values) {
        Region region = Region.of(tumour.image(), tumour.mask(), settings);
        return Conformance.of(Extraction.measure(region, settings), values);
    }

    private static List<Measurement> withoutReference() {
        return Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.IN_SPACE))
                .stream()
                .filter(measurement ->
                        NO_CONSENSUS.contains(measurement.feature().id()))
                .toList();
    }

    /// Passed and total.
    ///
    /// @param passed values that were met
    /// @param total all of them
    public record Count(int passed, int total) {
        static Count of(Conformance one) {
            return new Count(one.passed(), one.total());
        }

        private Json json() {
            return Json.object().with("passed", passed).with("total", total).build();
        }
    }

    /// A configuration's values, of which one is passed only when it is met from every form of the files.
    public Count count(CtPhantom.Configuration configuration) {
        Map<CtPhantom.Form, Conformance> forms = ctPhantom.getOrDefault(configuration, Map.of());
        Set<String> failed = new HashSet<>();
        int total = 0;
        for (Conformance one : forms.values()) {
            total = one.total();
            one.failures().forEach(failure -> failed.add(key(failure.reference())));
        }
        return new Count(total - failed.size(), total);
    }

    private static String key(ReferenceValue value) {
        return value.feature() + " " + value.aggregation();
    }

    /// Whether every value was met.
    public boolean isConformant() {
        return digitalPhantom.failures().isEmpty()
                && ctPhantom.keySet().stream().map(this::count).allMatch(count -> count.passed() == count.total());
    }

    /// `{"digitalPhantom":{"passed","total"},"ctPhantom":{"A":{"passed","total"},…}}`.
    public Json json() {
        Json.Builder configurations = Json.object();
        for (CtPhantom.Configuration configuration : CtPhantom.Configuration.values()) {
            if (ctPhantom.containsKey(configuration)) {
                configurations.with(configuration.name(), count(configuration).json());
            }
        }
        return Json.object()
                .with("digitalPhantom", Count.of(digitalPhantom).json())
                .with("ctPhantom", configurations.build())
                .build();
    }

    /// A table for people, and below it every value that was not met.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("phantom          files    met  of");
        lines.add(line("digital", "built in", digitalPhantom));
        List<String> failures = new ArrayList<>(failures("digital phantom", digitalPhantom));
        for (CtPhantom.Configuration configuration : CtPhantom.Configuration.values()) {
            Map<CtPhantom.Form, Conformance> forms = ctPhantom.getOrDefault(configuration, Map.of());
            forms.forEach((form, one) -> {
                String files = form == CtPhantom.Form.NIFTI ? "NIfTI" : "DICOM";
                lines.add(line("CT, " + configuration, files, one));
                failures.addAll(failures("CT phantom " + configuration + " from " + files, one));
            });
        }
        for (Measurement value : withoutConsensus) {
            lines.add("no consensus, digital phantom: %s %s = %.4g"
                    .formatted(value.feature().id(), value.feature().name(), value.value()));
        }
        lines.addAll(failures);
        return lines;
    }

    private static String line(String phantom, String files, Conformance one) {
        return "%-16s %-8s %4d %4d".formatted(phantom, files, one.passed(), one.total());
    }

    private static List<String> failures(String where, Conformance one) {
        return one.failures().stream()
                .map(failure -> "not met, %s: %s (%s) is %.6g, not %.4g ± %.2g"
                        .formatted(
                                where,
                                failure.reference().feature(),
                                failure.reference().aggregation(),
                                failure.measured(),
                                failure.reference().value(),
                                failure.reference().tolerance()))
                .toList();
    }
}
