package org.isopleth.ontology.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.mapping.MappingReport.ColumnReport;
import org.isopleth.ontology.mapping.MappingReport.UnmappedValue;
import org.isopleth.ontology.table.CsvReader;
import org.isopleth.ontology.table.CsvRow;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

class RowMapperTest {
    private static final String HEAD = """
        mapping: 1
        name: a
        language: en
        source: {csv: {file: a.csv}}
        patient: id
        """;

    private static MappingDocument mapping(String text) {
        return new MappingReader(Vocabulary.bundled())
                .read("m.yaml", text.getBytes(StandardCharsets.UTF_8), Path.of("."));
    }

    private static List<MappedValue> values(String columns, List<String> header, String... cells) {
        return RowMapper.bind(mapping(HEAD + columns), "a.csv", header)
                .map(List.of(cells))
                .values();
    }

    @Test
    void numbers_keep_the_digits_they_are_written_with() {
        String columns = """
            columns:
              - {column: w, term: ncit:C81328, kind: numeric, unit: kg, decimal: comma}
              - {column: e, term: ncit:C105721, kind: numeric, unit: "{score}", values: {none: 0, "ECOG 1": 1}}
            fold: [blanks]
            """;
        List<String> header = List.of("id", "w", "e");
        assertEquals(
                List.of(
                        new MappedValue.Quantity(TermId.parse("ncit:C81328"), new BigDecimal("71.30"), new Unit("kg")),
                        new MappedValue.Quantity(TermId.parse("ncit:C105721"), BigDecimal.ONE, new Unit("{score}"))),
                values(columns, header, "p", " 71,30", "ECOG  1"));
        assertEquals(List.of(), values(columns, header, "p", "1.234", "2"));
        assertEquals(List.of(), values(columns, header, "p", "", ""));
        assertEquals(List.of(), values(columns, header, "p", "0x10", "NaN"));
        assertEquals(List.of(), values(columns, header, "p", "1e999", "ecog 1"));
    }

    @Test
    void days_are_counted_between_two_dates() {
        String columns = """
            columns:
              - {from: b, to: e, term: ncit:C125201, kind: days-between, unit: d, date-form: dd.MM.yyyy}
            """;
        List<String> header = List.of("id", "b", "e");
        assertEquals(
                List.of(new MappedValue.Quantity(TermId.parse("ncit:C125201"), BigDecimal.valueOf(366), new Unit("d"))),
                values(columns, header, "p", "01.01.2024", "01.01.2025"));
        RowMapper mapper = RowMapper.bind(mapping(HEAD + columns), "a.csv", header);
        mapper.map(List.of("p", "31.02.2024", "01.01.2025"));
        mapper.map(List.of("p", "02.01.2025", "01.01.2025"));
        mapper.map(List.of("p", "", "01.01.2025"));
        assertEquals(
                List.of(
                        new UnmappedValue("02.01.2025 … 01.01.2025", UnmappedReason.NEGATIVE_DURATION, 1, 1),
                        new UnmappedValue("31.02.2024", UnmappedReason.NOT_A_DATE, 1, 1)),
                mapper.report().columns().getFirst().unmapped());
        assertEquals(1, mapper.report().columns().getFirst().cells().missing());
    }

    @Test
    void what_has_no_meaning_is_listed_with_rows_and_patients() {
        RowMapper mapper = RowMapper.bind(mapping(HEAD + """
            missing: [NA]
            columns:
              - {column: age, term: ncit:C25150, kind: numeric, unit: a, range: [0, 120]}
              - {column: sex, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197}}
            """), "a.csv", List.of("sex", "id", "age"));
        mapper.map(List.of("m", "p1", "50"));
        mapper.map(List.of("x", "p1", "600"));
        mapper.map(List.of("x", "p2", "fifty"));
        mapper.map(List.of("M", "p2", "NA"));
        mapper.map(List.of("m", " ", "50"));
        MappingReport report = mapper.report();
        assertFalse(report.isComplete());
        assertEquals("""
            a: 5 rows, 2 patients, 1 rows without a patient key were not used
              age -> ncit:C25150 Age: 1 mapped, 1 missing, 2 unmapped
                '600' (1 rows, 1 patients) lies outside the plausible range; is it in another unit?
                'fifty' (1 rows, 1 patients) is not a number as this column writes them
              sex -> ncit:C28421 Sex: 1 mapped, 0 missing, 3 unmapped
                'x' (2 rows, 2 patients) is not in the value table
                'M' (1 rows, 1 patients) is in the value table in another spelling; see 'fold'\
            """, String.join("\n", report.lines(Vocabulary.bundled())));
    }

    @Test
    void a_free_text_column_is_counted_and_its_list_is_bounded() {
        RowMapper mapper = RowMapper.bind(mapping(HEAD + """
            columns:
              - {column: sex, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197}}
            """), "a.csv", List.of("id", "sex"));
        for (int i = 0; i < 3_000; i++) {
            mapper.map(List.of("p" + i, "text " + i));
        }
        ColumnReport column = mapper.report().columns().getFirst();
        assertEquals(ColumnTally.MOST_LISTED, column.unmapped().size());
        assertEquals(3_000, column.unmappedRows());
    }

    @Test
    void a_column_that_is_not_there_is_named_with_the_table() {
        MappingDocument mapping = mapping(HEAD + """
            columns:
              - {column: sex, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197}}
            """);
        assertEquals(
                """
                m.yaml:5:10: column 'id' is not in a.csv; its columns: ID, Sex
                m.yaml:7:14: column 'sex' is not in a.csv; its columns: ID, Sex\
                """,
                assertThrows(DocumentException.class, () -> RowMapper.bind(mapping, "a.csv", List.of("ID", "Sex")))
                        .getMessage());
    }

    @Test
    void a_local_value_cannot_break_a_line_or_write_to_the_terminal() {
        MappingDocument mapping = mapping(HEAD + """
            columns:
              - {column: age, term: ncit:C25150, kind: numeric, unit: a}
            """);
        RowMapper mapper = RowMapper.bind(mapping, "a.csv", List.of("ID", "id", "age"));
        mapper.map(List.of("p1", "p1", "x\ny\u001b[31m\u009b\u202e"));
        mapper.map(List.of("p2", "p2", "ä".repeat(500)));
        List<String> lines = mapper.report().lines(Vocabulary.bundled());
        assertEquals(
                List.of(
                        "    'x\\u{a}y\\u{1b}[31m\\u{9b}\\u{202e}' (1 rows, 1 patients) is not a number as this"
                                + " column writes them",
                        "    '" + "ä".repeat(60)
                                + "…' (1 rows, 1 patients) is not a number as this column writes them"),
                lines.subList(2, 4));
    }

    private static MappingReport centre(String file, String columns, String fold) {
        Path table = Path.of(System.getProperty("isopleth.root"))
                .resolve("../shared/data/semantics/two_centres")
                .resolve(file);
        assumeTrue(Files.exists(table), "../shared is absent: mapping of " + file);
        MappingDocument mapping = mapping(HEAD + "fold: " + fold + "\ncolumns:\n" + columns);
        try (CsvReader reader = CsvReader.open(table, ',', StandardCharsets.UTF_8)) {
            RowMapper mapper = RowMapper.bind(mapping, file, reader.header());
            for (Optional<CsvRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                mapper.map(row.get().cells());
            }
            return mapper.report();
        }
    }

    private static final String DUTCH = """
          - column: event_overall_survival
            term: ncit:C25717
            kind: categorical
            values: {levend: ncit:C37987, overleden: ncit:C28554}
          - column: ecog_status
            term: ncit:C105721
            kind: categorical
            values: {0: ncit:C105722, 1: ncit:C105723, 2: ncit:C105725}
          - column: t_stad
            term: ncit:C48885
            kind: categorical
            values: {1: ncit:C48720, 2: ncit:C48724, 3: ncit:C48728, 4: ncit:C48732}
          - {column: leeftijd_diagnose, term: ncit:C156420, kind: numeric, unit: a}
        """;

    @Test
    void the_dutch_centre_s_survival_is_not_lost_without_a_word() {
        ColumnReport survival =
                centre("synthetic_dutch_150.csv", DUTCH, "[]").columns().getFirst();
        assertEquals(0, survival.cells().mapped());
        assertEquals(150, survival.unmappedRows());
        assertTrue(survival.unmapped().stream().allMatch(value -> value.reason() == UnmappedReason.NOT_FOLDED));
        ColumnReport folded =
                centre("synthetic_dutch_150.csv", DUTCH, "[case]").columns().getFirst();
        assertEquals(150, folded.cells().mapped());
        assertEquals(0, folded.unmappedRows());
    }

    @Test
    void the_dutch_centre_s_unmapped_ecog_and_t_stages_are_listed() {
        MappingReport report = centre("synthetic_dutch_150.csv", DUTCH, "[case]");
        assertEquals(53, report.columns().get(1).unmappedRows());
        assertEquals(
                53,
                report.columns().get(1).unmapped().stream()
                        .filter(value -> List.of("3", "4", "5").contains(value.value()))
                        .mapToLong(UnmappedValue::patients)
                        .sum());
        assertEquals(
                List.of(new UnmappedValue("0", UnmappedReason.NOT_IN_TABLE, 20, 20)),
                report.columns().get(2).unmapped());
        assertEquals(150, report.columns().get(3).cells().mapped());
    }

    @Test
    void the_english_centre_s_unmapped_ecog_and_t_stages_are_listed() {
        MappingReport report = centre(
                "synthetic_english_150.csv",
                DUTCH.replace("levend", "0")
                        .replace("overleden", "1")
                        .replace("ecog_status", "performance_status_ecog")
                        .replace("t_stad", "clin_t")
                        .replace("leeftijd_diagnose", "age_at_diagnosis"),
                "[]");
        assertEquals(new MappingReport.Cells(149, 1, 0), report.columns().get(0).cells());
        assertEquals(36, report.columns().get(1).unmappedRows());
        assertEquals(
                List.of(
                        new UnmappedValue("x", UnmappedReason.NOT_IN_TABLE, 4, 4),
                        new UnmappedValue("0", UnmappedReason.NOT_IN_TABLE, 3, 3)),
                report.columns().get(2).unmapped());
    }
}
