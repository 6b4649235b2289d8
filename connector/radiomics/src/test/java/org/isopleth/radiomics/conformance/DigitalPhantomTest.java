package org.isopleth.radiomics.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Settings;
import org.junit.jupiter.api.Test;

/// IBSI's digital phantom: 482 values on which the teams agreed, and five without consensus.
class DigitalPhantomTest {
    @Test
    void all_482_reference_values_are_met() {
        Conformance found = Conformance.ofDigitalPhantom();
        assertEquals(List.of(), found.failures());
        assertEquals(482, found.total());
    }

    @Test
    void a_value_outside_its_tolerance_is_not_met() {
        ReferenceValue volume = new ReferenceValue("RNU0", "n/a", 556, 4, "very strong");
        assertTrue(volume.isMetBy(560));
        assertFalse(volume.isMetBy(560.1));
        assertFalse(volume.isMetBy(Double.NaN));
        ReferenceValue exact = new ReferenceValue("Q4LE", "n/a", 2.15, 0, "very strong");
        assertTrue(exact.isMetBy(2.1486));
        assertFalse(exact.isMetBy(2.1449));
    }

    @Test
    void every_family_gives_the_number_of_values_that_IBSI_counts() {
        List<Measurement> bySlice =
                Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.BY_SLICE));
        List<Measurement> inSpace =
                Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.IN_SPACE));
        // 79 without aggregation, 4 × 41 by direction, 2 × 54 by zone; in space half of them.
        assertEquals(351, bySlice.size());
        assertEquals(215, inSpace.size());
        assertEquals(174, inSpace.stream().map(Measurement::feature).distinct().count(), "IBSI 1 has 174 features");
    }

    @Test
    void the_five_values_without_consensus_are_measured_too() {
        List<Measurement> measured =
                Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.IN_SPACE));
        for (String id : List.of("ZH1A", "IQYR", "SWZ1", "BRI8", "9CMM")) {
            double value = measured.stream()
                    .filter(measurement -> measurement.feature().id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .value();
            assertTrue(value > 0 && value < 3, id + " is " + value);
        }
    }

    @Test
    void every_feature_says_what_it_is() {
        List<Measurement> measured =
                Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.IN_SPACE));
        List<? extends Feature<?>> features =
                measured.stream().map(Measurement::feature).distinct().toList();
        for (Feature<?> feature : features) {
            assertTrue(feature.code().matches("[0-9A-Z]{4}"), feature.code());
            assertEquals(Feature.ONTOLOGY + feature.code(), feature.iri());
            assertFalse(feature.name().isBlank());
            assertFalse(feature.unit().isBlank());
            assertFalse(feature.formula().isBlank());
            assertFalse(feature.degenerate().isBlank());
        }
        assertEquals(
                features.size(),
                features.stream().map(Feature::id).collect(Collectors.toSet()).size(),
                "ids tell features apart");
    }
}
