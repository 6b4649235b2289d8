package org.isopleth.coordinator.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.Cosignature;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.WitnessAnswer;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.ledger.Cosigning;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.store.ledger.LedgerKeyFile;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;
import org.isopleth.wire.identity.TrustRoot;
import org.isopleth.wire.identity.Validity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The coordinator cosigns, has its own ledger cosigned, and passes on what sites say to each other.
class CoordinatorWitnessTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SiteId AURORA = new SiteId("aurora");
    private static final SiteId BOREALIS = new SiteId("borealis");

    private final InstantSource clock = InstantSource.system();
    private final List<Said> said = new ArrayList<>();
    private final List<Cosigning.Outcome.Incident> incidents = new ArrayList<>();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private CertificateIssuer issuing;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Store store;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private PublishedLedger ledger;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private CoordinatorWitness witness;

    private record Said(SiteId to, Bytes message) {}

    /// A program's ledger key with its certification.
    private record Ledger(NoteSigner signer, KeyCertification certification) {
        WitnessMessage.Asked asks(String witness) {
            SignedNote head = new Checkpoint(signer.verifier().name(), 7, Digest.of("root")).sign(signer);
            return new WitnessMessage.Asked(certification, witness, new AddCheckpoint(0, List.of(), head));
        }
    }

    @BeforeEach
    void open() {
        Validity validity = Validity.starting(Instant.now(), Duration.ofDays(3653));
        CertificateIssuer root = CertificateIssuer.newRoot(P256.generate(RANDOM), "test", validity, RANDOM);
        issuing = root.newIssuing(P256.generate(RANDOM), "test", validity);
        store = Store.open(
                new StoreLocation.Folder(folder.resolve("state")), new StoreOwner("coordinator", "test"), clock);
        Leadership leadership = store.lead("test");
        Signer signer = signer("coordinator", Role.COORDINATOR);
        ledger = PublishedLedger.open(
                folder,
                new LedgerBook(store, "coordinator", "coordinator", clock),
                new PublishedLedger.Owner(
                        "coordinator",
                        CertificateChain.encode(signer.chain()),
                        (label, document) -> signer.sign(new SignatureLabel(label), document)),
                RANDOM);
        CoordinatorWitness.Line line = new CoordinatorWitness.Line() {
            @Override
            public void say(SiteId site, byte[] message) {
                said.add(new Said(site, new Bytes(message)));
            }

            @Override
            public Set<SiteId> listening() {
                return Set.of(AURORA);
            }
        };
        witness = new CoordinatorWitness(
                ledger,
                TrustRoot.of(root.certificate()).fingerprint(),
                clock,
                new CoordinatorWitness.Program(
                        line, new CoordinatorWitness.Writing(store, leadership), incidents::add));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Signer signer(String name, Role role) {
        KeyPair pair = P256.generate(RANDOM);
        return new Signer(new KeyAndChain(
                (ECPrivateKey) pair.getPrivate(),
                issuing.certify(
                        pair.getPublic(),
                        CertificateSubject.of(name, role, CertificatePurpose.SIGNING),
                        Validity.starting(Instant.now(), Duration.ofDays(30)))));
    }

    private Ledger site(SiteId site) {
        Signer signer = signer(site.name(), Role.SITE);
        NoteSigner own =
                LedgerKeyFile.create(folder.resolve(site.name() + ".key"), PublishedLedger.origin(site.name()), RANDOM);
        return new Ledger(
                own,
                KeyCertification.make(
                        site.name(),
                        own.verifier(),
                        CertificateChain.encode(signer.chain()),
                        (label, document) -> signer.sign(new SignatureLabel(label), document)));
    }

    private WitnessMessage only(SiteId to) {
        assertEquals(List.of(to), said.stream().map(Said::to).toList());
        return WitnessMessage.read(said.getFirst().message().array());
    }

    @Test
    void it_cosigns_the_ledger_of_a_site() {
        Ledger aurora = site(AURORA);
        witness.take(AURORA, aurora.asks("coordinator").bytes());
        WitnessMessage.Answered answer = assertInstanceOf(WitnessMessage.Answered.class, only(AURORA));
        assertEquals("coordinator", answer.witness().owner());
        assertInstanceOf(WitnessAnswer.Cosigned.class, answer.answer());
    }

    @Test
    void it_passes_on_what_sites_say_to_each_other_byte_for_byte() {
        byte[] asked = site(AURORA).asks("borealis").bytes();
        witness.take(AURORA, asked);
        assertEquals(BOREALIS, said.getFirst().to());
        assertArrayEquals(asked, said.getFirst().message().array());
        said.clear();
        byte[] answered = new WitnessMessage.Answered(
                        "aurora", site(BOREALIS).certification(), new WitnessAnswer.Conflict(3), Optional.empty())
                .bytes();
        witness.take(BOREALIS, answered);
        assertEquals(AURORA, said.getFirst().to());
        assertArrayEquals(answered, said.getFirst().message().array());
    }

    @Test
    void a_site_that_speaks_in_anothers_name_or_says_nonsense_is_not_heard() {
        witness.take(BOREALIS, site(AURORA).asks("coordinator").bytes());
        witness.take(BOREALIS, "{}".getBytes(StandardCharsets.UTF_8));
        witness.take(BOREALIS, site(BOREALIS).asks("no such name!").bytes());
        assertEquals(List.of(), said);
    }

    @Test
    void its_own_ledger_is_cosigned_by_the_sites() {
        Ledger aurora = site(AURORA);
        witness.tick();
        WitnessMessage.Asked asked = assertInstanceOf(WitnessMessage.Asked.class, only(AURORA));
        assertEquals("coordinator", asked.ledger().owner());
        witness.take(
                AURORA,
                new WitnessMessage.Answered(
                                "coordinator",
                                aurora.certification(),
                                new WitnessAnswer.Cosigned(Cosignature.sign(
                                        aurora.signer(),
                                        asked.request().checkpoint().text(),
                                        clock.instant())),
                                Optional.empty())
                        .bytes());
        SignedNote head = SignedNote.parse(ledger.read("checkpoint").orElseThrow());
        assertEquals(2, head.signatures().size());
        assertEquals(List.of(), incidents);
    }

    @Test
    void a_site_that_holds_a_larger_head_of_it_stops_it() {
        Ledger aurora = site(AURORA);
        witness.tick();
        SignedNote larger = new Checkpoint(PublishedLedger.origin("coordinator"), 900, Digest.of("lost"))
                .sign(ledger.identity().signer());
        witness.take(
                AURORA,
                new WitnessMessage.Answered(
                                "coordinator",
                                aurora.certification(),
                                new WitnessAnswer.Conflict(900),
                                Optional.of(larger))
                        .bytes());
        assertTrue(incidents.getFirst().line().startsWith("fork-incident: aurora has cosigned 900"));
    }
}
