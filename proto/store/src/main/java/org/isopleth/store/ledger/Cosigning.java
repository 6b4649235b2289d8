package org.isopleth.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.ForkEvidence;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.WitnessAnswer;

/// Gathers the cosignatures of others for the heads of a program's own ledger, and finds out from what they hold
/// whether that ledger was put back or tells two stories. Thread-safe.
///
/// Nothing of it is kept but the cosignatures: after a start every witness is asked as if it had never cosigned
/// anything, and says what it holds.
public final class Cosigning {
    /// How old a head may become before it is cosigned.
    public static final Duration INTERVAL = Duration.ofSeconds(60);
    /// How many entries there may be after it.
    public static final long ENTRIES = 256;

    private final LedgerDirectory ledger;
    private final KeyCertification own;
    private final Digest root;
    private final Map<String, Peer> peers = new TreeMap<>();
    private long target = -1;
    private Instant targetSince = Instant.MIN;

    /// What is known of one witness.
    private static final class Peer {
        private long held;
        private long asked;
        private boolean cosigned;
        private Optional<Instant> askedAt = Optional.empty();
    }

    /// @param own the certification of the ledger's key
    /// @param root SHA-256 of the consortium's root certificate
    public Cosigning(LedgerDirectory ledger, KeyCertification own, Digest root) {
        this.ledger = ledger;
        this.own = own;
        this.root = root;
    }

    /// A request to be sent.
    public record Due(String witness, AddCheckpoint request) {}

    /// What came of an answer.
    public sealed interface Outcome {

        /// The head has a cosignature more.
        record Cosigned(SignedNote head) implements Outcome {}

        /// It says nothing about the present head, or nothing that can be believed.
        record Nothing() implements Outcome {}

        /// The ledger is not what it was. Nothing may leave until people have looked.
        ///
        /// @param line what happened, for its owner's people
        /// @param held the head that the witness holds, signed by this ledger's own key
        /// @param evidence that this ledger signed two stories, if it did
        record Incident(String line, SignedNote held, Optional<ForkEvidence> evidence) implements Outcome {}
    }

    /// The requests to be sent now; each counts as sent.
    ///
    /// @param witnesses the programs that can be reached
    public synchronized List<Due> due(Collection<String> witnesses, Instant now) {
        Optional<Checkpoint> latest = ledger.latest();
        if (latest.isEmpty()) {
            return List.of();
        }
        aim(latest.get().size(), now);
        List<Due> due = new ArrayList<>();
        for (String witness : witnesses) {
            Peer peer = peers.computeIfAbsent(witness, _ -> new Peer());
            boolean waiting = peer.asked == target
                    && peer.askedAt
                            .filter(asked -> now.isBefore(asked.plus(INTERVAL)))
                            .isPresent();
            if (!waiting && !(peer.cosigned && peer.held == target)) {
                peer.asked = target;
                peer.askedAt = Optional.of(now);
                due.add(new Due(witness, ledger.ask(Math.min(peer.held, target), target)));
            }
        }
        return due;
    }

    private void aim(long latest, Instant now) {
        boolean first = target < 0;
        boolean late = !first && latest != target && !now.isBefore(targetSince.plus(INTERVAL));
        if (first || late || latest - target >= ENTRIES) {
            target = latest;
            targetSince = now;
        }
    }

    /// Takes a witness's answer. One that claims more than this ledger has is believed only if this ledger's own
    /// key signed what it shows.
    public synchronized Outcome answered(WitnessMessage.Answered message) {
        Peer peer = peers.get(message.witness().owner());
        if (peer == null || !message.witness().problems(Optional.of(root)).isEmpty()) {
            return new Outcome.Nothing();
        }
        if (message.answer() instanceof WitnessAnswer.Cosigned(var line)) {
            try {
                SignedNote head = ledger.cosign(peer.asked, message.witness(), line);
                peer.held = peer.asked;
                peer.cosigned = true;
                return new Outcome.Cosigned(head);
            } catch (LedgerException e) {
                return new Outcome.Nothing();
            }
        }
        Optional<SignedNote> held = message.held().filter(note -> note.signedBy(own.key()));
        if (held.isEmpty()) {
            if (message.answer() instanceof WitnessAnswer.Conflict(long size) && size == 0) {
                meet(peer, 0);
            }
            return new Outcome.Nothing();
        }
        return compare(peer, message.witness().owner(), held.get());
    }

    private Outcome compare(Peer peer, String witness, SignedNote held) {
        Checkpoint theirs = Checkpoint.parse(held);
        SignedNote latest =
                ledger.latest().flatMap(head -> ledger.head(head.size())).orElseThrow();
        long size = Checkpoint.parse(latest).size();
        if (theirs.size() > size) {
            return new Outcome.Incident(
                    "fork-incident: " + witness + " has cosigned " + theirs.size()
                            + " entries of this ledger, which has " + size + ": an older state was put back",
                    held,
                    Optional.empty());
        }
        if (!ledger.at(theirs.size()).root().equals(theirs.root())) {
            return new Outcome.Incident(
                    "fork-incident: " + witness + " has cosigned other entries than this ledger has",
                    held,
                    ForkEvidence.find(own, held, latest, walk(theirs.size(), size)));
        }
        meet(peer, theirs.size());
        return new Outcome.Nothing();
    }

    /// The hashes of the proof from one size to the other, with the one it starts from.
    private List<Digest> walk(long from, long to) {
        if (from < 1 || from == to) {
            return List.of();
        }
        List<Digest> walk = new ArrayList<>(ledger.at(to).consistency(from).path());
        if (Long.bitCount(from) == 1) {
            walk.addFirst(ledger.at(from).root());
        }
        return walk;
    }

    /// Asks again at once, but not for ever a witness that keeps saying the same.
    private void meet(Peer peer, long size) {
        if (peer.held != size) {
            peer.held = size;
            peer.cosigned = false;
            peer.askedAt = Optional.empty();
        }
        if (size > target) {
            target = ledger.latest().orElseThrow().size();
        }
    }
}
