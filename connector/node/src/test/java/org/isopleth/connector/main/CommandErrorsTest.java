package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandErrorsTest {
    @TempDir
    Path folder;

    @Command(name = "isopleth connector")
    private record Failing(RuntimeException failure) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw failure;
        }
    }

    @ParameterizedTest
    @CsvSource({"'',isopleth connector", "run,isopleth connector run", "colour,isopleth connector"})
    void a_command_that_is_not_complete_is_told_in_one_line(String typed, String command) {
        StringWriter err = new StringWriter();
        String[] arguments = typed.isEmpty() ? new String[0] : new String[] {typed};
        assertEquals(2, ConnectorMain.commands().setErr(new PrintWriter(err)).execute(arguments));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("isopleth: error: " + command + ": "), err.toString());
        assertTrue(err.toString().endsWith("; run '" + command + " --help'\n"), err.toString());
    }

    @Test
    void a_fault_shows_no_trace_and_keeps_no_text_of_an_exception() throws IOException {
        Path log = folder.resolve("fault.log");
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new Failing(new IllegalStateException("patient 4711")));
        line.setErr(new PrintWriter(err));
        CommandErrors.handle(line, log);
        assertEquals(1, line.execute());
        assertEquals(
                "isopleth: error: internal: a fault of the program, not of your input; the trace is in " + log + "\n",
                err.toString());
        assertFalse(Files.readString(log).contains("4711"));
    }

    /// A page of a mapped file that finds no room on the disk ends in an error of the virtual machine.
    @Test
    void a_full_disk_under_the_semantic_store_is_told_in_one_line() throws InterruptedException {
        StringWriter err = new StringWriter();
        int exit = CommandProblems.told(new PrintWriter(err), () -> {
            throw new InternalError("a fault occurred in an unsafe memory access operation");
        });
        assertEquals(2, exit);
        assertEquals(
                "isopleth: error: the semantic store cannot be written: its disk is probably full; free some and start"
                        + " again, nothing is lost\n",
                err.toString());
    }
}
