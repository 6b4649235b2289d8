package org.isopleth.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A ledger in memory with a certified key, for tests of witnesses: it signs heads of any of its sizes, and can be
/// put back and told another story under the same key.
public final class TestLog {
    /// When witnesses of tests begin.
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final String owner;
    private final Ed25519NoteSigner signer;
    private final KeyCertification certification;
    private final MerkleTree tree = new MerkleTree();

    /// An empty ledger under a fresh key.
    public TestLog(String owner) {
        this(owner, TestLedger.newSigner("isopleth/ledger/" + owner));
    }

    private TestLog(String owner, Ed25519NoteSigner signer) {
        this(
                owner,
                signer,
                new TestCertificates("urn:isopleth:site:" + owner + ":signing").certify(owner, signer.verifier()));
    }

    private TestLog(String owner, Ed25519NoteSigner signer, KeyCertification certification) {
        this.owner = owner;
        this.signer = signer;
        this.certification = certification;
    }

    /// Another ledger under this one's key, which tells `story` after its first `common` entries.
    public TestLog fork(int common, String story, int size) {
        TestLog fork = new TestLog(owner, signer, certification);
        fork.grow("told", common);
        fork.grow(story, size);
        return fork;
    }

    /// Entries until there are `size`.
    public TestLog grow(int size) {
        return grow("told", size);
    }

    private TestLog grow(String story, int size) {
        while (tree.size() < size) {
            tree.append(entry(story, tree.size()));
        }
        return this;
    }

    /// One of the entries that [#grow] makes.
    public static byte[] entry(long index) {
        return entry("told", index);
    }

    private static byte[] entry(String story, long index) {
        return (story + " " + index).getBytes(StandardCharsets.UTF_8);
    }

    /// The tree at one of its sizes.
    public MerkleProver at(long size) {
        return tree.at(size);
    }

    /// The signed head at one of its sizes.
    public SignedNote head(long size) {
        return new Checkpoint(signer.verifier().name(), size, tree.at(size).root()).sign(signer);
    }

    /// What it asks a witness that has cosigned `old` entries.
    public AddCheckpoint ask(long old, long size) {
        return AddCheckpoint.of(old, tree.at(size), head(size));
    }

    /// Its name.
    public String origin() {
        return signer.verifier().name();
    }

    /// Its key and owner.
    public KeyCertification certification() {
        return certification;
    }

    /// Signs as this ledger does, and cosigns as its owner does.
    public Ed25519NoteSigner signer() {
        return signer;
    }

    /// A witness with this ledger's key that watches `logs`.
    public Witness watching(TestLog... logs) {
        return new Witness(
                origin -> List.of(logs).stream()
                        .filter(log -> log.origin().equals(origin))
                        .map(TestLog::certification)
                        .findFirst(),
                signer);
    }

    /// What a witness holds after it has cosigned heads of these sizes.
    public Optional<SignedNote> cosigned(Witness witness, long... sizes) {
        Optional<SignedNote> held = Optional.empty();
        long old = 0;
        for (long size : sizes) {
            held = witness.step(held, ask(old, size), NOON).held();
            old = size;
        }
        return held;
    }

    /// The head of this size with the cosignatures of these.
    public SignedNote cosignedBy(long size, TestLog... witnesses) {
        List<NoteSignature> lines = new ArrayList<>();
        for (TestLog witness : witnesses) {
            lines.add(Cosignature.sign(witness.signer(), head(size).text(), NOON));
        }
        return head(size).with(lines);
    }
}
