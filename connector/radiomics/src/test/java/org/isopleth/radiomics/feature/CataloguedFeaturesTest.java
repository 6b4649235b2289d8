package org.isopleth.radiomics.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.ontology.FeatureCatalogue;
import org.isopleth.ontology.FeatureDefinition;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.junit.jupiter.api.Test;

/// A study may ask for what the catalogue lists; what is measured must be the same, both ways.
class CataloguedFeaturesTest {
    private record Described(String name, String unit, String iri, Set<String> aggregations) {}

    @Test
    void whatIsMeasuredIsWhatTheCatalogueListsWithTheSameNamesUnitsAndAggregations() {
        Map<String, Described> measured = new LinkedHashMap<>();
        for (Measurement measurement : bySliceAndInSpace()) {
            Feature<?> feature = measurement.feature();
            Described described = measured.computeIfAbsent(
                    feature.id(),
                    _ -> new Described(feature.name(), feature.unit(), feature.iri(), new LinkedHashSet<>()));
            if (measurement.aggregation() != Aggregation.NONE) {
                described.aggregations().add(measurement.aggregation().word());
            }
        }
        Map<String, Described> listed = new LinkedHashMap<>();
        for (FeatureDefinition feature : FeatureCatalogue.bundled().features()) {
            listed.put(
                    feature.id(),
                    new Described(
                            feature.name(),
                            feature.unit().code(),
                            feature.iri(),
                            new LinkedHashSet<>(feature.aggregations())));
        }
        assertEquals(174, measured.size());
        assertEquals(measured, listed);
        assertEquals(List.copyOf(measured.keySet()), List.copyOf(listed.keySet()), "in the manual's order");
    }

    private static List<Measurement> bySliceAndInSpace() {
        return Stream.of(Settings.Dimension.values())
                .flatMap(dimension ->
                        Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(dimension)).stream())
                .toList();
    }
}
