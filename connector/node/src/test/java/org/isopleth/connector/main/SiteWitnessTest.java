package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.Cosignature;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.WitnessAnswer;
import org.isopleth.site.Role;
import org.isopleth.store.ledger.LedgerKeyFile;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connector has its ledger cosigned and cosigns those of others, on the connection that it opened.
class SiteWitnessTest {
    private static final String ORIGIN = "isopleth/ledger/";

    @TempDir
    Path folder;

    private Hospital hospital() throws IOException {
        return new Hospital(folder.resolve("site"), TestStudies.table(60, 1));
    }

    /// A program's ledger key with its certification.
    private record Ledger(NoteSigner signer, KeyCertification certification) {
        SignedNote head(long size, String root) {
            return new Checkpoint(signer.verifier().name(), size, Digest.of(root)).sign(signer);
        }

        WitnessMessage.Asked asks(String witness) {
            return new WitnessMessage.Asked(certification, witness, new AddCheckpoint(0, List.of(), head(7, "root")));
        }
    }

    private Ledger ledger(IdentityFolder member) {
        String name = member.membership().name();
        NoteSigner signer = LedgerKeyFile.create(
                folder.resolve(UUID.randomUUID().toString()), ORIGIN + name, TestConsortium.RANDOM);
        return new Ledger(
                signer,
                KeyCertification.make(
                        name,
                        signer.verifier(),
                        CertificateChain.encode(member.signing().chain()),
                        (label, document) -> member.signer().sign(new SignatureLabel(label), document)));
    }

    @Test
    void its_head_is_cosigned_and_its_directory_verifies() throws Exception {
        try (Hospital hospital = hospital()) {
            hospital.start();
            WitnessMessage.Asked asked =
                    assertInstanceOf(WitnessMessage.Asked.class, hospital.coordinator.awaitWitness(0));
            assertEquals("aurora", asked.ledger().owner());
            assertEquals("coordinator", asked.witness());
            Ledger coordinator = ledger(hospital.coordinator.identity());
            String text = asked.request().checkpoint().text();
            hospital.coordinator.send(new WitnessMessage.Answered(
                    "aurora",
                    coordinator.certification(),
                    new WitnessAnswer.Cosigned(Cosignature.sign(coordinator.signer(), text, Instant.now())),
                    Optional.empty()));
            Path head = hospital.folder
                    .resolve("ledger/checkpoints")
                    .resolve(Long.toString(asked.request().head().size()));
            await(() -> SignedNote.parse(Files.readAllBytes(head)).signatures().size() == 2);
            hospital.stop();
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < until, "it did not come");
            Thread.sleep(50);
        }
    }

    @Test
    void it_cosigns_for_the_coordinator_and_for_partners_with_the_keys_its_permits_pin() throws Exception {
        try (Hospital hospital = hospital()) {
            hospital.start();
            hospital.coordinator.awaitWitness(0);
            hospital.coordinator.send(ledger(hospital.coordinator.identity()).asks("aurora"));
            assertEquals(200, answerOf(hospital, "coordinator").status());

            Ledger borealis = ledger(hospital.partner);
            hospital.coordinator.send(borealis.asks("aurora"));
            assertEquals(404, answerOf(hospital, "borealis").status(), "no study is shared yet");

            Conversation conversation = new Conversation(
                    hospital.coordinator, hospital.offer(TestStudies.study("shared", ReleaseLevel.SITE_LEVEL)));
            conversation.offer();
            conversation.permit();
            hospital.coordinator.send(borealis.asks("aurora"));
            assertEquals(200, answerOf(hospital, "borealis").status());
            IdentityFolder invented = hospital.consortium.member("borealis", Role.SITE, hospital.coordinator.port());
            hospital.coordinator.send(ledger(invented).asks("aurora"));
            assertEquals(404, answerOf(hospital, "borealis").status(), "another key than the permit pins");
            hospital.coordinator.send(ledger(hospital.third).asks("aurora"));
            assertEquals(404, answerOf(hospital, "cygnus").status(), "of no study of this site");
        }
    }

    private int heard;

    /// The next answer to `ledger`, past whatever the site asks meanwhile.
    private WitnessAnswer answerOf(Hospital hospital, String ledger) throws InterruptedException {
        while (true) {
            WitnessMessage message = hospital.coordinator.awaitWitness(heard);
            heard++;
            if (message instanceof WitnessMessage.Answered answered
                    && answered.ledger().equals(ledger)) {
                return answered.answer();
            }
        }
    }

    @Test
    void an_older_state_that_was_put_back_stops_it_and_keeps_it_stopped() throws Exception {
        try (Hospital hospital = hospital()) {
            Connector connector = hospital.start();
            hospital.coordinator.awaitWitness(0);
            NoteSigner own = LedgerKeyFile.read(hospital.folder.resolve("ledger.key"), ORIGIN + "aurora");
            SignedNote larger = new Checkpoint(ORIGIN + "aurora", 1_000, Digest.of("lost")).sign(own);
            hospital.coordinator.send(new WitnessMessage.Answered(
                    "aurora",
                    ledger(hospital.coordinator.identity()).certification(),
                    new WitnessAnswer.Conflict(1_000),
                    Optional.of(larger)));
            Throwable failure = connector.awaitEnd().orElseThrow();
            assertTrue(String.valueOf(failure.getMessage()).startsWith("fork-incident: coordinator has cosigned 1000"));
            assertTrue(Files.exists(hospital.folder.resolve("fork-incident/witnessed-checkpoint")));
            hospital.stop();
            LedgerException refusal = assertThrows(LedgerException.class, hospital::start);
            assertEquals(failure.getMessage(), refusal.getMessage());
        }
    }
}
