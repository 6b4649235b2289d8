package org.isopleth.store.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isopleth.ledger.NoteSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerKeyFileTest {
    private static final String ORIGIN = "test/ledger/aurora";

    @TempDir
    Path folder;

    /// A file that ends before its first byte stands for every way to die while it is written.
    @Test
    void a_program_that_cannot_write_the_whole_key_leaves_no_key_and_the_next_start_makes_one() throws Exception {
        Path file = folder.resolve("ledger.key");
        assertNotEquals(0, makeKeyWithoutRoomForAByte(file), "the program must have failed");
        assertFalse(Files.exists(file), "half a key");
        NoteSigner made = LedgerKeyFile.create(file, ORIGIN, new SecureRandom());
        assertEquals(made.verifier(), LedgerKeyFile.read(file, ORIGIN).verifier());
        assertEquals(List.of("ledger.key"), names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static int makeKeyWithoutRoomForAByte(Path file) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 0; exec \"$@\"",
                        "limited",
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KeyMakingProgram.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
