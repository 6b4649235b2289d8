package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the signed heads of a ledger and checks each one's form, key, origin and file name; whether
/// their roots are right only the entries tell. Not thread-safe.
final class CheckpointArchive {
    /// The latest head.
    static final String LATEST = "checkpoint";
    /// The head of a publication that is not complete: written before its first tile, removed after the
    /// latest head is in place.
    static final String NEXT = "pending-checkpoint";
    /// Every head, by size.
    static final String FOLDER = "checkpoints/";

    private final LedgerSource source;
    private final VerifierKey key;
    private final Findings findings;
    private final WitnessKeys witnesses;

    /// @param witnesses whose cosignatures the heads may carry
    CheckpointArchive(LedgerSource source, VerifierKey key, WitnessKeys witnesses, Findings findings) {
        this.source = source;
        this.key = key;
        this.witnesses = witnesses;
        this.findings = findings;
    }

    /// Every archived head that is well formed and signed.
    SortedMap<Long, Checkpoint> archived() {
        SortedMap<Long, Checkpoint> heads = new TreeMap<>();
        for (String path : source.paths()) {
            if (!path.startsWith(FOLDER)) {
                continue;
            }
            read(path).ifPresent(head -> {
                if (path.equals(FOLDER + head.size())) {
                    heads.put(head.size(), head);
                } else {
                    findings.cryptographic(path, "the checkpoint is of another size than its file name says");
                }
            });
        }
        return heads;
    }

    /// The head of a publication that is not complete, if there is one.
    Optional<Checkpoint> next() {
        return source.paths().contains(NEXT) ? read(NEXT) : Optional.empty();
    }

    /// The latest head, which must be a copy of the largest archived one. In the moment in which a
    /// publication has archived its head, and not yet replaced the latest one, that is the one before.
    ///
    /// @param next the head of a publication that is not complete
    Optional<Checkpoint> latest(SortedMap<Long, Checkpoint> archived, Optional<Checkpoint> next) {
        Optional<Checkpoint> latest = read(LATEST);
        SortedMap<Long, Checkpoint> published = next.filter(head -> isArchived(archived, head))
                .filter(head ->
                        latest.filter(older -> older.size() < head.size()).isPresent())
                .map(head -> archived.headMap(head.size()))
                .orElse(archived);
        latest.ifPresent(head -> {
            if (published.isEmpty() || published.lastKey() != head.size()) {
                findings.cryptographic(LATEST, "it is not the largest of the checkpoints kept");
            } else if (!sameText(LATEST, FOLDER + head.size())) {
                findings.cryptographic(LATEST, "it differs from the checkpoint of its size that was kept");
            }
        });
        return published.equals(archived) ? latest : next;
    }

    private boolean isArchived(SortedMap<Long, Checkpoint> archived, Checkpoint next) {
        return !archived.isEmpty() && archived.lastKey() == next.size() && sameText(NEXT, FOLDER + next.size());
    }

    /// One head that came from elsewhere, from a note that must carry this ledger's signature; those of others do
    /// not matter.
    Optional<Checkpoint> check(String where, SignedNote note) {
        if (!note.signedBy(key)) {
            findings.cryptographic(where, "it is not signed by the ledger's key");
            return Optional.empty();
        }
        try {
            Checkpoint head = Checkpoint.parse(note);
            if (head.origin().equals(key.name())) {
                return Optional.of(head);
            }
            findings.cryptographic(where, "it is the checkpoint of another ledger");
        } catch (LedgerFormatException e) {
            findings.cryptographic(where, e.problem());
        }
        return Optional.empty();
    }

    /// One head of the directory: every line under it counts.
    private Optional<Checkpoint> checkAll(String where, SignedNote note) {
        List<NoteSignature> others = new ArrayList<>(note.signatures());
        List<NoteSignature> own = note.lines(key.name(), key.keyId());
        others.removeAll(own);
        if (own.size() > 1 || !others.stream().allMatch(line -> witnesses.cosigned(note.text(), line))) {
            findings.cryptographic(where, "it carries a signature that is not its ledger's or a witness's");
            return Optional.empty();
        }
        return check(where, note);
    }

    private Optional<Checkpoint> read(String path) {
        Optional<byte[]> bytes = source.read(path);
        if (bytes.isEmpty()) {
            findings.cryptographic(path, "the file is missing");
            return Optional.empty();
        }
        try {
            return checkAll(path, SignedNote.parse(bytes.get()));
        } catch (LedgerFormatException e) {
            findings.cryptographic(path, e.problem());
            return Optional.empty();
        }
    }

    /// Whether two heads that were read are one; cosignatures may have come to one of them first.
    private boolean sameText(String one, String other) {
        return text(one).equals(text(other));
    }

    private String text(String path) {
        return SignedNote.parse(source.read(path).orElseThrow()).text();
    }
}
