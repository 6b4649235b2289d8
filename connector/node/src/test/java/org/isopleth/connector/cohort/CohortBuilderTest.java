package org.isopleth.connector.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.connector.cohort.CohortAccount.VariableAccount;
import org.isopleth.connector.semantic.SemanticFixture;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Cohort.Condition;
import org.isopleth.study.Deadlines;
import org.isopleth.study.Readiness.Cause;
import org.isopleth.study.Readiness.Finding;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortBuilderTest {
    private static final Variable AGE = number("age", "ncit:C25150", "a", 18, 110);
    private static final Variable SURVIVAL = number("time", "ncit:C125201", "d", 0, 20_000);
    private static final Variable SEX = levels("sex", "ncit:C28421", "male", "ncit:C20197", "female", "ncit:C16576");
    private static final Variable STATUS =
            levels("status", "ncit:C25717", "alive", "ncit:C37987", "dead", "ncit:C28554");
    private static final Variable T_STAGE = levels("t", "ncit:C48885", "t1", "ncit:C48720", "t2", "ncit:C48724");
    private static final Variable GRADE = levels("grade", "ncit:C28076", "g1", "ncit:C28077", "g2", "ncit:C28078");

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

    private static Variable number(String name, String term, String unit, double minimum, double maximum) {
        return new Variable.Numeric(name, Optional.of(TermId.parse(term)), new Unit(unit), minimum, maximum);
    }

    private static Variable levels(String name, String term, String... namesAndTerms) {
        List<Variable.Level> levels = new ArrayList<>();
        for (int i = 0; i < namesAndTerms.length; i += 2) {
            levels.add(new Variable.Level(namesAndTerms[i], Optional.of(TermId.parse(namesAndTerms[i + 1]))));
        }
        return new Variable.Categorical(name, Optional.of(TermId.parse(term)), levels);
    }

    private static Study study(Cohort cohort, Variable... variables) {
        return new Study(
                "t",
                "q",
                "p",
                List.of(),
                List.of(variables),
                cohort,
                List.of(new AnalysisPlan(
                        new AnalysisId("summary", 1), "a", Json.object().build())),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                Deadlines.DEFAULT);
    }

    private void publish(String name, String table, String rest) throws Exception {
        MappingDocument mapping = fixture.mapping(name, table, rest);
        store.publish(mapping, SourceTable.of(mapping.source()), Instant.EPOCH);
    }

    private BuiltCohort build(Cohort cohort, Variable... variables) {
        return new CohortBuilder(store, "isopleth-radiomics 0.1.0").build(study(cohort, variables));
    }

    /// All values of a table's columns, sorted row by row: row order is that of pseudonyms.
    private static List<String> rows(AnalysisTable table) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            StringBuilder text = new StringBuilder();
            for (Column column : table.columns()) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(
                                switch (column) {
                                    case Column.Numeric numeric -> numeric.value(row);
                                    case Column.Categorical levels ->
                                        levels.code(row) < 0
                                                ? "-"
                                                : levels.levels().get(levels.code(row));
                                });
            }
            rows.add(text.toString());
        }
        Collections.sort(rows);
        return rows;
    }

    private static final String TABLE = """
        id,sex,months,survival,t,dead
        p1,m,744,10,1a,yes
        p2,f,700.5,20,2,no
        p3,x,,3.5,,no
        """;
    private static final String COLUMNS = """
        disease: ncit:C3512
        columns:
          - {column: sex, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197, f: ncit:C16576}}
          - {column: months, term: ncit:C25150, kind: numeric, unit: mo}
          - {column: survival, term: ncit:C125201, kind: numeric, unit: wk}
          - {column: t, term: ncit:C48885, kind: categorical, values: {1a: ncit:C48721, 2: ncit:C48724}}
          - {column: dead, term: ncit:C25717, kind: categorical, values: {yes: ncit:C28554, no: ncit:C37987}}
        """;

    @Test
    void variables_arrive_in_the_study_s_units_and_levels() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        BuiltCohort cohort = build(Cohort.EVERYONE, SEX, AGE, SURVIVAL, T_STAGE, STATUS);
        assertEquals(
                List.of("- NaN 24.5 - alive", "female 58.375 140.0 t2 alive", "male 62.0 70.0 t1 dead"),
                rows(cohort.table()));
        assertEquals(List.of(), cohort.findings());
        assertEquals(
                new VariableAccount("sex", 2, 1, 0, 0),
                cohort.account().variables().getFirst());
        assertEquals(
                List.of("sex", "age", "time", "t", "status"),
                cohort.table().columns().stream().map(Column::name).toList());
    }

    @Test
    void the_cohort_has_the_disease_or_a_kind_of_it() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        publish("other", "id,s\nq1,m\n", """
            disease: ncit:C9105
            columns: [{column: s, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197}}]
            """);
        Cohort lung = new Cohort(Optional.of(TermId.parse("ncit:C4878")), List.of());
        assertEquals(3, build(lung, SEX).table().rows());
        assertEquals(4, build(Cohort.EVERYONE, SEX).table().rows());
        Cohort oropharynx = new Cohort(Optional.of(TermId.parse("ncit:C9105")), List.of());
        assertEquals(List.of("male"), rows(build(oropharynx, SEX).table()));
        assertEquals(
                List.of(new Finding(Cause.UNMAPPED, "age", "")),
                build(oropharynx, SEX, AGE).findings());
    }

    @Test
    void conditions_hold_for_converted_values_and_never_for_missing_ones() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        Cohort old = new Cohort(Optional.empty(), List.of(new Condition.Between("age", 60, 70)));
        assertEquals(List.of("male 62.0"), rows(build(old, SEX, AGE).table()));
        assertEquals(2, build(old, SEX, AGE).account().excluded());
        Cohort women = new Cohort(Optional.empty(), List.of(new Condition.OneOf("sex", Set.of("female"))));
        assertEquals(List.of("female 58.375"), rows(build(women, SEX, AGE).table()));
    }

    @Test
    void a_mismatch_names_the_variable_and_not_the_value() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        Variable young = number("age", "ncit:C25150", "a", 0, 60);
        Variable mass = number("time", "ncit:C125201", "kg", 0, 100);
        Variable stage = levels("t", "ncit:C48885", "t2", "ncit:C48724", "t3", "ncit:C48728");
        BuiltCohort cohort = build(Cohort.EVERYONE, young, mass, stage, GRADE);
        assertEquals(
                List.of(
                        new Finding(Cause.OUT_OF_RANGE, "age", ""),
                        new Finding(Cause.UNIT, "time", ""),
                        new Finding(Cause.UNKNOWN_LEVEL, "t", ""),
                        new Finding(Cause.UNMAPPED, "grade", "")),
                cohort.findings());
        assertEquals(List.of("58.375 NaN t2 -", "NaN NaN - -", "NaN NaN - -"), rows(cohort.table()));
        assertEquals(
                new VariableAccount("age", 1, 2, 0, 1),
                cohort.account().variables().getFirst());
    }

    @Test
    void values_of_patients_a_condition_leaves_out_are_no_mismatch() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        Variable young = number("age", "ncit:C25150", "a", 0, 60);
        Cohort women = new Cohort(Optional.empty(), List.of(new Condition.OneOf("sex", Set.of("female"))));
        assertEquals(List.of(), build(women, SEX, young).findings());
    }

    @Test
    void two_values_that_differ_are_none_and_counted() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        publish("registry", "nr,age,sex\np1,62.000,f\np2,59,f\n", """
            columns:
              - {column: age, term: ncit:C25150, kind: numeric, unit: a}
              - {column: sex, term: ncit:C28421, kind: categorical, values: {f: ncit:C16576}}
            """);
        BuiltCohort cohort = build(Cohort.EVERYONE, SEX, AGE);
        assertEquals(List.of("- 62.0", "- NaN", "female NaN"), rows(cohort.table()));
        assertEquals(
                List.of(new VariableAccount("sex", 1, 2, 1, 0), new VariableAccount("age", 1, 2, 1, 0)),
                cohort.account().variables());
        assertTrue(String.join("\n", cohort.account().lines()).contains("1 with values that contradict each other"));
    }

    @Test
    void a_value_that_says_unknown_is_missing() throws Exception {
        publish("clinic", "id,s\nq1,m\nq2,u\n", """
            columns:
              - {column: s, term: ncit:C28421, kind: categorical, values: {m: ncit:C20197, u: ncit:C17998}}
            """);
        BuiltCohort cohort = build(Cohort.EVERYONE, SEX);
        assertEquals(List.of("-", "male"), rows(cohort.table()));
        assertEquals(List.of(), cohort.findings());
    }

    @Test
    void the_same_data_give_the_same_table_whatever_the_order_of_rows() throws Exception {
        publish("clinic", TABLE, COLUMNS);
        byte[] first =
                TableBytes.write(build(Cohort.EVERYONE, SEX, AGE, SURVIVAL).table());
        publish("clinic", """
            id,sex,months,survival,t,dead
            p3,x,,3.5,,no
            p2,f,700.50,20,2,no
            p1,m,744,10.0,1a,yes
            """, COLUMNS);
        byte[] second =
                TableBytes.write(build(Cohort.EVERYONE, SEX, AGE, SURVIVAL).table());
        assertEquals(HexFormat.of().formatHex(first), HexFormat.of().formatHex(second));
    }

    @Test
    void an_empty_store_gives_an_empty_table() {
        BuiltCohort cohort = build(Cohort.EVERYONE, SEX, AGE);
        assertEquals(0, cohort.table().rows());
        assertEquals(List.of(), cohort.findings());
    }

    @Test
    void the_two_reference_centres_give_their_own_rows() {
        Path centre = Path.of(System.getProperty("isopleth.root"))
                .resolve("../shared/data/semantics/two_centres/synthetic_dutch_150.csv");
        assumeTrue(Files.exists(centre), "../shared is absent: cohort of the Dutch centre");
        MappingDocument mapping = fixture.mapping("dutch", centre, "id", """
            disease: ncit:C9105
            fold: [case]
            columns:
              - column: event_overall_survival
                term: ncit:C25717
                kind: categorical
                values: {levend: ncit:C37987, overleden: ncit:C28554}
              - {column: overall_survival_in_days, term: ncit:C125201, kind: numeric, unit: d}
              - {column: leeftijd_diagnose, term: ncit:C25150, kind: numeric, unit: a}
            """);
        store.publish(mapping, SourceTable.of(mapping.source()), Instant.EPOCH);
        BuiltCohort cohort =
                build(new Cohort(Optional.of(TermId.parse("ncit:C9105")), List.of()), SURVIVAL, STATUS, AGE);
        assertEquals(150, cohort.table().rows());
        Column.Categorical status = (Column.Categorical) cohort.table().column("status");
        long dead = IntStream.range(0, 150).filter(row -> status.code(row) == 1).count();
        assertEquals(62, dead);
        assertEquals(List.of(), cohort.findings());
    }
}
