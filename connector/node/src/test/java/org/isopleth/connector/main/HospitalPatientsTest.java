package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.connector.work.Patients;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// From a hospital's tables to a study's cohort, and what `connector import` says of them.
class HospitalPatientsTest {
    private static final Study STUDY = TestStudies.study(
            "ages",
            ReleaseLevel.SITE_LEVEL,
            List.of(new Variable.Numeric("age", Optional.of(TermId.parse("ncit:C25150")), new Unit("a"), 0, 120)),
            List.of(new AnalysisPlan(
                    AnalysisId.parse("summary@1"), "describe", Json.object().build())));

    @TempDir
    Path folder;

    @Test
    void patients_of_a_mapping_that_is_no_longer_configured_are_in_no_cohort() throws Exception {
        table("register", "p", 60);
        configure("register");
        assertEquals(60, rows());

        table("register-2", "p", 12);
        configure("register-2");
        assertEquals(12, rows());
    }

    @Test
    void of_two_mappings_one_can_be_taken_away() throws Exception {
        table("clinic", "c", 20);
        table("trial", "t", 30);
        configure("clinic", "trial");
        assertEquals(50, rows());
        configure("trial");
        assertEquals(30, rows());
    }

    @Test
    void import_removes_what_is_no_longer_configured_and_says_so() throws Exception {
        table("register", "p", 60);
        configure("register");
        assertEquals(60, rows());
        assertFalse(imported().contains("Removed"), imported());

        table("register-2", "p", 12);
        configure("register-2");
        String said = imported();
        assertTrue(said.contains("Removed what was published as 'register': no mapping has this name any more."), said);
        assertFalse(imported().contains("Removed"), "there is nothing left to remove");
    }

    @Test
    void import_counts_the_patients_whose_values_contradict_each_other() throws Exception {
        mapping("years", "id,age\n1,50\n2,60\n3,70\n3,71\n4,80\n", "a");
        mapping("months", "id,age\n1,600\n2,721\n5,840\n", "mo");
        configure("years", "months");
        String said = imported();
        assertTrue(said.contains("Values of one patient that contradict each other; studies will use none"), said);
        // Patient 1 is 50 years, which are 600 months; 2 and 3 are contradicted.
        assertTrue(said.contains("  ncit:C25150 Age: 2 patients"), said);

        Json.Obj json = CanonicalJson.parse(imported("--json")).asObject();
        assertEquals(2, json.list("contradictions").getFirst().asObject().count("patients"));
        assertEquals(2, json.list("mappings").size());
        assertEquals(List.of(), json.list("removed"));
    }

    @Test
    void import_says_that_nothing_contradicts() throws Exception {
        table("register", "p", 12);
        configure("register");
        assertTrue(imported().contains("No patient has values that contradict each other."), imported());
    }

    @Test
    void the_log_tells_how_a_cohort_came_about() throws Exception {
        mapping("years", "id,age\n1,50\n1,51\n2,60\n", "a");
        configure("years");
        Logger logger = (Logger) LoggerFactory.getLogger(HospitalPatients.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        try {
            rows();
        } finally {
            logger.setLevel(before);
            logger.detachAppender(log);
        }
        List<String> lines =
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        String study = "study " + STUDY.digest() + ": ";
        assertTrue(lines.contains(study + "2 patients found, 0 left out by the study's conditions"), lines.toString());
        assertTrue(
                lines.contains(
                        study + "  age: 1 present, 1 missing, of which 1 with values that contradict each other"),
                lines.toString());
    }

    @Test
    void a_value_with_a_line_break_or_a_turned_direction_stays_one_line() throws Exception {
        mapping("years", "id,age\n1,\"x\ny\u202e3\"\n2," + "9".repeat(500) + "\n", "a");
        configure("years");
        String said = imported();
        assertTrue(said.contains("    'x\\u{a}y\\u{202e}3' (1 rows, 1 patients) is not a number"), said);
        assertTrue(said.lines().allMatch(line -> line.length() < 200), said);
        Json.Obj value = CanonicalJson.parse(imported("--json"))
                .asObject()
                .list("mappings")
                .getFirst()
                .asObject()
                .list("columns")
                .getFirst()
                .asObject()
                .list("values")
                .get(1)
                .asObject();
        assertEquals("x\ny\u202e3", value.text("value"));
        assertEquals("not-a-number", value.text("reason"));
    }

    @Test
    void a_patient_who_withdraws_is_in_no_later_cohort_and_named_nowhere() throws Exception {
        table("register", "p", 60);
        configure("register");
        assertEquals(60, rows());
        String said = withdrawn("p7", "p8");
        assertTrue(said.startsWith("2 of 2 newly withdrawn."), said);
        assertEquals(58, rows());
        Path list = Files.writeString(folder.resolve("list.txt"), "p8\n\n p9 \nnobody\n");
        assertTrue(withdrawn("--file", list.toString()).startsWith("2 of 3 newly withdrawn."));
        assertEquals(57, rows());

        Path kept = folder.resolve("state/withdrawn");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        List<String> lines = Files.readAllLines(kept);
        assertTrue(lines.stream().allMatch(line -> line.matches("([0-9a-f]{32})?")), "pseudonyms, and nothing else");
        assertEquals(4, lines.stream().filter(line -> !line.isEmpty()).count());
    }

    @Test
    void a_line_that_a_crash_cut_off_takes_nobody_else_along() throws Exception {
        table("register", "p", 60);
        configure("register");
        rows();
        withdrawn("p7");
        Path kept = folder.resolve("state/withdrawn");
        Files.writeString(kept, Files.readString(kept) + "0123456789abcdef");
        withdrawn("p8");
        assertEquals(58, rows());
    }

    private String withdrawn(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("withdraw", folder.toString()));
        all.addAll(List.of(arguments));
        CommandLine commands =
                ConnectorMain.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertEquals(0, commands.execute(all.toArray(String[]::new)), err.toString());
        return out.toString();
    }

    private int rows() {
        ConnectorConfiguration configuration = ConnectorConfiguration.read(folder);
        try (Patients patients = HospitalPatients.open(
                new HospitalPatients.Opening(
                        configuration.sources(), configuration.storage().state(), Optional.empty()),
                TestConsortium.RANDOM,
                InstantSource.system())) {
            return patients.select(STUDY).table().rows();
        }
    }

    private String imported(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[options.length + 2];
        arguments[0] = "import";
        arguments[1] = folder.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        CommandLine commands =
                ConnectorMain.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertEquals(0, commands.execute(arguments), err.toString());
        return out.toString();
    }

    private void configure(String... mappings) throws IOException {
        Files.writeString(
                folder.resolve("connector.yaml"),
                "connector: 1\nmappings: ["
                        + List.of(mappings).stream().map(name -> name + ".yaml").collect(Collectors.joining(", "))
                        + "]\n");
    }

    private void table(String name, String patients, int rows) throws IOException {
        mapping(
                name,
                IntStream.range(0, rows)
                        .mapToObj(row -> patients + row + "," + (40 + row))
                        .collect(Collectors.joining("\n", "id,age\n", "\n")),
                "a");
    }

    private void mapping(String name, String table, String unit) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), table, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(name + ".yaml"), """
            mapping: 1
            name: %s
            language: en
            source: {csv: {file: %s.csv}}
            patient: id
            columns:
              - {column: age, term: ncit:C25150, kind: numeric, unit: %s}
            """.formatted(name, name, unit));
    }
}
