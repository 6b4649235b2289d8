package org.isopleth.ontology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isopleth.ontology.Concept.Standing;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;
import org.isopleth.term.TermId;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private final Vocabulary vocabulary = Vocabulary.bundled();

    private static TermId id(String text) {
        return TermId.parse(text);
    }

    private static Path shared() {
        return Path.of(System.getProperty("isopleth.root")).resolve("../shared/data/semantics");
    }

    @Test
    void a_code_has_a_label_parents_and_an_iri() {
        assertEquals("Sex", vocabulary.label(id("ncit:C28421")));
        assertEquals("http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C28421", vocabulary.iri(id("ncit:C28421")));
        assertEquals("http://www.cancerdata.org/roo/P100018", vocabulary.iri(id("roo:P100018")));
        assertEquals(Optional.of(id("roo:P100018")), vocabulary.term("http://www.cancerdata.org/roo/P100018"));
        assertEquals(Optional.empty(), vocabulary.term("http://example.org/P100018"));
        assertTrue(vocabulary.isKindOf(id("ncit:C48721"), id("ncit:C48720")));
        assertFalse(vocabulary.isKindOf(id("ncit:C48720"), id("ncit:C48721")));
    }

    @Test
    void kinds_of_a_disease_are_found_through_all_ancestors() {
        for (String kind : List.of("ncit:C3512", "ncit:C2926", "ncit:C4917", "ncit:C4878")) {
            assertTrue(vocabulary.isKindOf(id(kind), id("ncit:C4878")), kind);
        }
        assertTrue(vocabulary.isKindOf(id("ncit:C4878"), id("ncit:C3262")));
    }

    @Test
    void older_iris_mean_what_they_meant() {
        assertEquals(id("roo:P100018"), vocabulary.canonical(id("roo:100018")));
        assertEquals(id("roo:C100346"), vocabulary.canonical(id("roo:100346")));
        assertEquals(Optional.of(id("roo:P100018")), vocabulary.term("http://www.cancerdata.org/roo/100018"));
        assertEquals("has_biological_sex", vocabulary.label(id("roo:100018")));
        assertEquals(Optional.empty(), vocabulary.find(id("roo:999999")));
    }

    @Test
    void an_unknown_term_is_answered_with_what_may_have_been_meant() {
        assertEquals(
                "unknown term 'ncit:C284210'; did you mean ncit:C28421 (Sex)?",
                vocabulary.unknown("ncit:C284210").replaceAll(" or .*", "?"));
        assertEquals(
                id("ncit:C25717"),
                vocabulary.suggestions("vitl status").getFirst().id());
        assertEquals("unknown term 'ncit:Qwertyuiop'", vocabulary.unknown("ncit:Qwertyuiop"));
    }

    @Test
    void every_parent_is_known() {
        for (Concept concept : vocabulary.concepts()) {
            for (TermId parent : concept.parents()) {
                assertTrue(vocabulary.find(parent).isPresent(), concept.id() + " is a kind of " + parent);
            }
        }
    }

    @Test
    void every_pattern_uses_known_terms_and_a_property_of_its_own() {
        Set<TermId> properties = new HashSet<>();
        for (TermPattern pattern : TermPattern.all()) {
            assertTrue(
                    vocabulary.find(pattern.term()).isPresent(), pattern.term().toString());
            assertEquals(
                    Standing.PROPERTY,
                    vocabulary.find(pattern.property()).orElseThrow().standing());
            assertTrue(properties.add(pattern.property()), pattern.property().toString());
            pattern.alsoClass().forEach(also -> assertTrue(vocabulary.find(also).isPresent(), also.toString()));
            pattern.alsoProperties()
                    .forEach(also -> assertTrue(vocabulary.isKindOf(pattern.property(), also), also.toString()));
        }
        assertEquals("has_neoplasm", vocabulary.label(TermPattern.HAS_NEOPLASM));
        assertEquals("has_disease", vocabulary.label(TermPattern.HAS_DISEASE));
        assertEquals("has_value", vocabulary.label(TermPattern.HAS_VALUE));
        assertEquals("has_unit", vocabulary.label(TermPattern.HAS_UNIT));
        assertEquals("has_patient_finding", vocabulary.label(TermPattern.HAS_FINDING));
        assertEquals("Clinical TNM Finding", vocabulary.label(TermPattern.CLINICAL_TNM));
        assertEquals(TermPattern.HAS_FINDING, TermPattern.of(id("ncit:C64848")).property());
    }

    @Test
    void every_code_and_label_is_the_reference_table_s() {
        Path table = shared().resolve("ncit_terms.csv");
        assumeTrue(Files.exists(table), "../shared is absent: comparison with ncit_terms.csv");
        int compared = 0;
        try (CsvReader reader = CsvReader.open(table, ',', StandardCharsets.UTF_8)) {
            for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                List<String> cells = row.get().cells();
                if (!cells.getFirst().isEmpty()) {
                    Concept concept = vocabulary
                            .find(new TermId("ncit", cells.getFirst()))
                            .orElseThrow();
                    if (!cells.get(1).contains("STRONGAYA key")) {
                        assertEquals(cells.get(1), concept.label());
                    }
                    boolean inUse = cells.get(4).contains("USAGE");
                    assertEquals(inUse ? Standing.IN_USE : Standing.VERIFIED, concept.standing());
                    if (!cells.get(2).isEmpty()) {
                        assertTrue(concept.parents().contains(new TermId("ncit", cells.get(2))));
                    }
                    compared++;
                }
            }
        }
        assertEquals(380, compared);
    }

    @Test
    void every_property_label_is_the_ontology_s() throws IOException {
        Path owl = shared().resolve("roo/ROO.owl");
        assumeTrue(Files.exists(owl), "../shared is absent: comparison with ROO.owl");
        String text = Files.readString(owl);
        for (TermPattern pattern : TermPattern.all()) {
            TermId property = pattern.property();
            int at = text.indexOf("Property rdf:about=\"" + vocabulary.iri(property) + "\"");
            var label = Pattern.compile("<rdfs:label xml:lang=\"en\">([^<]+)<")
                    .matcher(text.substring(at, text.indexOf("Property>", at)));
            assertTrue(label.find());
            assertEquals(label.group(1), vocabulary.label(property));
        }
    }
}
