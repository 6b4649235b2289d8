package org.isopleth.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// Two heads that one ledger signed and that no one ledger can have: of the same size with different roots, or of
/// different sizes where the larger one contains another beginning than the smaller one. A file that proves it to
/// anyone, without a network and without trust in who made it. Immutable, thread-safe; it claims, [#problems]
/// decides.
///
/// A consistency proof that merely fails proves nothing to others, since anyone can write one. What counts is a
/// proof that leads to the larger root and, for the smaller size, to another root than was signed: the larger
/// root fixes every hash on that way.
///
/// @param log whose ledger it is and which key signed
/// @param first the smaller head, or either of two of the same size
/// @param second the other head
/// @param walk for heads of different sizes: the hashes of the consistency proof in the larger tree, always with
///     the one it starts from; empty for heads of the same size
public record ForkEvidence(KeyCertification log, SignedNote first, SignedNote second, List<Digest> walk) {
    /// The longest file.
    public static final int MAX_BYTES = 256 * 1024;

    private static final String KIND = "isopleth/fork-evidence/v1";
    private static final Set<String> MEMBERS = Set.of("kind", "log", "first", "second", "walk");

    public ForkEvidence {
        walk = List.copyOf(walk);
        if (walk.size() > AddCheckpoint.MAX_PROOF + 1) {
            throw new LedgerFormatException("a consistency proof has at most " + AddCheckpoint.MAX_PROOF + " hashes");
        }
    }

    /// The evidence that two signed heads give, if they contradict each other and it can be shown.
    ///
    /// @param one signed by the ledger, as is `other`; other lines under them do not matter
    /// @param walk the proof that came with the larger head, if they have different sizes
    public static Optional<ForkEvidence> find(
            KeyCertification log, SignedNote one, SignedNote other, List<Digest> walk) {
        SignedNote first = ownLines(one, log.key());
        SignedNote second = ownLines(other, log.key());
        long difference =
                Checkpoint.parse(second).size() - Checkpoint.parse(first).size();
        ForkEvidence evidence = new ForkEvidence(
                log,
                difference < 0 ? second : first,
                difference < 0 ? first : second,
                difference == 0 ? List.of() : walk);
        return Optional.of(evidence).filter(ForkEvidence::contradictory);
    }

    /// What is wrong with it as evidence, in words; empty when it proves that the owner of the ledger signed
    /// heads that contradict each other.
    ///
    /// @param rootFingerprint SHA-256 of the consortium's root certificate, if the reader knows it
    public List<String> problems(Optional<Digest> rootFingerprint) {
        List<String> problems = new ArrayList<>(log.problems(rootFingerprint));
        if (!first.signedBy(log.key()) || !second.signedBy(log.key())) {
            problems.add("the ledger's key did not sign both heads");
            return problems;
        }
        try {
            if (!contradictory()) {
                problems.add("the two heads do not contradict each other, or it is not shown that they do");
            }
        } catch (LedgerFormatException e) {
            problems.add("one of the two is no head of a ledger");
        }
        return problems;
    }

    private boolean contradictory() {
        Checkpoint smaller = Checkpoint.parse(first);
        Checkpoint larger = Checkpoint.parse(second);
        if (!smaller.origin().equals(log.key().name())
                || !larger.origin().equals(log.key().name())) {
            return false;
        }
        if (smaller.size() == larger.size()) {
            return walk.isEmpty() && !smaller.root().equals(larger.root());
        }
        return ConsistencyProof.prefixRoot(smaller.size(), larger.size(), walk, larger.root())
                .filter(root -> !root.equals(smaller.root()))
                .isPresent();
    }

    private static SignedNote ownLines(SignedNote note, VerifierKey key) {
        List<NoteSignature> own = note.lines(key.name(), key.keyId());
        return own.isEmpty() ? note : new SignedNote(note.text(), List.of(own.getFirst()));
    }

    /// The file: canonical JSON.
    public byte[] bytes() {
        return CanonicalJson.bytes(Json.object()
                .with("kind", KIND)
                .with("log", CanonicalJson.parse(log.bytes()))
                .with("first", text(first))
                .with("second", text(second))
                .with("walk", Json.ofTexts(walk.stream().map(Digest::hex).toList()))
                .build());
    }

    /// Reads the file that [#bytes] writes; nothing in it is checked yet but its form.
    ///
    /// @throws LedgerFormatException when it is no such file
    public static ForkEvidence parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new LedgerFormatException("evidence of a fork has at most " + MAX_BYTES + " bytes");
        }
        try {
            Json.Obj in = CanonicalJson.parseCanonical(bytes).asObject();
            if (!MEMBERS.equals(in.members().keySet()) || !in.text("kind").equals(KIND)) {
                throw new LedgerFormatException("the members are kind, log, first, second and walk");
            }
            return new ForkEvidence(
                    KeyCertification.parse(CanonicalJson.bytes(in.object("log"))),
                    note(in.text("first")),
                    note(in.text("second")),
                    in.get("walk").asTexts().stream().map(Digest::new).toList());
        } catch (JsonException | IllegalArgumentException e) {
            throw new LedgerFormatException("not the canonical JSON of evidence of a fork");
        }
    }

    private static SignedNote note(String text) {
        return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SignedNote note) {
        return new String(note.bytes(), StandardCharsets.UTF_8);
    }
}
