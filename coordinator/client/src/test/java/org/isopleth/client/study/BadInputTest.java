package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input on real files: one line on standard error with the place, exit code 2, and nothing written.
class BadInputTest {
    private static final String STUDY = """
        study: 1
        title: Lung cancer
        question: What predicts death?
        purpose: To try the program.
        release: site-level
        variables:
          - {name: time, term: none, unit: d, range: [0, 10000]}
          - {name: vital, term: none, values: {alive: none, dead: none}}
          - {name: age, term: ncit:C25150, unit: a, range: [0, 120]}
          - {name: sex, term: ncit:C28421, values: {female: ncit:C16576, male: ncit:C20197}}
          - {name: weeks, term: none, unit: wk, range: [0, 10000]}
        analyses:
        """;
    private static final String COX =
            "  - {id: cox@1, name: survival, time: time, event: vital=dead, covariates: [age, sex]}\n";
    private static final String LOGISTIC =
            "  - {id: glm@1, name: death, family: binomial, outcome: vital=dead, covariates: [age, sex]}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    private final Random random = new Random(3);
    private List<String> arguments = new ArrayList<>();

    /// Four sites of sixty patients with whom everything works.
    @BeforeEach
    void writeGoodFiles() throws IOException {
        write(COX);
        arguments = new ArrayList<>(List.of(
                "simulate",
                work.resolve("study.yaml").toString(),
                "--json",
                work.resolve("result.json").toString()));
        for (String site : List.of("east", "north", "south", "west")) {
            patients(site, 60, this::patient);
            arguments.addAll(List.of("--site", site + "=" + work.resolve(site + ".csv")));
        }
    }

    @Test
    void theGoodFilesWork() {
        CommandRun run = run();
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        assertTrue(Files.exists(work.resolve("result.json")));
        assertTrue(run.out().contains("survival: cox@1, 4 sites"), run.out());
        assertTrue(run.out().contains("equality E0, identical to the pooled analysis"), run.out());
    }

    @Test
    void anUnknownKey() throws IOException {
        write(COX.replace("}", ", colour: red}"));
        refusedWith(
                "study.yaml:13:88: cox@1 has no option 'colour'; its options are covariates, event, level, max-rounds,"
                        + " ridge, strata, ties, time");
    }

    @Test
    void anUnknownTerm() throws IOException {
        Files.writeString(work.resolve("study.yaml"), (STUDY + COX).replace("ncit:C16576", "ncit:C999999999"));
        refusedWith("study.yaml:10:53: unknown term 'ncit:C999999999'; a study that is only simulated may say 'none'");
    }

    @Test
    void aWrongUnit() throws IOException {
        Files.writeString(work.resolve("study.yaml"), (STUDY + COX).replace("unit: d", "unit: days"));
        refusedWith(
                "study.yaml:7:36: unknown unit 'days'; did you mean d (day)?; a unit is a UCUM code such as a, d, kg,"
                        + " cm, mm[Hg], mg/dL or 1");
    }

    @Test
    void aTimeThatIsAWeight() throws IOException {
        Files.writeString(work.resolve("study.yaml"), (STUDY + COX).replace("unit: d", "unit: kg"));
        refusedWith("study.yaml:13:33: 'time' is in kg, which does not measure time; use d, mo or a");
    }

    @Test
    void aMissingUnit() throws IOException {
        Files.writeString(work.resolve("study.yaml"), (STUDY + COX).replace("unit: d, ", ""));
        refusedWith(
                "study.yaml:7:5: variable 'time' has no unit; add 'unit: ' with a UCUM code ('1' for a pure number),"
                        + " or 'values:'");
    }

    @Test
    void anImpossiblePlan() throws IOException {
        write(COX.replace("[age, sex]", "[age, weight]"));
        refusedWith("study.yaml:13:64: 'weight' in covariates is not a variable of the study; it has time, vital, age,"
                + " sex, weeks");
    }

    @Test
    void coxModelsAcrossSitesAreRefusedWithTheReason() throws IOException {
        write(COX.replace("}", ", strata: none}"));
        refusedWith("study.yaml:13:88: strata: none is refused, because risk-set sums across sites give back patients'"
                + " rows even when summed securely; use strata: site, a discrete-time logistic model, or cox-common@1");
    }

    @Test
    void aMissingColumn() throws IOException {
        rewrite("north", text -> text.replace("age", "leeftijd"));
        refusedWith("north.csv: column 'age' is missing; add it or take the variable out of the study");
    }

    @Test
    void aValueOutOfRange() throws IOException {
        rewrite("south", text -> text.replaceFirst("\n[^,]*,[^,]*,[^,]*,", "\n100,dead,731,"));
        refusedWith("south.csv:2: variable 'age' is outside its range [0, 120]; correct the value, its unit or the"
                + " study's range");
    }

    @Test
    void collinearCovariatesAreNamed() throws IOException {
        write(LOGISTIC.replace("[age, sex]", "[age, time, weeks]"));
        for (String site : List.of("east", "north", "south", "west")) {
            patients(
                    site,
                    60,
                    row -> String.format(
                            Locale.ROOT,
                            "%d,%s,%d,male,%d",
                            700 - 7 * row,
                            row % 2 == 0 ? "dead" : "alive",
                            40 + random.nextInt(40),
                            100 - row));
        }
        refusedWith("study.yaml: analysis 'death': collinear: weeks, time: can be computed from other covariates;"
                + " leave one out");
    }

    @Test
    void separationIsNamed() throws IOException {
        write(LOGISTIC);
        for (String site : List.of("east", "north", "south", "west")) {
            patients(
                    site,
                    60,
                    row -> String.format(
                            Locale.ROOT,
                            "%d,%s,%d,%s,1",
                            random.nextInt(1000),
                            row < 30 ? "dead" : "alive",
                            row < 30 ? 70 + random.nextInt(10) : 40 + random.nextInt(10),
                            random.nextBoolean() ? "male" : "female"));
        }
        refusedWith(
                "study.yaml: analysis 'death': separation: age: separates the outcome perfectly; merge values, leave"
                        + " it out, or use ridge");
    }

    @Test
    void zeroEvents() throws IOException {
        for (String site : List.of("east", "north", "south", "west")) {
            rewrite(site, text -> text.replace("dead", "alive"));
        }
        refusedWith("study.yaml: analysis 'survival': zero-events: vital=dead: no event to learn from");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void aSmallSiteIsSuppressedWithoutItsNumber(int rows) throws IOException {
        Files.writeString(work.resolve("study.yaml"), STUDY.replace("release", "minimum-sites: 4\nrelease") + COX);
        patients("west", rows, this::patient);
        CommandRun run = run();
        assertEquals(
                "isopleth: error: study.yaml: analysis 'survival': 3 of 4 sites may take part and minimum-sites is 4;"
                        + " refused: west by rows; rows: at least 10 patients are needed\n",
                run.err().replace(work + "/", ""));
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertTrue(run.out().contains("left out: west, refused by rows (at least 10 patients are needed)"), run.out());
        Json.Obj json = CanonicalJson.parse(Files.readAllBytes(work.resolve("result.json")))
                .asObject();
        assertEquals(
                "{\"analyses\":[{\"decision\":\"refused\",\"name\":\"survival\",\"rules\":[{\"passed\":true,\"rule\":"
                    + "\"release-level\"},{\"passed\":false,\"rule\":\"rows\",\"threshold\":10}]}],\"name\":\"west\","
                    + "\"size\":\"<10\"}",
                CanonicalJson.text(json.list("sites").getLast()));
        assertEquals(
                "too-few-sites",
                json.list("analyses").getFirst().asObject().object("problem").text("reason"));
    }

    @Test
    void aSmallSiteIsLeftOutWhenEnoughOthersAreThere() throws IOException {
        patients("west", 9, this::patient);
        CommandRun run = run();
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        assertTrue(run.out().contains("left out: west, refused by rows (at least 10 patients are needed)"), run.out());
        assertTrue(run.out().contains("west (<10)"), run.out());
    }

    @Test
    void anOutcomeThatIsNeitherZeroNorOne() throws IOException {
        Files.writeString(
                work.resolve("study.yaml"),
                (STUDY + LOGISTIC)
                        .replace("values: {alive: none, dead: none}", "unit: \"1\", range: [0, 2]")
                        .replace("vital=dead", "vital"));
        for (String site : List.of("east", "north", "south", "west")) {
            rewrite(site, text -> text.replace("dead", "2").replace("alive", "0"));
        }
        refusedWith("site east: analysis 'death': variable 'vital' holds a value that is neither 0 nor 1; correct the"
                + " table or the study");
    }

    @Test
    void aSmallSiteStaysInASum() throws IOException {
        Files.writeString(work.resolve("study.yaml"), (STUDY + COX).replace("release: site-level\n", ""));
        patients("west", 9, this::patient);
        CommandRun run = run();
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        assertTrue(run.out().contains("masked-in-a-real-run"), run.out());
        assertTrue(run.out().contains("4 sites"), run.out());
    }

    @Test
    void aResultFileThatCannotBeWritten() {
        arguments.set(3, work.resolve("absent/result.json").toString());
        refusedWith("absent/result.json: its folder does not exist; create it first");
    }

    @Test
    void sitesThatAreNotSites() {
        arguments.set(5, "East=" + work.resolve("east.csv"));
        assertEquals(ExitCode.BAD_INPUT, run().exit());
        arguments.set(5, "north=" + work.resolve("east.csv"));
        assertTrue(run().err().contains("site 'north' is given twice"));
        arguments.set(5, "east");
        assertTrue(run().err().contains("expected NAME=FILE.csv"));
        assertEquals(1, run().err().lines().count());
    }

    @Test
    void noSiteAtAll() {
        arguments = new ArrayList<>(arguments.subList(0, 4));
        CommandRun run = run();
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals(
                "isopleth: error: study simulate: Missing required option: '--site=NAME=FILE.csv'; run 'study simulate"
                        + " --help'\n",
                run.err());
    }

    private void refusedWith(String expected) {
        CommandRun run = run();
        assertEquals("isopleth: error: " + expected + "\n", run.err().replace(work + "/", ""));
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals("", run.out());
        try (Stream<Path> files = Files.list(work)) {
            assertEquals(
                    List.of("east.csv", "north.csv", "south.csv", "study.yaml", "west.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertFalse(Files.exists(work.resolve("result.json")));
    }

    private CommandRun run() {
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
    }

    private void write(String analysis) throws IOException {
        Files.writeString(work.resolve("study.yaml"), STUDY + analysis);
    }

    private void rewrite(String site, UnaryOperator<String> change) throws IOException {
        Path file = work.resolve(site + ".csv");
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private void patients(String site, int rows, IntFunction<String> patient) throws IOException {
        Files.write(
                work.resolve(site + ".csv"),
                Stream.concat(
                                Stream.of("time,vital,age,sex,weeks"),
                                IntStream.range(0, rows).mapToObj(patient))
                        .toList());
    }

    /// Two deaths in three, both sexes evenly, so that every rule passes.
    private String patient(int row) {
        return String.join(
                ",",
                Arrays.asList(
                        Integer.toString(1 + random.nextInt(1000)),
                        row % 3 == 0 ? "alive" : "dead",
                        Integer.toString(40 + random.nextInt(40)),
                        row % 2 == 0 ? "male" : "female",
                        Integer.toString(random.nextInt(100))));
    }
}
