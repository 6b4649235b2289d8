package org.isopleth.ledger;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.canonical.Digest;

/// A ledger in memory, for tests that damage it: files by path, made with the contract's own words but
/// laid out here, entry by entry, as the storage specification says.
public final class TestLedger implements LedgerSource {
    /// The owner of test ledgers that do not say otherwise.
    public static final String OWNER = "aurora";

    private static final String ORIGIN = "isopleth.example/ledger/";
    private static final Instant START = Instant.parse("2026-11-01T08:00:00.000Z");
    private static final Digest STUDY = Digest.of("a study");

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final String owner;
    private final TestCertificates certificates;
    private final Ed25519NoteSigner signer;

    /// A sound ledger over `leaves` with checkpoints at `sizes`, the last of which is the latest.
    public TestLedger(List<byte[]> leaves, long... sizes) {
        this(OWNER, new TestCertificates("urn:isopleth:site:aurora:signing"), leaves, sizes);
    }

    /// The ledger of another owner.
    ///
    /// @param certificates the owner's
    public TestLedger(String owner, TestCertificates certificates, List<byte[]> leaves, long... sizes) {
        this(owner, certificates, newSigner(ORIGIN + owner), leaves, sizes);
    }

    private TestLedger(
            String owner, TestCertificates certificates, Ed25519NoteSigner signer, List<byte[]> leaves, long... sizes) {
        this.owner = owner;
        this.certificates = certificates;
        this.signer = signer;
        TileTree tree = new TileTree(this::put);
        int appended = 0;
        for (long size : sizes) {
            for (; appended < size; appended++) {
                tree.append(leaves.get(appended));
            }
            files.put("checkpoints/" + size, checkpoint(tree));
            files.put("checkpoint", checkpoint(tree));
        }
        tree.partialTiles(this::put);
        files.put("key.json", certificates.certify(owner, signer.verifier()).bytes());
    }

    /// Other leaves, signed with the same key.
    public TestLedger rewritten(List<byte[]> leaves, long... sizes) {
        return new TestLedger(owner, certificates, signer, leaves, sizes);
    }

    /// Entries of a connector that starts, permits a study and takes part in one round after another.
    public static List<byte[]> leaves(int count) {
        List<Occurrence> prelude = prelude();
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Occurrence what = i < prelude.size() ? prelude.get(i) : occurrence(i - prelude.size());
            leaves.add(new LedgerEntry(i, START.plusMillis(250L * i), OWNER, what).bytes());
        }
        return leaves;
    }

    /// The program starts; a study arrives and is permitted.
    public static List<Occurrence> prelude() {
        Actor site = new Actor("site", OWNER);
        return List.of(
                Occurrence.of(site, LedgerEvent.PROGRAM_STARTED, LedgerOutcome.DONE),
                Occurrence.of(new Actor("coordinator", "coordinator"), LedgerEvent.STUDY_RECEIVED, LedgerOutcome.DONE)
                        .in(LedgerContext.of(STUDY)),
                Occurrence.of(site, LedgerEvent.PERMIT_DECIDED, LedgerOutcome.ALLOWED)
                        .in(LedgerContext.of(STUDY).to("coordinator"))
                        .about(new Artefact(Digest.of("a permit"), 700, "decided/1")));
    }

    /// In turn: the state of a round arrives, the gate decides, the contribution is released.
    public static Occurrence occurrence(int index) {
        int round = index / 3;
        Artefact artefact = new Artefact(Digest.of("contribution " + round), 4_096 + round, "contribution");
        LedgerContext context = LedgerContext.of(STUDY, "survival/" + round);
        Actor actor = new Actor("site", OWNER, Optional.of(Digest.of("a certificate")));
        return switch (index % 3) {
            case 0 ->
                Occurrence.of(actor, LedgerEvent.ROUND_RECEIVED, LedgerOutcome.DONE)
                        .in(context)
                        .with("state", Digest.of("state " + round));
            case 1 ->
                Occurrence.of(new Actor("policy", "site-rules"), LedgerEvent.RELEASE_DECIDED, LedgerOutcome.ALLOWED)
                        .in(context.to("coordinator"))
                        .about(artefact)
                        .with("rows", SizeBand.of(57))
                        .because(new PolicyDecision(
                                "site-rules",
                                Optional.of(Digest.of("policy")),
                                List.of(new PolicyRule("rows", 10, PolicyRule.Result.PASSED))));
            default ->
                Occurrence.of(actor, LedgerEvent.RELEASED, LedgerOutcome.DONE)
                        .in(context.to("coordinator"))
                        .about(artefact);
        };
    }

    /// A fresh Ed25519 key.
    public static Ed25519NoteSigner newSigner(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Ed25519NoteSigner(VerifierKey.of(name, pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The files, to be damaged.
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /// The bytes of one file, to be damaged in place.
    public byte[] file(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    /// Signs as this ledger does.
    public Ed25519NoteSigner signer() {
        return signer;
    }

    /// Who certified this ledger's key.
    public TestCertificates certificates() {
        return certificates;
    }

    /// What verification says, knowing nothing from elsewhere.
    public LedgerVerdict verify() {
        return LedgerVerification.verify(this, LedgerExpectations.NONE);
    }

    @Override
    public SortedSet<String> paths() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(files.keySet()));
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private byte[] checkpoint(TileTree tree) {
        return new Checkpoint(ORIGIN + owner, tree.size(), tree.root())
                .sign(signer)
                .bytes();
    }

    private void put(TilePath path, byte[] content) {
        files.put(path.path(), content);
    }
}
