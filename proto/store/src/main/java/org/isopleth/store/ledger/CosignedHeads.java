package org.isopleth.store.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.Cosignature;
import org.isopleth.ledger.CosignerKey;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.NoteSignature;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.VerifierKey;

/// The signed heads that a ledger directory keeps, each with the cosignatures it has got, and the certifications of
/// the witnesses' keys. Not thread-safe.
final class CosignedHeads {
    private static final String ARCHIVE = "checkpoints/";

    private final LedgerFiles files;
    private final LedgerIdentity identity;
    private final Map<String, CosignerKey> witnesses = new HashMap<>();

    CosignedHeads(LedgerFiles files, LedgerIdentity identity) {
        this.files = files;
        this.identity = identity;
    }

    /// The head kept for `size`, if this ledger's key signed it.
    Optional<SignedNote> find(long size) {
        return read(ARCHIVE + size).filter(note -> Checkpoint.parse(note).size() == size);
    }

    /// The head in a file, if this ledger's key signed it.
    Optional<SignedNote> read(String path) {
        try {
            Optional<SignedNote> note = files.read(path).map(SignedNote::parse).filter(read -> read.signedBy(key()));
            note.ifPresent(Checkpoint::parse);
            return note;
        } catch (LedgerFormatException e) {
            // Damaged: it is derived again like everything else.
            return Optional.empty();
        }
    }

    /// Keeps the signed head, with the cosignatures that hold of those which it has.
    ///
    /// @return false if another head of its size was signed before
    boolean keep(Checkpoint head) {
        SignedNote signed = head.sign(identity.signer());
        Optional<SignedNote> kept = find(head.size());
        if (kept.filter(note -> !note.text().equals(signed.text())).isPresent()) {
            return false;
        }
        settle(head.size(), kept.map(note -> signed.with(cosignatures(note))).orElse(signed));
        return true;
    }

    /// Keeps a cosignature, see [LedgerDirectory#cosign].
    SignedNote cosign(long size, KeyCertification witness, NoteSignature line) {
        SignedNote kept = find(size).orElseThrow(() -> new LedgerException("no head of that size is kept"));
        CosignerKey key = new CosignerKey(witness.key());
        if (Cosignature.time(kept.text(), line, key).isEmpty()) {
            throw new LedgerException("this is no cosignature of that head by that witness");
        }
        files.settle(path(key), witness.bytes());
        witnesses.put(key.keyId(), key);
        List<NoteSignature> lines = new ArrayList<>(kept.signatures());
        lines.removeIf(
                other -> other.name().equals(line.name()) && other.keyId().equals(line.keyId()));
        lines.add(line);
        SignedNote cosigned = new SignedNote(kept.text(), lines);
        settle(size, cosigned);
        return cosigned;
    }

    private void settle(long size, SignedNote note) {
        files.settle(ARCHIVE + size, note.bytes());
    }

    private List<NoteSignature> cosignatures(SignedNote note) {
        return note.signatures().stream()
                .filter(line -> witness(note, line)
                        .flatMap(key -> Cosignature.time(note.text(), line, key))
                        .isPresent())
                .toList();
    }

    /// The witness whose line this may be, if its certification is kept.
    private Optional<CosignerKey> witness(SignedNote note, NoteSignature line) {
        if (note.signatures().size() > 1 && witnesses.isEmpty()) {
            files.paths().stream()
                    .filter(path -> path.startsWith(KeyCertification.WITNESSES))
                    .forEach(path -> certified(path).ifPresent(key -> witnesses.put(key.keyId(), key)));
        }
        return Optional.ofNullable(witnesses.get(line.keyId()))
                .filter(key -> key.name().equals(line.name()));
    }

    private Optional<CosignerKey> certified(String path) {
        try {
            return files.read(path)
                    .map(KeyCertification::parse)
                    .map(certification -> new CosignerKey(certification.key()))
                    .filter(key -> path(key).equals(path));
        } catch (LedgerFormatException e) {
            return Optional.empty();
        }
    }

    private VerifierKey key() {
        return identity.signer().verifier();
    }

    private static String path(CosignerKey key) {
        return KeyCertification.witnessPath(key);
    }
}
