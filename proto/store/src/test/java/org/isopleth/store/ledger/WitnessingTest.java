package org.isopleth.store.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.ForkEvidence;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TlogPolicy;
import org.isopleth.ledger.WitnessAnswer;
import org.isopleth.store.ledger.WitnessedProgram.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three programs of one consortium that cosign each other's ledgers.
class WitnessingTest {
    private final MovableClock clock = new MovableClock();
    private final List<WitnessedProgram> opened = new ArrayList<>();
    private final TestCertificates certificates = new TestCertificates("urn:isopleth:site:aurora:signing");

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private WitnessedProgram aurora;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private WitnessedProgram coordinator;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private WitnessedProgram borealis;

    @BeforeEach
    void open() {
        aurora = open(folder, "aurora", certificates);
        coordinator = open(folder, "coordinator", certificates.another("urn:isopleth:coordinator:coordinator:signing"));
        borealis = open(folder, "borealis", certificates.another("urn:isopleth:site:borealis:signing"));
    }

    private WitnessedProgram open(Path where, String name, TestCertificates whose) {
        WitnessedProgram program = new WitnessedProgram(where, name, whose, clock);
        opened.add(program);
        return program;
    }

    @AfterEach
    void close() {
        opened.forEach(WitnessedProgram::close);
    }

    private TlogPolicy bothOfTwo() {
        return TlogPolicy.of(
                List.of(aurora.ledger().identity().signer().verifier()),
                List.of(coordinator.named(), borealis.named()),
                2);
    }

    @Test
    void a_head_gets_the_cosignatures_of_all_and_the_directory_still_verifies() {
        aurora.enter(5);
        assertFalse(bothOfTwo().accepts(aurora.head()));
        aurora.witness(coordinator, borealis);
        assertTrue(bothOfTwo().accepts(aurora.head()));
        assertInstanceOf(LedgerVerdict.Sound.class, aurora.verify());
        assertEquals(Optional.empty(), aurora.incident());
    }

    @Test
    void they_cosign_the_coordinators_ledger_just_so() {
        coordinator.enter(300);
        assertEquals(2, coordinator.witness(aurora, borealis));
        assertEquals(3, coordinator.head().signatures().size());
        assertInstanceOf(LedgerVerdict.Sound.class, coordinator.verify());
    }

    @Test
    void a_cosignature_is_no_entry_so_that_the_witnessing_ends() {
        aurora.enter(5).witness(coordinator, borealis);
        coordinator.witness(aurora, borealis);
        assertEquals(5, aurora.size());
        assertEquals(0, coordinator.size());
        assertEquals(0, aurora.witness(coordinator, borealis), "nothing changed, nothing is asked");
    }

    @Test
    void what_changed_is_asked_after_a_minute_or_256_entries() {
        aurora.enter(5).witness(coordinator);
        aurora.enter(5);
        clock.pass(Duration.ofSeconds(59));
        assertEquals(0, aurora.witness(coordinator));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(1, aurora.witness(coordinator));
        assertEquals(2, aurora.head().signatures().size());
        aurora.enter(255);
        assertEquals(0, aurora.witness(coordinator));
        aurora.enter(1);
        assertEquals(1, aurora.witness(coordinator));
        assertEquals(266, aurora.size());
        assertEquals(2, aurora.head().signatures().size());
        assertInstanceOf(LedgerVerdict.Sound.class, aurora.verify());
    }

    @Test
    void a_restart_keeps_the_cosignatures_and_asks_where_the_witnesses_are() {
        aurora.enter(5).witness(coordinator, borealis);
        aurora.close();
        opened.remove(aurora);
        aurora = open(folder, "aurora", certificates);
        assertTrue(bothOfTwo().accepts(aurora.head()));
        aurora.enter(5);
        assertEquals(4, aurora.witness(coordinator, borealis), "one question each about the size, then one to cosign");
        assertTrue(bothOfTwo().accepts(aurora.head()));
        assertInstanceOf(LedgerVerdict.Sound.class, aurora.verify());
    }

    @Test
    void a_ledger_of_nobody_they_know_is_not_cosigned() {
        WitnessedProgram stranger =
                open(folder, "stranger", certificates.another("urn:isopleth:site:stranger:signing"));
        stranger.enter(5).witness(coordinator);
        assertEquals(1, stranger.head().signatures().size());
        aurora.enter(5).witness(stranger);
        assertEquals(1, aurora.head().signatures().size(), "nor does its word count");
        WitnessedProgram elsewhere = open(folder, "dawn", new TestCertificates("urn:isopleth:site:dawn:signing"));
        elsewhere.enter(5).witness(coordinator);
        assertEquals(1, elsewhere.head().signatures().size(), "certified under another root");
    }

    /// The state as it was is put back, and the program started in it.
    private WitnessedProgram restored(Path backup) {
        aurora.close();
        opened.remove(aurora);
        return open(backup, "aurora", certificates);
    }

    private Path backup() {
        aurora.close();
        opened.remove(aurora);
        Path backup = folder.resolve("backup");
        copy(folder.resolve("aurora"), backup.resolve("aurora"));
        aurora = open(folder, "aurora", certificates);
        return backup;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_old_backup_is_seen_at_the_first_contact() {
        aurora.enter(5).witness(coordinator);
        Path backup = backup();
        aurora.enter(5);
        clock.pass(Duration.ofMinutes(1));
        aurora.witness(coordinator);
        WitnessedProgram old = restored(backup);
        old.witness(coordinator);
        Cosigning.Outcome.Incident incident = old.incident().orElseThrow();
        assertEquals(
                "fork-incident: coordinator has cosigned 10 entries of this ledger, which has 5: an older state was"
                        + " put back",
                incident.line());
    }

    @Test
    void an_old_backup_that_went_on_is_convicted_by_its_own_signatures() {
        aurora.enter(5).witness(coordinator);
        Path backup = backup();
        aurora.enter(3);
        clock.pass(Duration.ofMinutes(1));
        aurora.witness(coordinator);
        WitnessedProgram old = restored(backup);
        clock.pass(Duration.ofMinutes(1));
        old.enter(9).witness(coordinator);
        Cosigning.Outcome.Incident incident = old.incident().orElseThrow();
        assertEquals("fork-incident: coordinator has cosigned other entries than this ledger has", incident.line());

        ForkIncident.requireNone(old.folder());
        ForkIncident.write(old.folder(), incident);
        LedgerException refusal = assertThrows(LedgerException.class, () -> ForkIncident.requireNone(old.folder()));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(incident.line()), refusal.getMessage());
        ForkEvidence evidence = ForkEvidence.parse(read(old.folder().resolve("fork-incident/fork-evidence.json")));
        assertEquals(List.of(), evidence.problems(Optional.empty()));
        assertEquals("aurora", evidence.log().owner());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A witness cannot stop a hospital by claiming to have seen more.
    @Test
    void a_claim_that_this_ledger_did_not_sign_is_not_believed() {
        aurora.enter(5).witness(coordinator);
        for (Optional<WitnessedProgram> signer :
                List.of(Optional.of(borealis.enter(9)), Optional.<WitnessedProgram>empty())) {
            aurora.take(new WitnessMessage.Answered(
                    "aurora",
                    coordinator.ledger().identity().certification(),
                    new WitnessAnswer.Conflict(9),
                    signer.map(WitnessedProgram::head)));
        }
        assertEquals(Optional.empty(), aurora.incident());
    }

    @Test
    void a_witness_that_lost_its_memory_begins_again() {
        aurora.enter(5).witness(coordinator);
        coordinator.close();
        opened.remove(coordinator);
        coordinator = open(
                folder.resolve("new"),
                "coordinator",
                certificates.another("urn:isopleth:coordinator:coordinator:signing"));
        aurora.enter(5);
        clock.pass(Duration.ofMinutes(1));
        aurora.witness(coordinator);
        assertEquals(2, aurora.head().signatures().size());
        assertEquals(Optional.empty(), aurora.incident());
    }
}
