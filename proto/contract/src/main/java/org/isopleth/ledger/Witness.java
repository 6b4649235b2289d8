package org.isopleth.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;

/// The rule by which a witness cosigns the heads of ledgers (C2SP tlog-witness): only what grew out of the last
/// head it cosigned. A pure function of what it holds; who calls it reads what is held, decides and stores in
/// one transaction, and answers after that. Otherwise a slower request could put a ledger's head back.
///
/// Thread-safe as its signer is.
public final class Witness {
    private final Logs logs;
    private final NoteSigner signer;

    /// @param logs the ledgers it watches
    /// @param signer its own ledger's key
    public Witness(Logs logs, NoteSigner signer) {
        this.logs = logs;
        this.signer = signer;
    }

    /// The ledgers that a witness watches.
    public interface Logs {

        /// Whose ledger this is and which key signs its heads, as checked when it became known; empty for a ledger
        /// that is not watched.
        Optional<KeyCertification> find(String origin);
    }

    /// The key that verifies its cosignatures.
    public CosignerKey key() {
        return new CosignerKey(signer.verifier());
    }

    /// Decides about one request.
    ///
    /// @param held the head that it cosigned last for this ledger, as an earlier step gave it; empty if none
    /// @param now a time before that of the last cosignature is replaced by it, so that a clock put back never
    ///     makes a larger head look older than a smaller one
    public WitnessStep step(Optional<SignedNote> held, AddCheckpoint request, Instant now) {
        Checkpoint head = request.head();
        Optional<KeyCertification> log = logs.find(head.origin());
        if (log.isEmpty()) {
            return WitnessStep.of(new WitnessAnswer.UnknownLog());
        }
        if (!request.checkpoint().signedBy(log.get().key())) {
            return WitnessStep.of(new WitnessAnswer.NotSigned());
        }
        if (request.old() > head.size()) {
            return WitnessStep.of(new WitnessAnswer.Malformed());
        }
        Optional<WitnessAnswer> refusal = refusal(held.map(Checkpoint::parse), request, head);
        if (refusal.isPresent()) {
            return new WitnessStep(
                    refusal.get(),
                    Optional.empty(),
                    held.flatMap(note -> ForkEvidence.find(log.get(), note, request.checkpoint(), request.proof())));
        }
        Instant time = held.flatMap(note -> note.cosignedBy(key()))
                .filter(now::isBefore)
                .orElse(now);
        NoteSignature cosignature =
                Cosignature.sign(signer, request.checkpoint().text(), time);
        return new WitnessStep(
                new WitnessAnswer.Cosigned(cosignature),
                Optional.of(kept(request.checkpoint(), log.get().key(), cosignature)),
                Optional.empty());
    }

    private static Optional<WitnessAnswer> refusal(Optional<Checkpoint> held, AddCheckpoint request, Checkpoint head) {
        long size = held.map(Checkpoint::size).orElse(0L);
        if (request.old() != size) {
            return Optional.of(new WitnessAnswer.Conflict(size));
        }
        if (size == 0) {
            // Everything grew out of nothing: there is nothing to prove, and no proof to read.
            boolean empty = head.size() > 0 || head.root().equals(MerkleHash.empty());
            return empty && request.proof().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new WitnessAnswer.Inconsistent());
        }
        Digest root = held.orElseThrow().root();
        if (size == head.size() && !root.equals(head.root())) {
            return Optional.of(new WitnessAnswer.Conflict(size));
        }
        return new ConsistencyProof(size, head.size(), request.proof()).proves(root, head.root())
                ? Optional.empty()
                : Optional.of(new WitnessAnswer.Inconsistent());
    }

    /// The head with the lines that matter, so that nobody can fill what is held with lines of others.
    private static SignedNote kept(SignedNote note, VerifierKey log, NoteSignature cosignature) {
        return new SignedNote(
                note.text(), List.of(note.lines(log.name(), log.keyId()).getFirst(), cosignature));
    }
}
