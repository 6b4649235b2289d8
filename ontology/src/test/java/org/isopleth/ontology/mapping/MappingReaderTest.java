package org.isopleth.ontology.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.term.TermId;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
    private static final Path FOLDER = Path.of("/clinic");
    private final MappingReader reader = new MappingReader(Vocabulary.bundled());

    private MappingDocument read(String text) {
        return reader.read("m.yaml", text.getBytes(StandardCharsets.UTF_8), FOLDER);
    }

    private String problems(String text) {
        return assertThrows(DocumentException.class, () -> read(text)).getMessage();
    }

    @Test
    void a_document_says_what_every_column_means() {
        MappingDocument mapping = read("""
            mapping: 1
            name: klinik
            language: de
            source:
              csv: {file: klinik.csv, delimiter: ";", charset: windows-1252, decimal: comma}
            patient: Nummer
            disease: ncit:C4878
            fold: [case, blanks]
            missing: [unbekannt]
            columns:
              - column: Geschlecht
                term: ncit:C28421
                kind: categorical
                values: {M: ncit:C20197, "W ": ncit:C16576}
              - {column: Größe, term: ncit:C25347, kind: numeric, unit: cm, range: [50, 250], missing: ["-9"]}
              - {from: Beginn, to: Ende, term: ncit:C125201, kind: days-between, unit: d, date-form: dd.MM.yyyy}
            """);
        assertEquals(
                new TableSource.Csv(Path.of("/clinic/klinik.csv"), ';', Charset.forName("windows-1252")),
                mapping.source());
        assertEquals(Optional.of(TermId.parse("ncit:C4878")), mapping.disease());
        MappedColumn.Categorical sex =
                (MappedColumn.Categorical) mapping.columns().getFirst();
        assertEquals(Map.of("m", TermId.parse("ncit:C20197"), "w", TermId.parse("ncit:C16576")), sex.values());
        MappedColumn.Numeric height = (MappedColumn.Numeric) mapping.columns().get(1);
        assertTrue(height.scale().decimalComma());
        assertTrue(height.reading().missing().containsAll(List.of("unbekannt", "-9")));
        assertEquals(2, mapping.columns().get(2).inputs().size());
    }

    @Test
    void a_database_is_declared_by_one_query_and_a_password_file() {
        MappingDocument mapping = read("""
            mapping: 1
            name: registry
            language: fr
            source:
              jdbc:
                url: "jdbc:postgresql://127.0.0.1/registre"
                user: lecteur
                password-file: secret.txt
                query: |
                  SELECT numero, age FROM patients;
            patient: numero
            columns:
              - {column: age, term: ncit:C25150, kind: numeric, unit: a}
            """);
        assertEquals(
                new TableSource.Jdbc(
                        "jdbc:postgresql://127.0.0.1/registre",
                        Optional.of("lecteur"),
                        Optional.of(Path.of("/clinic/secret.txt")),
                        "SELECT numero, age FROM patients"),
                mapping.source());
    }

    @Test
    void every_mistake_is_told_with_its_place() {
        assertEquals(
                "m.yaml:4:38: unknown charset 'utf-9'; usual ones are utf-8, windows-1252, iso-8859-15", problems("""
                    mapping: 1
                    name: a
                    language: en
                    source: {csv: {file: a.csv, charset: utf-9}}
                    patient: id
                    columns: []
                    """));
        assertEquals("""
            m.yaml:7:25: unknown term 'ncit:C2842'; did you mean ncit:C28421 (Sex) or ncit:C2852 (Adenocarcinoma) or \
            ncit:C26842 (Pancreatic Disorder)?
            m.yaml:9:57: unknown unit 'years'; UCUM codes known here: 1
            m.yaml:11:13: 'roo:P100018' (has_biological_sex) is a relation, not a concept
            m.yaml:13:30: 'm' is there already once case and blanks are folded
            m.yaml:13:46: 'na' is declared missing and has a meaning here as well
            m.yaml:14:5: missing key 'term'
            m.yaml:15:24: 'age' is not written as ontology:code; unknown term 'age'; did you mean ncit:C25150 (Age)?
            """.strip(), problems("""
                mapping: 1
                name: a
                language: en
                source: {csv: {file: a.csv}}
                patient: id
                columns:
                  - {column: s, term:   ncit:C2842, kind: categorical, values: {}}

                  - {column: a, kind: numeric, term: ncit:C25150, unit: years}
                  - column: b
                    term:   roo:P100018
                    kind: categorical
                    values: {M: ncit:C20197, m: ncit:C16576, na: ncit:C17998}
                  - {column: c, kind: numeric, unit: a}
                  - {column: d, term:  age, kind: numeric, unit: a}
                fold: [case]
                missing: [NA]
                """).replaceAll("(here: 1) .*", "$1"));
    }

    @Test
    void what_cannot_be_meant_is_refused() {
        String head = "mapping: 1\nname: a\nlanguage: en\npatient: id\n";
        assertEquals("m.yaml:6:9: a source is either 'csv' or 'jdbc'", problems(head + "columns: []\nsource: {}\n"));
        assertEquals(
                "m.yaml:6:23: a password does not belong into the address; name a file with 'password-file'",
                problems(head + "columns: []\nsource: {jdbc: {url:  \"jdbc:h2:./x;PASSWORD=y\", query: select 1}}\n"));
        assertEquals(
                "m.yaml:6:44: a query is one SELECT",
                problems(head + "columns: []\nsource: {jdbc: {url: \"jdbc:h2:./x\", query: delete from t}}\n"));
        assertEquals(
                "m.yaml:5:10: term 'ncit:C25150' is given twice as numbers; a table says each thing once",
                problems(head + """
                    columns: [{column: a, term: ncit:C25150, kind: numeric, unit: a}, \
                    {column: b, term: ncit:C25150, kind: numeric, unit: mo}]
                    source: {csv: {file: a.csv}}
                    """));
    }
}
