package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCheckTest {
    private static final String STUDY = """
        study: 1
        title: Age
        question: How old?
        purpose: To know.
        variables: [{name: age, term: ncit:C25150, unit: a, range: [0, 120]}]
        analyses: [{id: summary@1, name: ages}]
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @Test
    void aCompleteDocumentHasADigestAndNotes() throws IOException {
        CommandRun run = check(STUDY);
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        Digest digest = new Digest(run.out()
                .lines()
                .filter(line -> line.startsWith("study "))
                .findFirst()
                .orElseThrow()
                .substring("study".length())
                .strip());
        assertEquals(digest.hex(), json(STUDY).text("study"));
        assertFalse(run.out().contains("note: every site"), run.out());
    }

    @Test
    void aRelationIsNoDiseaseAndNoVariable() throws IOException {
        assertEquals(
                List.of(":7:19: 'roo:P100008' (has_neoplasm) is a relation, not a concept"),
                refused(STUDY + "cohort: {disease: roo:P100008}\n"));
        assertEquals(
                List.of(":5:31: 'roo:P100018' (has_biological_sex) is a relation, not a concept"),
                refused(STUDY.replace("ncit:C25150", "roo:P100018")));
    }

    @Test
    void halfACharacterIsRefusedWithItsPlace() throws IOException {
        assertEquals(
                List.of(":2:8: half a character: a surrogate without its other half"),
                refused(STUDY.replace("title: Age", "title: \"A\\uD800ge\"")));
    }

    @Test
    void whatATerminalWouldObeyDoesNotReachIt() throws IOException {
        CommandRun run = check(STUDY.replace("title: Age", "title: \"A\\e[2Jge\\u009b\""));
        assertEquals(ExitCode.DONE, run.exit());
        assertEquals("A\\u001b[2Jge\\u009b", run.out().lines().findFirst().orElseThrow());
    }

    /// The problems of a document, without the file's name.
    private List<String> refused(String text) throws IOException {
        CommandRun run = check(text);
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        String file = "isopleth: error: " + work.resolve("study.yaml");
        return run.err().lines().map(line -> line.replace(file, "")).toList();
    }

    @Test
    void termsThatAreMissingAreNoted() throws IOException {
        Json.Obj verdict = json(STUDY.replace("ncit:C25150", "none") + "release: site-level\n");
        assertEquals(true, verdict.flag("valid"));
        assertEquals(
                List.of("'study submit' will refuse this study: no term for age"),
                verdict.get("notes").asTexts());
    }

    @Test
    void theDigestCoversTheMeaning() throws IOException {
        String first = json(STUDY).text("study");
        assertEquals(first, json("# layout\n" + STUDY).text("study"));
        assertTrue(!first.equals(json(STUDY.replace("How old?", "How old!")).text("study")));
    }

    @Test
    void problemsAreOneLineEachAndPartOfTheJson() throws IOException {
        String slips = STUDY.replace("unit: a", "unit: b").replace("title: Age", "title: Age\nsubtitle: Old");
        CommandRun run = check(slips);
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals(2, run.err().lines().count());
        assertEquals("", run.out());
        Json.Obj verdict = json(slips);
        assertEquals(false, verdict.flag("valid"));
        assertEquals(
                List.of(3L, 6L),
                verdict.list("problems").stream()
                        .map(problem -> problem.asObject().integer("line"))
                        .toList());
    }

    @Test
    void aFileThatIsNotThere() {
        CommandRun run = CommandRun.study(
                Analyses.all(),
                work.resolve("fault.log"),
                "check",
                work.resolve("absent.yaml").toString());
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals("isopleth: error: " + work.resolve("absent.yaml") + ":1:1: the file does not exist\n", run.err());
    }

    private CommandRun check(String text, String... options) throws IOException {
        Path file = work.resolve("study.yaml");
        Files.writeString(file, text);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "check";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments);
    }

    private Json.Obj json(String text) throws IOException {
        return CanonicalJson.parse(check(text, "--json").out()).asObject();
    }
}
