package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.settings.SettingsDocument;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFeaturesTest {
    private static final String SETTINGS = """
        radiomics: 1
        dimension: in-space
        interpolation: {columns: 2, rows: 2, slices: 2, image: linear}
        rounding: true
        re-segmentation: {at-least: -1000, at-most: 400}
        discretisation: {width: 25}
        """;
    private static final String STUDY = """
        study: 1
        title: Volume
        question: Does it grow?
        purpose: To know.
        release: site-level
        minimum-sites: 2
        variables: [{name: age, term: ncit:C25150, unit: a, range: [0, 120]}]
        features:
          settings: settings.yaml
          region: GTVp1
          time-point: baseline
          measured:
            - {name: volume, feature: RNU0, range: [0, 1000000]}
            - {name: contrast, feature: ACUI, aggregation: "3D, averaged", range: [0, 5000]}
        cohort: {where: [{variable: volume, at-least: 100}]}
        analyses: [{id: summary@1, name: all, variables: [age, volume, contrast]}]
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @BeforeEach
    void writeSettings() throws IOException {
        Files.writeString(work.resolve("settings.yaml"), SETTINGS);
    }

    private Study study(String text) throws IOException {
        return new StudyReader(Vocabulary.bundled(), Analyses.all())
                .read(Files.writeString(work.resolve("study.yaml"), text))
                .study();
    }

    @Test
    void measuredFeaturesAreVariablesWithTheCataloguesTermAndUnit() throws IOException {
        Study study = study(STUDY);
        assertEquals(
                new Variable.Numeric("volume", Optional.of(TermId.parse("ro:RNU0")), new Unit("mm3"), 0, 1_000_000),
                study.variable("volume").orElseThrow());
        FeatureRequest request = study.features().orElseThrow();
        Settings settings = SettingsDocument.read(work.resolve("settings.yaml"));
        assertEquals(SettingsJson.digest(settings), request.settingsDigest());
        assertEquals(settings, SettingsJson.read(request.settings()), "what a hospital reads is what was written");
        assertEquals(
                Optional.of("3D, averaged"),
                request.of("contrast").orElseThrow().aggregation());
        assertEquals(
                study, StudyJson.read(CanonicalJson.parse(CanonicalJson.bytes(StudyJson.write(study)))), "on the wire");
    }

    @Test
    void theStudysDigestCoversTheMeaningOfTheSettingsAndNotTheirLayout() throws IOException {
        Study before = study(STUDY);
        Files.writeString(
                work.resolve("settings.yaml"),
                SETTINGS.replace("rounding: true\n", "# CT\n").replace("radiomics: 1", "radiomics: 1\nrounding: true"));
        assertEquals(before.digest(), study(STUDY).digest());
        String indented = SETTINGS.strip().replace("\n", "\n    ").replaceFirst("^", "\n    ");
        assertEquals(
                before.digest(),
                study(STUDY.replace(" settings.yaml", indented)).digest());
        Files.writeString(work.resolve("settings.yaml"), SETTINGS.replace("width: 25", "width: 24"));
        assertNotEquals(before.digest(), study(STUDY).digest());
    }

    @Test
    void theCheckPrintsTheSettingsDigestAndTheFeatures() throws IOException {
        CommandRun run = check(STUDY);
        assertEquals("", run.err());
        String digest = study(STUDY).features().orElseThrow().settingsDigest().toString();
        assertTrue(
                run.out().contains("features  of region GTVp1 at baseline, measured with settings " + digest),
                run.out());
        assertTrue(run.out().contains("feature   volume: RNU0 (volume (mesh), unit mm3)\n"), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "feature   contrast: ACUI (contrast (grey level co-occurrence), unit 1), 3D, averaged"),
                run.out());
    }

    @Test
    void everySlipIsToldAtItsPlace() throws IOException {
        assertEquals(
                List.of(":14:33: unknown feature 'ACUJ'; did you mean ACUI (contrast (grey level co-occurrence))?"),
                refused(STUDY.replace("ACUI", "ACUJ")));
        assertEquals(
                List.of(":14:52: the settings do not measure '2D, averaged';"
                        + " expected one of '3D, averaged', '3D, merged'"),
                refused(STUDY.replace("3D, averaged", "2D, averaged")));
        assertEquals(
                List.of(":14:52: feature ACUI has no aggregation 'mean'; expected one of '3D, averaged', '3D, merged'"),
                refused(STUDY.replace("\"3D, averaged\"", "mean")));
        assertEquals(
                List.of(":14:7: feature ACUI needs an aggregation, one of '3D, averaged', '3D, merged'"),
                refused(STUDY.replace(" aggregation: \"3D, averaged\",", "")));
        assertEquals(
                List.of(":13:50: feature RNU0 has one value; leave its aggregation out"),
                refused(STUDY.replace("feature: RNU0", "feature: RNU0, aggregation: 3D")));
        assertEquals(
                List.of(":13:7: variable 'age' appears twice"),
                refused(STUDY.replace("name: volume", "name: age").replace("variable: volume", "variable: age")));
        assertEquals(
                List.of(":9:3: a time point is 'baseline' or 'follow-up-1' to 'follow-up-99'"),
                refused(STUDY.replace("time-point: baseline", "time-point: later")));
        assertEquals(List.of(":9:3: missing key 'region'"), refused(STUDY.replace("  region: GTVp1\n", "")));
    }

    @Test
    void aSlipInTheSettingsIsToldWithTheirPlace() throws IOException {
        Files.writeString(work.resolve("settings.yaml"), SETTINGS.replace("width: 25", "width: 0"));
        String error = check(STUDY).err();
        assertTrue(error.contains("settings.yaml:6:25: expected a number above 0"), error);
        Files.delete(work.resolve("settings.yaml"));
        assertTrue(check(STUDY).err().contains("settings.yaml"), "a file that is not there is named");
    }

    @Test
    void aSimulationTakesFeaturesAsColumns() throws IOException {
        Path study = Files.writeString(work.resolve("study.yaml"), STUDY);
        for (String site : List.of("north", "south")) {
            StringBuilder table = new StringBuilder("age,volume,contrast\n");
            for (int i = 0; i < 30; i++) {
                table.append(40 + i)
                        .append(',')
                        .append(90 + i)
                        .append(',')
                        .append(i)
                        .append(".5\n");
            }
            Files.writeString(work.resolve(site + ".csv"), table);
        }
        CommandRun run = CommandRun.study(
                Analyses.all(),
                work.resolve("fault.log"),
                "simulate",
                study.toString(),
                "--site",
                "north=" + work.resolve("north.csv"),
                "--site",
                "south=" + work.resolve("south.csv"));
        assertEquals("", run.err());
        assertTrue(run.out().contains("contrast"), run.out());
    }

    private CommandRun check(String text) throws IOException {
        return CommandRun.study(
                Analyses.all(),
                work.resolve("fault.log"),
                "check",
                Files.writeString(work.resolve("study.yaml"), text).toString());
    }

    /// The problems, without the name of the file.
    private List<String> refused(String text) throws IOException {
        CommandRun run = check(text);
        assertEquals(ExitCode.BAD_INPUT, run.exit(), run.out());
        return run.err()
                .lines()
                .map(line -> line.substring(line.indexOf("study.yaml") + "study.yaml".length()))
                .toList();
    }
}
