package org.isopleth.ledger;

import java.util.Arrays;
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

    CheckpointArchive(LedgerSource source, VerifierKey key, Findings findings) {
        this.source = source;
        this.key = key;
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
            } else if (!sameBytes(LATEST, FOLDER + head.size())) {
                findings.cryptographic(LATEST, "it differs from the checkpoint of its size that was kept");
            }
        });
        return published.equals(archived) ? latest : next;
    }

    private boolean isArchived(SortedMap<Long, Checkpoint> archived, Checkpoint next) {
        return !archived.isEmpty() && archived.lastKey() == next.size() && sameBytes(NEXT, FOLDER + next.size());
    }

    /// One head, from a note that must carry this ledger's signature and no other.
    Optional<Checkpoint> check(String where, SignedNote note) {
        if (note.signatures().size() != 1 || !note.signedBy(key)) {
            findings.cryptographic(where, "it is not signed by the ledger's key alone");
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

    private Optional<Checkpoint> read(String path) {
        Optional<byte[]> bytes = source.read(path);
        if (bytes.isEmpty()) {
            findings.cryptographic(path, "the file is missing");
            return Optional.empty();
        }
        try {
            return check(path, SignedNote.parse(bytes.get()));
        } catch (LedgerFormatException e) {
            findings.cryptographic(path, e.problem());
            return Optional.empty();
        }
    }

    private boolean sameBytes(String one, String other) {
        return Arrays.equals(source.read(one).orElseThrow(), source.read(other).orElseThrow());
    }
}
