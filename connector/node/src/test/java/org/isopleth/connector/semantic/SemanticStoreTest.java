package org.isopleth.connector.semantic;

import static org.isopleth.connector.semantic.SemanticFixture.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.connector.source.SourceRows;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemanticStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final String TABLE = """
        id,sex,age,t,hb
        p1,m,62,1a,8.10
        p2,f,58,2,
        p3,m,70,,7.9
        """;
    private static final String COLUMNS = """
        disease: ncit:C3512
        columns:
          - {column: sex, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197, f: ncit:C16576}}
          - {column: age, term: ncit:C156420, kind: numeric, unit: a}
          - {column: t, term: ncit:C48885, kind: categorical, values: {1a: ncit:C48721, 2: ncit:C48724}}
          - {column: hb, term: ncit:C64848, kind: numeric, unit: mmol/L}
        """;

    @TempDir
    Path folder;

    private SemanticFixture fixture;
    private SemanticStore store;

    @BeforeEach
    void open() {
        fixture = new SemanticFixture(folder);
        store = fixture.store();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Publication publish(MappingDocument mapping) {
        return store.publish(mapping, SourceTable.of(mapping.source()), NOON);
    }

    private Publication publish(String table) throws Exception {
        return publish(fixture.mapping("clinic", table, COLUMNS));
    }

    @Test
    void published_queries_run_unchanged() throws Exception {
        publish(TABLE);
        assertEquals(List.of("58 C16576", "62 C20197", "70 C20197"), rows(store, """
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            PREFIX ncit: <http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#>
            PREFIX roo: <http://www.cancerdata.org/roo/>
            SELECT ?age ?gender WHERE {
              ?s rdf:type ncit:C16960 .
              ?s roo:P100000 [ roo:P100042 ?age ; ] ; roo:P100018 [ rdf:type ?gender ; ] .
              FILTER (?gender IN (ncit:C20197, ncit:C16576)) .
            }\
            """));
        assertEquals(List.of("58 0 2", "62 1 1"), rows(store, """
            PREFIX roo: <http://www.cancerdata.org/roo/>
            PREFIX ncit: <http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            SELECT ?age ?sex ?t WHERE {
              ?patient rdf:type ncit:C16960 ; roo:100008 ?disease .
              ?disease rdf:type/rdfs:subClassOf* ncit:C4878 .
              ?patient roo:100018 ?sexNode . ?sexNode rdf:type ?sexClass .
              VALUES (?sexClass ?sex) { (ncit:C16576 "0"^^xsd:int) (ncit:C20197 "1"^^xsd:int) }
              ?patient roo:100016 ?ageNode . ?ageNode rdf:type <http://www.cancerdata.org/roo/100002> ;
                roo:100042 ?age ; roo:100027 ?unit . ?unit rdf:type uo:UO_0000036 .
              ?disease roo:100243 ?tnm . ?tnm rdf:type ncit:C48881 ; roo:100244 ?tNode .
              ?tNode rdf:type ?tClass . ?tClass rdfs:subClassOf* ?tStage .
              VALUES (?tStage ?t) { (ncit:C48720 "1"^^xsd:int) (ncit:C48724 "2"^^xsd:int) }
            }\
            """));
        assertEquals(List.of("Female 1", "Male 2"), rows(store, """
            SELECT ?label (COUNT(?p) AS ?n) WHERE {
              ?p roo:P100018/a ?class . ?class rdfs:subClassOf* ncit:C27993 ; rdfs:label ?label
            } GROUP BY ?label\
            """));
    }

    @Test
    void a_variable_without_a_property_of_its_own_is_a_finding_with_value_and_unit() throws Exception {
        publish(TABLE);
        assertEquals(List.of("mmol/L 7.9", "mmol/L 8.1"), rows(store, """
            SELECT ?value ?code WHERE {
              ?p roo:P100291 [ a ncit:C64848 ; roo:P100042 ?value ; roo:P100027 [ skos:notation ?code ] ]
            }\
            """));
    }

    @Test
    void the_same_content_is_not_written_again_and_a_change_replaces_all_of_it() throws Exception {
        assertInstanceOf(Publication.Replaced.class, publish(TABLE));
        Publication again = publish(TABLE);
        assertInstanceOf(Publication.Unchanged.class, again);
        assertEquals(3, again.batch().report().patients());
        String reordered = "id,sex,age,t,hb\np3,m,70,,7.9\np2,f,58,2,\np1,m,62,1a,8.10\n";
        assertInstanceOf(Publication.Unchanged.class, publish(reordered), "the order of rows carries nothing");
        assertInstanceOf(Publication.Replaced.class, publish("id,sex,age,t,hb\np1,f,62,1a,8.1\n"));
        assertEquals(List.of("C16576"), rows(store, "SELECT ?c WHERE { ?p roo:P100018/a ?c }"));
        assertEquals(List.of("1"), rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?p a ncit:C16960 }"));
        store.retract("clinic");
        assertEquals(Optional.empty(), store.published("clinic"));
        assertEquals(List.of("0"), rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?p a ncit:C16960 }"));
    }

    @Test
    void what_was_published_survives_closing_and_compaction() throws Exception {
        Publication done = publish(TABLE);
        store.compact();
        store.close();
        store = fixture.store();
        assertEquals(Optional.of(done.batch().digest()), store.published("clinic"));
        assertEquals(List.of("3"), rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?p a ncit:C16960 }"));
    }

    @Test
    void a_patient_s_rows_of_two_tables_meet_and_no_local_key_is_stored() throws Exception {
        publish(TABLE);
        publish(fixture.mapping("lab", "nr,w\np1,71.3\np9,50\n", """
            columns:
              - {column: w, term: ncit:C81328, kind: numeric, unit: kg}
            """));
        assertEquals(List.of("1"), rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?p roo:P100249 ?w ; roo:P100016 ?a }"));
        assertEquals(List.of(), rows(store, """
            SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } FILTER regex(concat(str(?s), str(?o)), "(^|[^0-9a-f])p[1239]$") }\
            """));
        String name = fixture.pseudonyms().of("p1");
        assertTrue(name.matches("[0-9a-f]{32}"));
        assertEquals(name, fixture.pseudonyms().of("p1"));
        assertNotEquals(
                name,
                new SemanticFixture(Files.createDirectory(folder.resolve("other")))
                        .pseudonyms()
                        .of("p1"));
    }

    @Test
    void every_value_can_be_followed_to_its_row_table_and_mapping() throws Exception {
        Publication done = publish(TABLE);
        assertEquals(List.of(done.batch().digest() + " 2"), rows(store, """
            SELECT ?n ?digest WHERE {
              ?p roo:P100018 [ a ncit:C16576 ] ; prov:wasDerivedFrom ?row .
              ?row <urn:isopleth:relation:row-number> ?n ; prov:wasDerivedFrom ?batch .
              ?batch <urn:isopleth:relation:digest> ?digest ; prov:wasGeneratedBy/prov:used ?mapping .
              ?mapping rdfs:label "clinic" .
            }\
            """));
        assertEquals(List.of("sex"), rows(store, """
            SELECT ?column WHERE {
              ?c <urn:isopleth:relation:variable> ncit:C28421 ; <urn:isopleth:relation:local-column> ?column }\
            """));
    }

    /// A table whose rows differ each time it is read.
    private static final class RestlessTable implements SourceTable {
        private final SourceTable table;
        private int openings;

        RestlessTable(SourceTable table) {
            this.table = table;
        }

        @Override
        public String name() {
            return "restless.csv";
        }

        @Override
        public SourceRows open() {
            int cut = openings++;
            SourceRows rows = table.open();
            for (int i = 0; i < cut; i++) {
                rows.next();
            }
            return rows;
        }
    }

    @Test
    void a_source_that_changes_while_it_is_read_leaves_what_was_there() throws Exception {
        publish(TABLE);
        MappingDocument mapping = fixture.mapping("clinic", TABLE.replace("62", "63"), COLUMNS);
        SourceTable restless = new RestlessTable(SourceTable.of(mapping.source()));
        assertEquals(
                "restless.csv changed while it was read; run again",
                assertThrows(SemanticStoreException.class, () -> store.publish(mapping, restless, NOON))
                        .getMessage());
        assertEquals(List.of("58", "62", "70"), rows(store, "SELECT ?a WHERE { ?p roo:P100000/roo:P100042 ?a }"));
    }

    @Test
    void only_select_is_answered_and_nothing_is_asked_elsewhere() {
        for (String text : List.of("ASK { ?s ?p ?o }", "DELETE WHERE { ?s ?p ?o }", "SELECT ?s WHERE {")) {
            assertThrows(SemanticStoreException.class, () -> rows(store, text), text);
        }
        assertThrows(
                RuntimeException.class,
                () -> rows(store, "SELECT ?s WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }"));
    }

    @Test
    void both_centres_of_the_reference_are_published_whole() {
        Path centres = Path.of(System.getProperty("isopleth.root")).resolve("../shared/data/semantics/two_centres");
        assumeTrue(Files.exists(centres), "../shared is absent: publication of two centres");
        publish(fixture.mapping("dutch", centres.resolve("synthetic_dutch_150.csv"), "id", """
            disease: ncit:C9105
            fold: [case]
            columns:
              - column: event_overall_survival
                term: ncit:C25717
                kind: categorical
                values: {levend: ncit:C37987, overleden: ncit:C28554}
              - {column: overall_survival_in_days, term: ncit:C125201, kind: numeric, unit: d}
              - {column: geslacht, term: ncit:C28421, kind: categorical, values: {man: ncit:C20197, vrouw: ncit:C16576}}
            """));
        assertEquals(List.of("Alive 88", "Dead 62"), rows(store, """
            SELECT ?label (COUNT(?p) AS ?n) WHERE {
              ?p roo:P100028 [ a ?c ] ; roo:P100311 [ roo:P100042 ?days ] . ?c rdfs:label ?label
            } GROUP BY ?label\
            """));
        assertFalse(rows(store, "SELECT ?p WHERE { ?p a ncit:C16960 }").isEmpty());
    }
}
