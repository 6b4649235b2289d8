package org.isopleth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandErrorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Command(name = "isopleth")
    private record Failing(RuntimeException failure) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw failure;
        }
    }

    @Test
    void everyProblemIsOneLineAndTheExitCodeSaysBadInput() {
        CommandRun run = run(new CommandFailure(List.of("a.csv:2: one; do this", "b.csv: two\nlines; do that")));
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals("isopleth: error: a.csv:2: one; do this\nisopleth: error: b.csv: two lines; do that\n", run.err());
        assertEquals("", run.out());
    }

    @Test
    void aDocumentsProblemsAreToldWithTheirPlaces() {
        CommandRun run = run(new DocumentException(new DocumentProblem("s.yaml", 3, 5, "unknown key 'x'")));
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals("isopleth: error: s.yaml:3:5: unknown key 'x'\n", run.err());
    }

    @Test
    void anUnknownOptionIsBadInput() {
        CommandRun run = CommandRun.run(
                new CommandLine(new Failing(new IllegalStateException())), folder.resolve("log"), "--colour");
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertEquals("isopleth: error: isopleth: Unknown option: '--colour'; run 'isopleth --help'\n", run.err());
    }

    @Test
    void aFaultShowsNoTraceAndLogsNoValue() throws IOException {
        CommandRun run = run(new IllegalStateException("patient 4711", new IOException("age 83")));
        assertEquals(ExitCode.FAULT, run.exit());
        assertEquals(
                "isopleth: error: internal: a fault of the program, not of your input; the trace is in "
                        + folder.resolve("fault.log") + "\n",
                run.err());
        String log = Files.readString(folder.resolve("fault.log"));
        assertTrue(log.contains("java.lang.IllegalStateException") && log.contains("java.io.IOException"));
        assertFalse(log.contains("4711") || log.contains("83\n"), log);
    }

    @Test
    void aFaultThatCannotBeLoggedIsStillOneLine() {
        CommandRun run = CommandRun.run(
                new CommandLine(new Failing(new IllegalStateException())), folder.resolve("no/such/folder/log"));
        assertEquals(ExitCode.FAULT, run.exit());
        assertEquals(1, run.err().lines().count());
    }

    private CommandRun run(RuntimeException failure) {
        return CommandRun.run(new CommandLine(new Failing(failure)), folder.resolve("fault.log"));
    }
}
