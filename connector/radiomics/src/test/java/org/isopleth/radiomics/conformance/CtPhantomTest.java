package org.isopleth.radiomics.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.radiomics.read.ReferenceImages;
import org.junit.jupiter.api.Test;

/// IBSI's CT phantom, a lung tumour: the reference values of configurations A to E, from NIfTI and from
/// DICOM with its structure set alike.
class CtPhantomTest {
    @Test
    void all_1322_reference_values_are_met_from_both_kinds_of_files() {
        CtPhantom phantom = new CtPhantom(ReferenceImages.at("ibsi1"));
        ConformanceReport report = ConformanceReport.of(phantom, ReferenceImages.LIMITS);
        report.ctPhantom()
                .forEach((configuration, forms) -> forms.forEach(
                        (form, found) -> assertEquals(List.of(), found.failures(), configuration + " from " + form)));
        assertEquals(
                "{\"ctPhantom\":{\"A\":{\"passed\":346,\"total\":346},\"B\":{\"passed\":346,\"total\":346},"
                        + "\"C\":{\"passed\":210,\"total\":210},\"D\":{\"passed\":210,\"total\":210},"
                        + "\"E\":{\"passed\":210,\"total\":210}},"
                        + "\"digitalPhantom\":{\"passed\":482,\"total\":482}}",
                CanonicalJson.text(report.json()));
        assertEquals(
                List.of("9CMM", "BRI8", "IQYR", "SWZ1", "ZH1A"),
                report.withoutConsensus().stream()
                        .map(value -> value.feature().id())
                        .sorted()
                        .toList());
    }

    @Test
    void a_value_that_one_kind_of_files_misses_is_not_passed() {
        ReferenceValue one = new ReferenceValue("RNU0", "n/a", 556, 4, "strong");
        Conformance met = new Conformance(2, List.of());
        Conformance missed = new Conformance(1, List.of(new Conformance.Failure(one, 600)));
        ConformanceReport report = new ConformanceReport(
                met,
                Map.of(CtPhantom.Configuration.C, Map.of(CtPhantom.Form.NIFTI, met, CtPhantom.Form.DICOM, missed)),
                List.of());
        assertEquals(new ConformanceReport.Count(1, 2), report.count(CtPhantom.Configuration.C));
        assertEquals(
                "not met, CT phantom C from DICOM: RNU0 (n/a) is 600.000, not 556.0 ± 4.0",
                report.lines().getLast());
    }
}
