package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Real processes cosign each other's ledgers, and one whose backup was put back stops at the first contact.
class WitnessedConsortiumTest {
    private static final long PATIENCE = Duration.ofMinutes(3).toNanos();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void heads_are_cosigned_and_an_old_backup_stops_its_program() throws Exception {
        Members members = new Members(
                List.of("east", "north"), WitnessedConsortiumTest::write, _ -> Optional.empty(), _ -> List.of());
        try (Consortium consortium = Consortium.found(folder.resolve("consortium"), members)) {
            consortium.startHospitals();
            await(consortium, "east", 1);
            await(consortium, "north", 1);
            await(consortium, Consortium.COORDINATOR, 2);
            stop(consortium, "east");
            Path east = consortium.folder("east");
            Consortium.copyFolder(east, folder.resolve("backup"));
            Consortium.deleteFolder(east.resolve("ledger"));

            // What others cosigned comes with what the program derives again, under a larger head.
            consortium.start("east");
            await(consortium, "east", 1);
            stop(consortium, "east");

            Consortium.deleteFolder(east);
            Consortium.copyFolder(folder.resolve("backup"), east);
            consortium.start("east");
            Process old = consortium.process("east");
            assertTrue(old.waitFor(3, TimeUnit.MINUTES), "it goes on");
            assertTrue(Files.readString(east.resolve("fork-incident/what-happened.txt"))
                    .startsWith("fork-incident: coordinator has cosigned "));
            assertThrows(AssertionError.class, () -> consortium.start("east"), "it does not start again");
            assertEquals(2, consortium.process("east").exitValue());

            consortium.stop();
            consortium.requireSoundLedgers();
        }
    }

    private static void stop(Consortium consortium, String name) throws InterruptedException {
        Process process = consortium.process(name);
        process.destroy();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), name + " does not stop");
    }

    private static void await(Consortium consortium, String program, int cosignatures)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (consortium.cosignatures(program) < cosignatures) {
            assertTrue(System.nanoTime() < until, program + " has too few cosignatures");
            Thread.sleep(100);
        }
    }

    private static void write(String hospital, Path to) {
        Map<String, String> documents = Map.of(
                "patients.csv",
                "Patient,Age\nP1,60\nP2,70\n",
                "mapping.yaml",
                """
                # SYNTHETIC patients of a test.
                mapping: 1
                name: synthetic
                language: en
                source:
                  csv: {file: patients.csv}
                patient: Patient
                disease: ncit:C4878
                columns:
                  - {column: Age, term: ncit:C25150, kind: numeric, unit: a, range: [18, 110]}
                """,
                "connector.yaml",
                "connector: 1\nmappings: [mapping.yaml]\n");
        try {
            Files.createDirectories(to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
            for (Map.Entry<String, String> document : documents.entrySet()) {
                Path file = Files.writeString(to.resolve(document.getKey()), document.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
