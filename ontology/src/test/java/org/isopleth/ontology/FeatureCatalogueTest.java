package org.isopleth.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;
import org.isopleth.term.TermId;
import org.junit.jupiter.api.Test;

class FeatureCatalogueTest {
    private final FeatureCatalogue catalogue = FeatureCatalogue.bundled();

    @Test
    void a_feature_has_a_name_a_unit_its_aggregations_and_an_iri() {
        FeatureDefinition contrast = catalogue.find("ACUI").orElseThrow();
        assertEquals("contrast", contrast.name());
        assertEquals("http://www.radiomics.org/RO/ACUI", contrast.iri());
        assertTrue(contrast.aggregations().contains("3D, averaged"));
        FeatureDefinition fraction = catalogue.find("BC2M-10").orElseThrow();
        assertEquals(TermId.parse("ro:BC2M"), fraction.term());
        assertEquals(List.of(), fraction.aggregations());
        assertEquals(174, catalogue.features().size());
    }

    @Test
    void every_feature_is_a_term_and_every_concept_has_its_own_name() {
        Vocabulary vocabulary = Vocabulary.bundled();
        Map<String, TermId> names = new HashMap<>();
        for (FeatureDefinition feature : catalogue.features()) {
            assertEquals(feature.concept(), vocabulary.label(feature.term()));
            assertEquals(feature.iri(), vocabulary.iri(feature.term()));
            assertEquals(Optional.of(feature.term()), vocabulary.term(feature.iri()));
            TermId other = names.putIfAbsent(feature.concept(), feature.term());
            assertTrue(other == null || other.equals(feature.term()), feature.concept());
        }
    }

    @Test
    void an_unknown_feature_is_answered_with_what_may_have_been_meant() {
        assertEquals(
                "unknown feature 'ACUJ'; did you mean ACUI (contrast (grey level co-occurrence))?",
                catalogue.unknown("ACUJ"));
        assertTrue(catalogue.unknown("sphericty").contains("did you mean QCFX (sphericity)"));
        assertEquals("unknown feature 'Qwertyuiop'", catalogue.unknown("Qwertyuiop"));
    }

    /// The table was made from IBSI's manual and the ontology's file; what it lacks is named in the README.
    @Test
    void every_code_is_in_the_table_of_the_two_sources() {
        Path table = Path.of(System.getProperty("isopleth.root"))
                .resolve("../shared/data/semantics/ibsi_radiomics_ontology.csv");
        assumeTrue(Files.exists(table), "../shared is absent: comparison with ibsi_radiomics_ontology.csv");
        Map<String, String> iris = new HashMap<>();
        Set<String> absent = new TreeSet<>();
        try (CsvReader reader = CsvReader.open(table, ',', StandardCharsets.UTF_8)) {
            for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                List<String> cells = row.get().cells();
                iris.put(cells.get(0), cells.get(2));
                if (cells.get(5).equals("no")) {
                    absent.add(cells.get(0));
                }
            }
        }
        Set<String> notInOntology = catalogue.features().stream()
                .map(FeatureDefinition::code)
                .filter(code -> !iris.containsKey(code) || absent.contains(code))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("1128", "5QRC", "OZ0C"), notInOntology);
        catalogue.features().stream()
                .filter(feature -> iris.containsKey(feature.code()))
                .forEach(feature -> assertEquals(iris.get(feature.code()), feature.iri()));
    }
}
