package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    @TempDir
    private Path work;

    @Test
    void the_digital_phantom_is_built_in() throws IOException {
        Path file = work.resolve("c.json");
        Commands done = Commands.run("conformance", "--json", file);
        assertEquals(0, done.exit(), done.err());
        assertEquals("{\"ctPhantom\":{},\"digitalPhantom\":{\"passed\":482,\"total\":482}}\n", Files.readString(file));
        assertTrue(done.out().contains("digital          built in  482  482"), done.out());
        assertEquals(
                5,
                done.out()
                        .lines()
                        .filter(line -> line.startsWith("no consensus"))
                        .count());
    }

    @Test
    void data_that_are_not_there_are_refused_in_one_line() {
        Commands absent = Commands.run("conformance", "--data", work.resolve("no"));
        assertEquals(2, absent.exit());
        assertTrue(absent.err().endsWith("there is no such folder\n"), absent.err());
        Commands empty = Commands.run("conformance", "--data", work);
        assertEquals(2, empty.exit());
        assertEquals(1, empty.err().lines().count());
        assertTrue(empty.err().contains("reference_values.csv: the file does not exist"), empty.err());
    }
}
