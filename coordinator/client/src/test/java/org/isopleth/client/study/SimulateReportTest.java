package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.analysis.Analyses;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.isopleth.client.report.ReportCommand;
import org.isopleth.client.report.StudyReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `study simulate --report DIR` writes what `study submit --out DIR` would, but for the provenance.
class SimulateReportTest {
    private static final String STUDY = """
        study: 1
        title: "Age \\e[2J at last"
        question: Do men get older?
        purpose: To try the report.
        release: site-level
        minimum-sites: 1
        variables:
          - {name: age, term: ncit:C25150, unit: a, range: [0, 120]}
          - {name: sex, term: ncit:C28421, values: {female: ncit:C16576, male: ncit:C20197}}
        analyses:
          - {id: glm@1, name: ages, family: gaussian, outcome: age, covariates: [sex]}
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    private Path documents;

    @BeforeEach
    void writeFiles() throws IOException {
        documents = work.resolve("documents/of/one");
        Files.writeString(work.resolve("study.yaml"), STUDY);
        patients("north", 60);
        patients("south", 40);
        patients("west", 8);
    }

    @Test
    void theReportIsThatOfTheResultsAndSaysWhatItIs() throws IOException {
        CommandRun run = simulate();
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        String page = Files.readString(documents.resolve("report.html"));
        assertTrue(page.contains("Simulation: computed in one process on local files"), page);
        assertTrue(page.contains("2 of 3 invited hospitals took part"), page);
        assertTrue(page.contains("too few patients (rule rows)"), page);

        Path again = work.resolve("again.html");
        CommandLine report = new CommandLine(new ReportCommand(new StudyReport(_ -> Optional.empty())));
        assertEquals(
                ExitCode.DONE,
                CommandRun.run(
                                report,
                                work.resolve("fault.log"),
                                documents.resolve("results.json").toString(),
                                "--out",
                                again.toString())
                        .exit());
        assertEquals(page, Files.readString(again));
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        simulate();
        byte[] results = Files.readAllBytes(documents.resolve("results.json"));
        byte[] page = Files.readAllBytes(documents.resolve("report.html"));
        simulate();
        assertArrayEquals(results, Files.readAllBytes(documents.resolve("results.json")));
        assertArrayEquals(page, Files.readAllBytes(documents.resolve("report.html")));
    }

    @Test
    void whatATerminalWouldObeyDoesNotReachIt() {
        assertEquals(
                "Age \\u001b[2J at last", simulate().out().lines().findFirst().orElseThrow());
    }

    @Test
    void aFileInThePlaceOfTheFolderIsToldBeforeTheRun() throws IOException {
        Files.createDirectories(documents.getParent());
        Files.writeString(documents, "mine");
        CommandRun run = simulate();
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals(
                "isopleth: error: " + documents + ": this is a file, not a folder; choose another name\n",
                run.err().replace("\r", ""));
        assertEquals("", run.out());
    }

    @Test
    void nothingIsWrittenOfAStudyThatCannotRun() throws IOException {
        Files.writeString(work.resolve("study.yaml"), STUDY.replace("unit: a", "unit: years"));
        assertEquals(ExitCode.BAD_INPUT, simulate().exit());
        assertFalse(Files.exists(documents));
    }

    private CommandRun simulate() {
        List<String> arguments = new ArrayList<>(
                List.of("simulate", work.resolve("study.yaml").toString(), "--report", documents.toString()));
        for (String site : List.of("north", "south", "west")) {
            arguments.addAll(List.of("--site", site + "=" + work.resolve(site + ".csv")));
        }
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
    }

    private void patients(String site, int number) throws IOException {
        Random random = new Random(number);
        List<String> lines = new ArrayList<>(List.of("age,sex"));
        for (int i = 0; i < number; i++) {
            lines.add((50 + random.nextInt(30)) + (i % 2 == 0 ? ",male" : ",female"));
        }
        Files.write(work.resolve(site + ".csv"), lines);
    }
}
