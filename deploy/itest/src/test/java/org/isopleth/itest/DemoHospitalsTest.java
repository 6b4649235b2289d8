package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Json;
import org.isopleth.client.study.StudyDocument;
import org.isopleth.client.study.StudyReader;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.Disclosure;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.itest.DemoHospitals.Patient;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The four hospitals of the demo write the same 228 patients in four ways; read through their mappings
/// they are the patients of the public data set again, to the bit.
class DemoHospitalsTest {
    private static final Path ROOT = Path.of(System.getProperty("isopleth.root", "."));

    /// Which institutions make up a hospital, as deploy/demo/README.md states; 99 stands for the one
    /// institution that is missing.
    private static final Map<String, List<Integer>> INSTITUTIONS = Map.of(
            "avon", List.of(1, 13, 99),
            "maas", List.of(3, 6, 12, 33),
            "neckar", List.of(5, 11, 21, 22),
            "rhone", List.of(2, 4, 7, 10, 15, 16, 26, 32));

    /// `coxph(Surv(survival, vital == "dead") ~ age + (sex == "male") + ecog + karnofsky + weight_loss +
    /// strata(hospital), ties = "efron")` of R 4.2.2 with survival 3.5-3 on the 213 complete patients:
    /// estimates, then standard errors.
    private static final double[] R_ESTIMATES = {
        0.01483564968003739, 0.6470331196245426, 0.7722976181794546, 0.01451154171093463, -0.01206130630227522
    };

    private static final double[] R_ERRORS = {
        0.010075187741555228, 0.18081710173934107, 0.20016473354953052, 0.010170424188733830, 0.006817482747933981
    };
    private static final double R_LOG_LIKELIHOOD = -452.8492901083579;

    /// One line of a CSV file, by heading.
    private record Row(Map<String, String> cells) {
        String text(String name) {
            return Objects.requireNonNull(cells.get(name), name);
        }

        double number(String name) {
            String cell = text(name);
            return cell.isEmpty() || cell.equals("NA") ? Double.NaN : Double.parseDouble(cell);
        }
    }

    @TempDir
    Path work;

    private DemoHospitals hospitals;
    private StudyDocument document;

    @BeforeEach
    void readStudy() {
        Path folder = ROOT.resolve("deploy/demo");
        hospitals = new DemoHospitals(folder, work);
        document = new StudyReader(Vocabulary.bundled(), Analyses.all()).read(folder.resolve("study.yaml"));
    }

    @Test
    void every_hospital_has_the_patients_of_its_institutions_to_the_bit() throws IOException, SQLException {
        Path lung = ROOT.resolve("../shared/data/clinical/ncctg_lung").normalize();
        Assumptions.assumeTrue(
                Files.isDirectory(lung), "../shared is absent: the comparison of the demo's patients was skipped");
        int patients = 0;
        for (String hospital : DemoHospitals.NAMES) {
            List<Patient> original = new ArrayList<>();
            for (int institution : INSTITUTIONS.getOrDefault(hospital, List.of())) {
                original.addAll(originals(lung.resolve("centre_" + institution + ".csv")));
            }
            original.sort(null);
            assertEquals(original, decode(hospital), hospital);
            patients += original.size();
        }
        assertEquals(228, patients);
    }

    @Test
    void the_pooled_table_is_the_hospitals_together() throws IOException, SQLException {
        Map<String, List<Patient>> pooled = new TreeMap<>();
        for (Row row : records(ROOT.resolve("deploy/demo/pooled/patients.csv"))) {
            pooled.computeIfAbsent(row.text("hospital"), _ -> new ArrayList<>())
                    .add(new Patient(
                            row.number("age"),
                            row.text("sex"),
                            row.number("ecog"),
                            row.number("karnofsky"),
                            row.number("weight_loss"),
                            row.number("survival"),
                            row.text("vital")));
        }
        assertEquals(DemoHospitals.NAMES, List.copyOf(pooled.keySet()));
        for (String hospital : DemoHospitals.NAMES) {
            List<Patient> expected = pooled.getOrDefault(hospital, List.of());
            assertEquals(expected.stream().sorted().toList(), decode(hospital), hospital);
        }
    }

    @Test
    void every_value_has_a_meaning() throws IOException, SQLException {
        for (String hospital : DemoHospitals.NAMES) {
            var report = hospitals.decode(hospital, document.study()).report();
            assertTrue(report.isComplete(), () -> String.join("\n", report.lines(Vocabulary.bundled())));
        }
    }

    @Test
    void every_hospital_passes_the_disclosure_rules() throws IOException, SQLException {
        for (PreparedAnalysis analysis : document.analyses()) {
            for (Map.Entry<SiteId, AnalysisTable> site : tables().entrySet()) {
                Decision decision = Disclosure.check(
                        SitePolicy.FLOORS,
                        ProposedRelease.ofAnalysis(
                                ReleaseLevel.SITE_LEVEL, analysis.atSite().exposure(site.getValue())));
                assertEquals(List.of(), decision.broken(), site.getKey().name());
            }
        }
    }

    @Test
    void the_federated_fit_is_the_fit_of_independent_software() throws IOException, SQLException {
        Federation.Run run = Federation.run(document.analyses().getFirst(), tables());
        assertTrue(run.end() instanceof Step.Finished);
        Json.Obj result = ((Step.Finished) run.end()).result();
        assertEquals(213, result.integer("patients"));
        assertEquals(151, result.integer("events"));
        assertNear(R_LOG_LIKELIHOOD, result.number("logLikelihood"), "log-likelihood");
        List<Json> coefficients = result.list("coefficients");
        assertEquals(R_ESTIMATES.length, coefficients.size());
        for (int i = 0; i < R_ESTIMATES.length; i++) {
            Json.Obj coefficient = coefficients.get(i).asObject();
            assertNear(R_ESTIMATES[i], coefficient.number("estimate"), coefficient.text("name"));
            assertNear(R_ERRORS[i], coefficient.number("standardError"), coefficient.text("name"));
        }
    }

    private static void assertNear(double expected, double found, String what) {
        assertEquals(expected, found, 1e-8 * Math.max(1, Math.abs(expected)), what);
    }

    private List<Patient> decode(String hospital) throws IOException, SQLException {
        return hospitals.decode(hospital, document.study()).patients();
    }

    private Map<SiteId, AnalysisTable> tables() throws IOException, SQLException {
        Map<SiteId, AnalysisTable> tables = new HashMap<>();
        for (String hospital : DemoHospitals.NAMES) {
            tables.put(new SiteId(hospital), table(document.study(), decode(hospital)));
        }
        return tables;
    }

    private static AnalysisTable table(Study study, List<Patient> all) {
        List<Patient> patients = all.stream().filter(Patient::isComplete).toList();
        return new AnalysisTable(
                patients.size(),
                List.of(
                        new Column.Numeric("age", numbers(patients.stream().mapToDouble(Patient::age))),
                        words(study, "sex", patients.stream().map(Patient::sex)),
                        new Column.Numeric("ecog", numbers(patients.stream().mapToDouble(Patient::ecog))),
                        new Column.Numeric(
                                "karnofsky", numbers(patients.stream().mapToDouble(Patient::karnofsky))),
                        new Column.Numeric(
                                "weight_loss", numbers(patients.stream().mapToDouble(Patient::weightLoss))),
                        new Column.Numeric("survival", numbers(patients.stream().mapToDouble(Patient::survival))),
                        words(study, "vital", patients.stream().map(Patient::vital))));
    }

    private static double[] numbers(DoubleStream values) {
        return values.toArray();
    }

    private static Column words(Study study, String name, Stream<String> values) {
        List<String> levels = ((Variable.Categorical) study.variable(name).orElseThrow()).levelNames();
        return new Column.Categorical(
                name, levels, values.mapToInt(levels::indexOf).toArray());
    }

    private static List<Patient> originals(Path file) throws IOException {
        return records(file).stream()
                .map(row -> new Patient(
                        row.number("age"),
                        row.text("male").equals("1") ? "male" : "female",
                        row.number("ph_ecog"),
                        row.number("ph_karno"),
                        row.number("wt_loss"),
                        row.number("time"),
                        row.text("event").equals("1") ? "dead" : "alive"))
                .toList();
    }

    /// The rows of a CSV file without commas in cells, by heading.
    private static List<Row> records(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = cells(lines.getFirst());
        return lines.stream()
                .skip(1)
                .map(DemoHospitalsTest::cells)
                .map(cells -> {
                    Map<String, String> row = new HashMap<>();
                    IntStream.range(0, header.size()).forEach(i -> row.put(header.get(i), cells.get(i)));
                    return new Row(row);
                })
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1))
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }
}
