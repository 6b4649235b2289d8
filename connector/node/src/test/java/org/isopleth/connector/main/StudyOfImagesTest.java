package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.ImageImport;
import org.isopleth.connector.image.WrittenPatient;
import org.isopleth.connector.passport.PassportMeasurement;
import org.isopleth.connector.work.ImageWorker;
import org.isopleth.connector.work.Patients;
import org.isopleth.connector.work.Watch;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.store.FolderLock;
import org.isopleth.store.PrivateFiles;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Features that a study asks for are measured when it is served, and by command before.
class StudyOfImagesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(folder.resolve("register.csv"), "id,age\n12345,60\n");
        Files.writeString(folder.resolve("mapping.yaml"), """
            mapping: 1
            name: register
            language: en
            source: {csv: {file: register.csv}}
            patient: id
            columns:
              - {column: age, term: ncit:C25150, kind: numeric, unit: a}
            """);
        Files.writeString(folder.resolve("connector.yaml"), "connector: 1\nimages: {folder: dicom}\n");
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(folder.resolve("dicom"));
    }

    @Test
    void a_study_has_what_it_asks_for_measured_and_nothing_else() throws Exception {
        Files.writeString(
                folder.resolve("connector.yaml"), "connector: 1\nimages: {folder: dicom, settings: [s.yaml]}\n");
        Files.writeString(folder.resolve("s.yaml"), "radiomics: 1\ndimension: in-space\ndiscretisation: {width: 10}\n");
        assertEquals("no image is measured\n", said("images", "list", folder.toString()));
        try (Patients patients = open()) {
            patients.measure(study(), new Unwatched());
            assertEquals(1, patients.select(study()).table().rows());
            assertEquals(List.of(), patients.select(study()).findings());
        }
        String listed = said("images", "list", folder.toString());
        assertTrue(listed.matches("series [0-9a-f]{32}  CT  baseline  GTVp1  [1-9][0-9]+ features\n"), listed);
        assertTrue(said("images", "import", folder.toString(), "--dry-run").contains("  1 would be measured"));
    }

    @Test
    void a_running_connector_imports_images_when_it_is_asked() throws Exception {
        try (Patients patients = open()) {
            Running connector = new Running(patients);
            StringWriter err = new StringWriter();
            String done = said(err, "images", "import", folder.toString());
            assertTrue(done.contains("Lesions measured now: 0."), done);
            assertTrue(done.contains("  1 measured"), done);
            assertTrue(err.toString().startsWith("The connector is running: it imports the images"), err.toString());
            String again = said("images", "import", folder.toString(), "--json");
            assertTrue(again.contains("\"series\":{\"unchanged\":1}"), again);
            connector.stop();
        }
        StringWriter err = new StringWriter();
        assertTrue(said(err, "images", "import", folder.toString()).contains("  1 unchanged"));
        assertTrue(err.toString().startsWith("The connector is not running"), err.toString());
    }

    @Test
    void a_running_connector_lists_what_is_measured() throws Exception {
        String listed;
        try (Patients patients = open()) {
            assertEquals("no image is measured\n", said("images", "list", folder.toString()));
            patients.measure(study(), new Unwatched());
            listed = said("images", "list", folder.toString());
            assertTrue(listed.matches("series [0-9a-f]{32}  CT  baseline  GTVp1  [1-9][0-9]+ features\n"), listed);
            String json = said("images", "list", folder.toString(), "--json");
            assertEquals("{\"regions\":[\"" + listed.strip() + "\"]}", json.strip());
        }
        assertEquals(listed, said("images", "list", folder.toString()), "the same as without a connector");
        assertNoRequestIsLeft();
    }

    /// Measuring takes hours in a hospital, and who asks meanwhile is answered.
    @Test
    void a_connector_that_measures_lists_what_is_measured_so_far() throws Exception {
        Files.writeString(folder.resolve("register.csv"), "id,age\n12345,60\n67890,70\n");
        new WrittenPatient("67890", 42, "20260105", "GTVp1").write(folder.resolve("dicom/other"));
        List<Long> meanwhile = new ArrayList<>();
        Watch asking = new Watch() {
            @Override
            public void at(String what, long number) {
                meanwhile.add(regionsListed());
            }

            @Override
            public void check() {}
        };
        try (Patients patients = open()) {
            patients.measure(study(), asking);
        }
        assertEquals(List.of(1L, 2L), meanwhile, "after each series");
        assertEquals(2, regionsListed());
        assertNoRequestIsLeft();
    }

    private long regionsListed() {
        return said("images", "list", folder.toString())
                .lines()
                .filter(line -> line.startsWith("series "))
                .count();
    }

    @Test
    void a_connector_that_ends_before_it_listed_is_not_waited_for() throws Exception {
        Path state = folder.resolve("state");
        PrivateFiles.createFolder(state);
        FolderLock connector = FolderLock.ofProgram(state);
        Thread ending = Thread.ofPlatform().start(() -> {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            connector.close();
        });
        StringWriter err = new StringWriter();
        assertEquals(2, code(new StringWriter(), err, "images", "list", folder.toString()));
        assertTrue(err.toString().contains("the connector stopped before it had listed the images"), err.toString());
        ending.join();
        assertNoRequestIsLeft();
    }

    private void assertNoRequestIsLeft() throws IOException {
        for (String place : List.of("asked", "answered")) {
            Path requests = folder.resolve("state/image-requests").resolve(place);
            if (Files.exists(requests)) {
                try (Stream<Path> left = Files.list(requests)) {
                    assertEquals(0, left.count(), place);
                }
            }
        }
    }

    @Test
    void a_running_connector_says_why_it_cannot_import() throws Exception {
        try (Patients patients = open()) {
            Running connector = new Running(patients);
            try (Stream<Path> files = Files.walk(folder.resolve("dicom"))) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            StringWriter err = new StringWriter();
            assertEquals(2, code(new StringWriter(), err, "images", "import", folder.toString()));
            assertTrue(
                    err.toString().lines().toList().getLast().startsWith("isopleth: error: the image folder "),
                    err.toString());
            connector.stop();
        }
    }

    @Test
    void a_connector_that_ends_before_it_imported_is_not_waited_for() throws Exception {
        Patients deaf = open();
        Thread ending = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            deaf.close();
        });
        StringWriter err = new StringWriter();
        assertEquals(2, code(new StringWriter(), err, "images", "import", folder.toString()));
        assertTrue(err.toString().contains("the connector stopped before it had imported the images"), err.toString());
        ending.join();
        try (Stream<Path> left = Files.list(folder.resolve("state/image-requests/asked"))) {
            assertEquals(0, left.count(), "nobody waits for it any more");
        }
    }

    /// A connector as far as images go.
    private static final class Running {
        private final ImageWorker worker;
        private final Thread thread;

        Running(Patients patients) {
            worker = new ImageWorker(patients, InstantSource.system());
            thread = Thread.ofPlatform().start(worker);
        }

        void stop() throws InterruptedException {
            worker.stop();
            thread.join();
        }
    }

    private record Unwatched() implements Watch {
        @Override
        public void at(String what, long number) {}

        @Override
        public void check() {}
    }

    private Patients open() {
        ConnectorConfiguration configuration = ConnectorConfiguration.read(folder);
        return HospitalPatients.open(
                new HospitalPatients.Opening(
                        configuration.sources(),
                        configuration.storage().state(),
                        Optional.of(PassportMeasurement.of(ImageImport.SOFTWARE))),
                TestConsortium.RANDOM,
                InstantSource.system());
    }

    @Test
    void images_are_imported_by_command() throws Exception {
        Files.writeString(
                folder.resolve("connector.yaml"), "connector: 1\nimages: {folder: dicom, settings: [s.yaml]}\n");
        Files.writeString(folder.resolve("s.yaml"), "radiomics: 1\ndimension: in-space\ndiscretisation: {width: 10}\n");
        assertTrue(said("images", "import", folder.toString(), "--dry-run").contains("  1 would be measured"));
        assertTrue(said("images", "import", folder.toString()).contains("Lesions measured now: 1."));
        String again = said("images", "import", folder.toString(), "--json");
        assertTrue(again.contains("\"series\":{\"unchanged\":1}"), again);
    }

    static Study study() {
        FeatureRequest request = new FeatureRequest(
                (Json.Obj) SettingsJson.write(DigitalPhantom.settings(Settings.Dimension.IN_SPACE)),
                "GTVp1",
                FeatureRequest.BASELINE,
                List.of(new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged"))));
        return new Study(
                "Contrast",
                "Does contrast vary?",
                "To test a connector.",
                List.of(),
                List.of(new Variable.Numeric("contrast", Optional.of(TermId.parse("ro:ACUI")), Unit.ONE, 0, 5000)),
                Optional.of(request),
                Cohort.EVERYONE,
                List.of(new AnalysisPlan(
                        AnalysisId.parse("summary@1"), "describe", Json.object().build())),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                Deadlines.DEFAULT);
    }

    private static String said(String... arguments) {
        return said(new StringWriter(), arguments);
    }

    private static String said(StringWriter err, String... arguments) {
        StringWriter out = new StringWriter();
        assertEquals(0, code(out, err, arguments), err.toString());
        return out.toString();
    }

    private static int code(StringWriter out, StringWriter err, String... arguments) {
        return ConnectorMain.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
