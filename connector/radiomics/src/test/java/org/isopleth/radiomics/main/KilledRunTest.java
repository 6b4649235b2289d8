package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.WrittenCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run in a process of its own, killed without warning, continues where it stopped.
class KilledRunTest {
    private static final int CASES = 24;

    @TempDir
    private Path work;

    @Test
    void a_killed_run_continues_and_ends_with_the_bytes_of_one_that_was_not() throws Exception {
        Path table = WrittenCases.write(work, CASES, 24);
        Path settings = WrittenCases.settings(work);
        Path out = work.resolve("out.csv");
        Path journal = work.resolve("out.journal");

        Process killed = start(table, settings, out);
        try {
            while (lines(journal) < 3 && killed.isAlive()) {
                Thread.sleep(5);
            }
        } finally {
            killed.destroyForcibly();
            assertTrue(killed.waitFor(1, TimeUnit.MINUTES));
        }
        assertFalse(Files.exists(out), "the run was killed before its end");
        int before = lines(journal);
        assertTrue(before >= 3 && before < CASES, before + " cases were in the journal");

        Process second = start(table, settings, out);
        assertTrue(second.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, second.exitValue());
        Json.Obj summary =
                CanonicalJson.parse(Files.readAllBytes(work.resolve("out.txt"))).asObject();
        assertEquals(before, summary.count("continued"));
        assertEquals(CASES - before, summary.count("measured"));

        Path whole = work.resolve("whole.csv");
        assertEquals(
                0,
                Commands.run("extract", "--cases", table, "--settings", settings, "--out", whole)
                        .exit());
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(out));
    }

    private Process start(Path table, Path settings, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RadiomicsMain.class.getName()));
        for (Object word :
                List.of("extract", "--cases", table, "--settings", settings, "--out", out, "--threads", 2, "--json")) {
            command.add(String.valueOf(word));
        }
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(work.resolve("out.txt").toFile())
                .redirectError(work.resolve("err.txt").toFile())
                .start();
    }

    private static int lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        int lines = 0;
        for (byte b : Files.readAllBytes(file)) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }
}
