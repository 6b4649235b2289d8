package org.isopleth.connector.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.connector.image.ImportAccount.Outcome;
import org.isopleth.radiomics.read.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an archive that speaks QIDO-RS and WADO-RS to features, over a real connection.
class DicomWebImportTest {
    @TempDir
    Path folder;

    private ServedArchive archive;
    private ArchiveImport hospital;
    private Path token;

    @BeforeEach
    void serve() throws IOException {
        hospital = new ArchiveImport(folder);
        token = hospital.secret("token", ServedArchive.TOKEN + "\n");
        archive = ServedArchive.plain();
        archive.add(new WrittenPatient("12345", 41, "20260105", "GTVp1"));
        archive.add(new WrittenPatient("777", 42, "20260106", "GTVp1"));
    }

    @AfterEach
    void stop() {
        hospital.close();
        archive.close();
    }

    @Test
    void series_are_brought_measured_and_not_kept() throws IOException {
        ImportAccount account = run();
        assertEquals(2, account.series(Outcome.MEASURED));
        assertEquals(2, account.lesions());
        assertEquals(List.of(), hospital.spooled());
        assertTrue(archive.asked.stream().anyMatch(path -> path.startsWith("/dicom-web/studies?ModalitiesInStudy=CT")));
    }

    @Test
    void what_is_unchanged_is_not_brought_again() {
        run();
        archive.asked.clear();
        assertEquals(2, run().series(Outcome.UNCHANGED));
        assertEquals(
                List.of(),
                archive.asked.stream().filter(ServedArchive::isInstances).toList());
    }

    @Test
    void a_busy_archive_is_asked_again_and_half_an_answer_is_none() throws IOException {
        archive.busy.set(2);
        archive.broken.set(1);
        assertEquals(2, run().series(Outcome.MEASURED));
        assertEquals(List.of(), hospital.spooled());
    }

    @Test
    void an_archive_that_stays_away_is_told_in_one_line_and_what_was_done_stays() {
        run();
        archive.busy.set(1000);
        ImageSourceException told = assertThrows(ImageSourceException.class, this::run);
        assertEquals("the archive at 127.0.0.1 is busy (503): try again later", told.getMessage());
        assertEquals(2, hospital.store().images().series().size());
    }

    @Test
    void a_wrong_login_is_told_without_the_secret() throws IOException {
        token = hospital.secret("token", "wrong");
        ImageSourceException told = assertThrows(ImageSourceException.class, this::run);
        assertEquals(
                "the archive at 127.0.0.1 does not accept the login: see the user, password or token file",
                told.getMessage());
    }

    @Test
    void what_a_killed_import_left_is_removed() throws IOException {
        run();
        Path left = Files.createDirectories(hospital.spool().resolve("0123"));
        Files.writeString(left.resolve("000000.dcm"), "DOE^JANE");
        run();
        assertEquals(List.of(), hospital.spooled());
    }

    @Test
    void an_import_that_was_stopped_goes_on_where_it_was() {
        archive.away.add(WrittenPatient.UID + 41);
        archive.away.add(WrittenPatient.UID + 42);
        assertThrows(ImageSourceException.class, this::run);
        archive.away.remove(WrittenPatient.UID + 41);
        try {
            run();
        } catch (ImageSourceException e) {
            // Which patient comes first is the pseudonyms' secret.
            assertTrue(hospital.store().images().series().size() <= 1);
        }
        int before = hospital.store().images().series().size();
        archive.away.clear();
        ImportAccount account = run();
        assertEquals(before, account.series(Outcome.UNCHANGED));
        assertEquals(2 - before, account.series(Outcome.MEASURED));
    }

    @Test
    void hostile_identifiers_do_not_become_addresses() {
        archive.studies.put("1.2/../../admin", new WrittenPatient("777", 43, "20260106", "GTVp1"));
        run();
        assertFalse(archive.asked.stream().anyMatch(path -> path.contains("admin")), archive.asked.toString());
    }

    @Test
    void a_series_of_which_fewer_instances_come_than_are_listed_is_refused_by_name() throws IOException {
        archive.lacking.add(WrittenPatient.UID + 41);
        ImportAccount account = run();
        assertEquals(1, account.series(Outcome.MEASURED));
        assertTrue(account.lines().stream().anyMatch(line -> line.contains(Reason.INSTANCES_DIFFER.words())));
        assertEquals(List.of(), hospital.spooled());
        archive.lacking.clear();
        assertEquals(1, run().series(Outcome.MEASURED), "once the archive lists what it sends");
    }

    private ImportAccount run() {
        return hospital.run(
                new ImageConfiguration.DicomWeb(archive.url(), Optional.empty(), new ImageConfiguration.Token(token)));
    }
}
