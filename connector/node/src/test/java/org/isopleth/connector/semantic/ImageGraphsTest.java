package org.isopleth.connector.semantic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Features lie in the store as docs/reference/feature-graph.md says, and the query written there finds them.
class ImageGraphsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SOFTWARE = "isopleth-radiomics 0.1.0";
    private static final Digest SETTINGS = Digest.of("settings");
    private static final Digest OTHER_SETTINGS = Digest.of("other settings");
    private static final String SERIES = "5e".repeat(16);
    private static final List<Measurement> MEASURED =
            Extraction.measure(DigitalPhantom.region(), DigitalPhantom.settings(Settings.Dimension.IN_SPACE));

    @TempDir
    Path folder;

    private SemanticStore store;
    private String patient;

    @BeforeEach
    void publishTheTable() throws IOException {
        SemanticFixture fixture = new SemanticFixture(folder);
        MappingDocument mapping = fixture.mapping(
                "register",
                "id,age\np1,60\n",
                "columns:\n  - {column: age, term: ncit:C25150, kind: numeric, unit: a}\n");
        store = fixture.store();
        store.publish(mapping, SourceTable.of(mapping.source()), NOW);
        patient = store.pseudonyms().of("p1");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_documented_query_finds_a_feature_to_its_last_bit() throws IOException {
        replace(content("a"), "baseline", 0, SETTINGS);
        double value = MEASURED.stream()
                .filter(one -> one.feature().id().equals("ACUI")
                        && one.aggregation().word().equals("3D, averaged"))
                .findFirst()
                .orElseThrow()
                .value();
        List<Double> found = documented();
        assertEquals(List.of(value), found);
    }

    @Test
    void every_defined_feature_is_there_once_with_its_unit_and_its_own_iri() {
        replace(content("a"), "baseline", 0, SETTINGS);
        long defined =
                MEASURED.stream().filter(one -> Double.isFinite(one.value())).count();
        assertEquals(List.of(Long.toString(defined)), rows("""
            SELECT (COUNT(DISTINCT ?f) AS ?n) WHERE {
              ?l <urn:isopleth:relation:feature> ?f .
              ?f <urn:isopleth:relation:feature-id> ?id ; a ?iri ; roo:P100042 ?v ; roo:P100027 ?u ;
                 prov:wasGeneratedBy ?e .
              FILTER(STRSTARTS(STR(?iri), "http://www.radiomics.org/RO/")
                     && STRAFTER(STR(?iri), "/RO/") = SUBSTR(?id, 1, 4)) }\
            """));
    }

    @Test
    void provenance_and_protocol_are_beside_the_features() {
        replace(content("a"), "baseline", 0, SETTINGS);
        assertEquals(List.of("2026-11-21T10:00:00Z " + content("a") + " " + SOFTWARE), rows("""
            SELECT ?at ?digest ?software WHERE {
              ?e a prov:Activity ; prov:used ?image ; prov:endedAtTime ?at ; prov:wasAssociatedWith ?agent .
              ?image <urn:isopleth:relation:digest> ?digest ; a ncit:C17204 .
              ?agent <urn:isopleth:relation:version> ?software }\
            """));
        assertEquals(List.of("true B30f 120.0e0 Acme 0.977000 0.977000 3.00000"), rows("""
            SELECT ?contrast ?kernel ?kvp ?manufacturer ?spacing WHERE {
              ?i <urn:isopleth:relation:kernel> ?kernel ; <urn:isopleth:relation:kvp> ?kvp ;
                 <urn:isopleth:relation:manufacturer> ?manufacturer ;
                 <urn:isopleth:relation:contrast> ?contrast ; <urn:isopleth:relation:spacing-mm> ?spacing }\
            """));
    }

    @Test
    void a_changed_series_loses_the_features_of_every_settings_at_once() {
        replace(content("a"), "baseline", 0, SETTINGS, OTHER_SETTINGS);
        assertTrue(measured(content("a"), OTHER_SETTINGS));
        replace(content("b"), "baseline", 0, SETTINGS);
        assertTrue(measured(content("b"), SETTINGS));
        assertFalse(measured(content("b"), OTHER_SETTINGS));
        assertFalse(measured(content("a"), OTHER_SETTINGS));
        assertEquals(
                List.of("1"),
                rows("SELECT (COUNT(?e) AS ?n) WHERE { ?e a prov:Activity ; prov:used ?i ." + " ?i a ncit:C17204 }"));
    }

    @Test
    void more_settings_are_added_and_an_upgrade_knows_what_it_did_not_measure() {
        replace(content("a"), "baseline", 0, SETTINGS);
        replace(content("a"), "baseline", 0, OTHER_SETTINGS);
        assertTrue(measured(content("a"), SETTINGS));
        assertTrue(measured(content("a"), OTHER_SETTINGS));
        assertFalse(store.images().isMeasured(SERIES, content("a"), SETTINGS, "isopleth-radiomics 0.2.0"));
    }

    @Test
    void an_earlier_image_moves_a_series_without_measuring_it_again() throws IOException {
        replace(content("a"), "baseline", 0, SETTINGS);
        store.images().move(SERIES, new ImageSeries.TimePoint("follow-up-1", 40));
        assertEquals(
                Optional.of(new ImageGraphs.Described(content("a"), "follow-up-1", 40)),
                store.images().described(SERIES));
        assertEquals(List.of(), documented());
        assertTrue(measured(content("a"), SETTINGS));
    }

    @Test
    void a_series_that_is_gone_leaves_nothing() {
        replace(content("a"), "baseline", 0, SETTINGS);
        assertEquals(0, store.images().retractAllBut(Set.of(SERIES)));
        assertEquals(1, store.images().retractAllBut(Set.of()));
        assertEquals(Set.of(), store.images().series());
        assertEquals(List.of("0"), rows("SELECT (COUNT(*) AS ?n) WHERE { ?l <urn:isopleth:relation:feature> ?f }"));
        assertTrue(store.images().knows(patient), "the tables stay");
    }

    @Test
    void only_patients_of_a_table_are_known() {
        assertTrue(store.images().knows(patient));
        replace(content("a"), "baseline", 0, SETTINGS);
        assertFalse(store.images().knows(store.pseudonyms().of("p2")));
    }

    private void replace(Digest content, String word, int day, Digest... settings) {
        ImageSeries series = new ImageSeries(
                SERIES,
                patient,
                content,
                new ImageSeries.TimePoint(word, day),
                new Acquisition(
                        "CT",
                        Optional.of("Acme"),
                        Optional.of("One"),
                        Optional.of("B30f"),
                        Optional.of(120.0),
                        Optional.of(3.0),
                        new Vector3(0.977, 0.977, 3),
                        true),
                new TreeSet<>(Set.of("GTVp1")),
                Set.of());
        List<SeriesFeatures> features = java.util.Arrays.stream(settings)
                .map(one -> new SeriesFeatures(
                        one,
                        SOFTWARE,
                        new TreeMap<>(java.util.Map.of("GTVp1", new SeriesFeatures.Measured(592, MEASURED)))))
                .toList();
        store.images().replace(series, features, NOW);
    }

    private boolean measured(Digest content, Digest settings) {
        return store.images().isMeasured(SERIES, content, settings, SOFTWARE);
    }

    private static Digest content(String text) {
        return Digest.of(text);
    }

    /// What the query of the reference page finds.
    private List<Double> documented() throws IOException {
        Path page = Path.of(System.getProperty("user.dir")).resolve("../../docs/reference/feature-graph.md");
        String text = Files.readString(page);
        int from = text.indexOf("```sparql") + "```sparql".length();
        String query = text.substring(from, text.indexOf("```", from))
                .replace("$SETTINGS", SETTINGS.hex())
                .replace("$SOFTWARE", SOFTWARE);
        List<Double> values = new java.util.ArrayList<>();
        store.select(query, row -> values.add(Double.valueOf(row.get("value").getLiteralLexicalForm())));
        return values;
    }

    private List<String> rows(String query) {
        return SemanticFixture.rows(store, query);
    }
}
