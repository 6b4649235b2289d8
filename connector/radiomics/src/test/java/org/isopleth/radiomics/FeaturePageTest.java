package org.isopleth.radiomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Settings;
import org.junit.jupiter.api.Test;

/// docs/reference/radiomics-features.md is what the code says of its features.
class FeaturePageTest {
    private static final String OPENING = """
        # Radiomic features

        Every feature that `isopleth radiomics extract` measures, as the code defines it: this page is generated,
        and a test fails when it differs from the code. All reference values of IBSI 1 are met.

        Source: Zwanenburg et al., *Image biomarker standardisation initiative*, reference manual
        (arXiv:1612.07003v11; Radiology 2020;295:328-338, doi:10.1148/radiol.2020191145); the section of the
        manual stands with each feature. `[i]` is the unit of the image's intensities, other units are UCUM.
        *Degenerate* says what a feature is where its formula has no value, as in a region that is flat or of one
        voxel; of several clauses that hold the last is right. `ro:` is the Radiomics Ontology,
        `http://www.radiomics.org/RO/`.
        """;

    @Test
    void the_page_is_what_the_code_says() throws IOException {
        Path root = Path.of(System.getProperty("isopleth.root", "."));
        Path page = root.resolve("docs/reference/radiomics-features.md");
        String expected = page();
        String found = Files.exists(page) ? Files.readString(page) : "";
        if (!found.equals(expected)) {
            Files.writeString(root.resolve("connector/radiomics/target/radiomics-features.md"), expected);
        }
        assertEquals(
                expected,
                found,
                "the page differs from the code: connector/radiomics/target/radiomics-features.md is what it should"
                        + " be");
    }

    @Test
    void every_feature_has_all_that_the_page_shows() {
        for (Family family : Family.ALL) {
            for (Feature<?> feature : family.features()) {
                String id = feature.id();
                assertTrue(feature.code().matches("[0-9A-Z]{4}"), id);
                assertTrue(
                        feature.name().equals(feature.name().strip())
                                && feature.name().length() > 3,
                        id);
                assertTrue(feature.unit().matches("1|bit|\\[i\\]2?|\\[i\\]\\.mm3|mm[-123]{0,2}"), feature.unit());
                assertFalse(feature.formula().isBlank(), id);
                assertFalse(feature.degenerate().isBlank(), id);
                assertTrue(family.sectionOf(feature).matches("3\\.\\d{1,2}\\.[1-9]\\d?"), id);
                assertFalse(aggregations(family).isBlank(), id);
            }
        }
    }

    @Test
    void the_families_hold_what_is_measured_and_nothing_else() {
        Set<String> measured = new TreeSet<>();
        for (Settings.Dimension dimension : Settings.Dimension.values()) {
            Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(dimension)).stream()
                    .map(Measurement::feature)
                    .map(Feature::id)
                    .forEach(measured::add);
        }
        assertEquals(
                measured,
                Family.ALL.stream()
                        .flatMap(family -> family.features().stream())
                        .map(Feature::id)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(174, measured.size(), "IBSI 1 has 174 features");
    }

    @Test
    void the_aggregations_of_the_page_are_those_measured() {
        List<Measurement> measured = Stream.of(Settings.Dimension.values())
                .flatMap(dimension ->
                        Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(dimension)).stream())
                .toList();
        for (Family family : Family.ALL) {
            for (Feature<?> feature : family.features()) {
                assertEquals(
                        aggregations(family),
                        measured.stream()
                                .filter(measurement ->
                                        measurement.feature().id().equals(feature.id()))
                                .map(measurement -> measurement.aggregation().word())
                                .distinct()
                                .collect(Collectors.joining("; ")),
                        feature.id());
            }
        }
    }

    private static String aggregations(Family family) {
        Stream<Aggregation> all = switch (family.counted()) {
            case ONCE -> Stream.of(Aggregation.NONE);
            case BY_REGION -> Stream.of(Aggregation.BY_SLICE, Aggregation.SLICES_MERGED, Aggregation.IN_SPACE);
            case BY_DIRECTION ->
                Stream.of(
                        Aggregation.SLICES_AVERAGED,
                        Aggregation.SLICES_DIRECTIONS_MERGED,
                        Aggregation.DIRECTIONS_SLICES_MERGED,
                        Aggregation.SLICES_ALL_MERGED,
                        Aggregation.SPACE_AVERAGED,
                        Aggregation.SPACE_MERGED);
        };
        return all.map(Aggregation::word).collect(Collectors.joining("; "));
    }

    private static String page() {
        StringBuilder page = new StringBuilder(OPENING);
        for (Family family : Family.ALL) {
            page.append("\n## ")
                    .append(Character.toUpperCase(family.name().charAt(0)))
                    .append(family.name().substring(1))
                    .append("\n\nIBSI ")
                    .append(family.code())
                    .append(", section ")
                    .append(family.section())
                    .append(". Aggregation: ")
                    .append(aggregations(family))
                    .append(".\n\n| feature | IBSI | ontology | unit | formula | degenerate | section |\n")
                    .append("|---|---|---|---|---|---|---|\n");
            for (Feature<?> feature : family.features()) {
                page.append("| ")
                        .append(String.join(
                                " | ",
                                feature.name(),
                                feature.id(),
                                "ro:" + feature.iri().substring(Feature.ONTOLOGY.length()),
                                "`" + feature.unit() + "`",
                                feature.formula().replace("|", "\\|"),
                                feature.degenerate(),
                                family.sectionOf(feature)))
                        .append(" |\n");
            }
        }
        return page.toString();
    }
}
