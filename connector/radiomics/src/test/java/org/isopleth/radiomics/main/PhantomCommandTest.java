package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomCommandTest {
    @TempDir
    private Path work;

    @Test
    void a_hospital_is_the_same_bytes_each_time_and_never_written_over() throws IOException {
        for (String folder : new String[] {"one", "two"}) {
            Commands done = Commands.run(
                    "phantom", work.resolve(folder), "--patients", 2, "--scanner", "SHARP", "--language", "DUTCH");
            assertEquals(0, done.exit(), done.err());
            assertTrue(done.out().startsWith("2 synthetic patients, "), done.out());
        }
        assertTrue(Files.readString(work.resolve("one/patients.csv")).startsWith("patientnummer,leeftijd,"));
        assertArrayEquals(
                Files.readAllBytes(work.resolve("one/patients.csv")),
                Files.readAllBytes(work.resolve("two/patients.csv")));
        assertTrue(Files.isDirectory(work.resolve("one/images/SYN-0002")));
        Commands again = Commands.run("phantom", work.resolve("one"));
        assertEquals(2, again.exit());
        assertTrue(again.err().contains("there is a hospital already"), again.err());
    }

    @Test
    void an_impossible_hospital_is_one_line() {
        Commands done = Commands.run("phantom", work.resolve("none"), "--patients", 0);
        assertEquals(2, done.exit());
        assertEquals(
                "isopleth: error: a hospital has 1 to 9999 patients", done.err().strip());
        assertTrue(Files.notExists(work.resolve("none")));
    }
}
