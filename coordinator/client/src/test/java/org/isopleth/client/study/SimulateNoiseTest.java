package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.isopleth.disclosure.loss.Calibration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A summary with noise over three simulated hospitals: near the truth, never the truth, and said what it
/// promises.
class SimulateNoiseTest {
    private static final String STUDY = """
        study: 1
        title: Who has lung cancer
        question: What do the patients look like?
        purpose: To plan a trial.
        variables:
          - {name: age, term: ncit:C25150, unit: a, range: [0, 120]}
          - {name: sex, term: ncit:C28421, values: {female: ncit:C16576, male: ncit:C20197}}
        analyses:
        """;
    private static final String PLAIN = "  - {id: summary@1, name: describe}\n";
    private static final String NOISY = "  - {id: summary@1, name: describe, privacy: {epsilon: 1}}\n";

    /// Four tensors share what ε = 1 allows; of counts and numbers a patient moves √2 and 1, in three
    /// hospitals' sums.
    private static final double DEVIATION =
            Math.sqrt(3 / (2 * Calibration.cost(1, 1e-6).rho() / 4));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    private final List<String> sites = new ArrayList<>();

    @BeforeEach
    void writeTables() throws IOException {
        Random random = new Random(5);
        for (String site : List.of("east", "north", "west")) {
            StringBuilder table = new StringBuilder("age,sex\n");
            for (int row = 0; row < 500; row++) {
                table.append(40 + random.nextInt(45)).append(random.nextBoolean() ? ",female\n" : ",male\n");
            }
            Path file = Files.writeString(work.resolve(site + ".csv"), table);
            sites.addAll(List.of("--site", site + "=" + file));
        }
    }

    private CommandRun run(String command, String analyses, String... more) throws IOException {
        Path study = Files.writeString(work.resolve("study.yaml"), STUDY + analyses);
        List<String> arguments = new ArrayList<>(List.of(command, study.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
    }

    private Json.Obj simulated(String analyses) throws IOException {
        Path json = work.resolve("result.json");
        Path report = Files.createTempDirectory(work, "report");
        List<String> more = new ArrayList<>(sites);
        more.addAll(List.of("--json", json.toString(), "--report", report.toString()));
        CommandRun run = run("simulate", analyses, more.toArray(String[]::new));
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        said = run.out();
        page = Files.readString(report.resolve("report.html"));
        return CanonicalJson.parse(Files.readAllBytes(json))
                .asObject()
                .list("analyses")
                .getFirst()
                .asObject();
    }

    private String said = "";
    private String page = "";

    @Test
    void theResultIsWithinSixDeviationsOfTheTruthAndNotTheTruth() throws IOException {
        Json.Obj truth = simulated(PLAIN).object("result");
        Json.Obj noisy = simulated(NOISY).object("result");
        assertEquals("E4", noisy.text("equality"));
        assertEquals(1500, truth.integer("patients"));
        near(1500, noisy.number("patients"), DEVIATION);
        Json.Obj age = noisy.list("variables").getFirst().asObject();
        double mean = truth.list("variables").getFirst().asObject().number("mean");
        // Half a range is 60 years; the noise in the count moves a mean by its distance from the middle.
        double deviation = (60 + Math.sqrt(2) * Math.abs(mean - 60)) * DEVIATION / 1500;
        near(mean, age.number("mean"), 1.5 * deviation);
        assertNotEquals(mean, age.number("mean"));
        List<Json> levels = noisy.list("variables").get(1).asObject().list("levels");
        List<Json> trueLevels = truth.list("variables").get(1).asObject().list("levels");
        boolean moved = false;
        for (int i = 0; i < 2; i++) {
            double expected = trueLevels.get(i).asObject().number("n");
            double actual = levels.get(i).asObject().number("n");
            near(expected, actual, Math.sqrt(2) * DEVIATION);
            moved |= expected != actual;
        }
        assertTrue(moved);
    }

    private static void near(double expected, double actual, double deviation) {
        assertEquals(expected, actual, 6 * deviation + 0.5);
    }

    @Test
    void aSimulationWithNoiseCanBeRepeated() throws IOException {
        assertEquals(simulated(NOISY), simulated(NOISY));
    }

    @Test
    void resultAndReportSayWhatIsPromisedAndWhatIsNot() throws IOException {
        Json.Obj privacy = simulated(NOISY).object("result").object("privacy");
        assertEquals("discrete-gaussian", privacy.text("mechanism"));
        assertEquals("zero-concentrated", privacy.text("accounting"));
        assertEquals("local", privacy.text("noise"));
        assertEquals(1, privacy.number("epsilon"));
        assertTrue(
                said.contains("differential privacy: epsilon 1.0 and delta 1.0E-6 a release, noise of each site"),
                said);
        assertTrue(page.contains("\u03b5 0.9"), page);
        assertTrue(page.contains(", whether others are honest or all of them collude, \u03b4 1.0E-6"), page);
        assertTrue(page.contains("Standard deviation of the noise in these sums: patients "), page);
        simulated(PLAIN);
        assertTrue(said.contains("differential privacy: none, the disclosure rules alone"), said);
        assertTrue(page.contains("none: the disclosure rules alone"), page);
    }

    @Test
    void sharedNoiseIsShownUnderBothAssumptions() throws IOException {
        simulated(NOISY.replace("epsilon: 1", "rho: 0.02, delta: 1e-9, noise: distributed, honest-sites: 3"));
        assertTrue(page.contains(" if 3 hospitals tell nobody what noise they added, and "), page);
    }

    @Test
    void checkShowsTheNoiseAndItChangesTheDigest() throws IOException {
        CommandRun noisy = run("check", NOISY);
        assertEquals(ExitCode.DONE, noisy.exit(), noisy.err());
        assertTrue(
                noisy.out().contains("describe: summary@1, epsilon 1.0 and delta 1.0E-6 a release, noise of each site"),
                noisy.out());
        CommandRun plain = run("check", PLAIN);
        assertNotEquals(digest(plain), digest(noisy));
        assertFalse(plain.out().contains("noise"), plain.out());
    }

    private static String digest(CommandRun run) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith("study "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCannotBePromisedIsRefusedAtItsPlace() throws IOException {
        refused(
                "  - {id: glm@1, name: model, family: gaussian, outcome: age, covariates: [sex], privacy: {epsilon:"
                        + " 1}}\n",
                ":9:81: glm@1 does not bound one patient's part");
        refused(NOISY.replace("epsilon: 1", "epsilon: 1, rho: 1"), ":9:46: 'privacy' has either epsilon or rho");
        refused(NOISY.replace("epsilon: 1", "epsilon: -1"), ":9:46: epsilon lies between 1e-6 and 100");
        refused(NOISY.replace("epsilon: 1", "epsilon: 1, delta: 0.01"), ":9:46: delta lies between 1e-15 and 1e-6");
        refused(NOISY.replace("epsilon: 1", "epsilon: 1, noise: distributed"), ":9:46: noise: distributed needs");
        refused(
                NOISY.replace("epsilon: 1", "epsilon: 1, noise: distributed, honest-sites: 4"),
                ":9:37: honest-sites is more than minimum-sites");
    }

    private void refused(String analyses, String problem) throws IOException {
        CommandRun run = run("check", analyses);
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertTrue(run.err().contains("study.yaml" + problem), run.err());
        assertArrayEquals(new String[] {run.err().strip()}, run.err().strip().split("\n"), "one line");
    }
}
