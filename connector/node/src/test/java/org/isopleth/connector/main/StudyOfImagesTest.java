package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.WrittenPatient;
import org.isopleth.connector.work.Patients;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.settings.SettingsJson;
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
    void a_study_has_what_it_asks_for_measured() {
        assertEquals("no image is measured\n", said("images", "list", folder.toString()));
        ConnectorConfiguration configuration = ConnectorConfiguration.read(folder);
        try (Patients patients = HospitalPatients.open(
                configuration.sources(),
                configuration.storage().state(),
                TestConsortium.RANDOM,
                InstantSource.system())) {
            patients.select(study());
        }
        String listed = said("images", "list", folder.toString());
        assertTrue(listed.matches("series [0-9a-f]{32}  CT  baseline  GTVp1  [1-9][0-9]+ features\n"), listed);
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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ConnectorMain.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertEquals(0, code, err.toString());
        return out.toString();
    }
}
