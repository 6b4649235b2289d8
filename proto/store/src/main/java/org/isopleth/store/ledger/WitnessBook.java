package org.isopleth.store.ledger;

import java.time.InstantSource;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.ForkEvidence;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.Witness;
import org.isopleth.ledger.WitnessStep;
import org.isopleth.store.Body;
import org.isopleth.store.Store;
import org.isopleth.store.StoredDocument;
import org.isopleth.store.Transaction;

/// What this program has cosigned of the ledgers of others, kept in its store: the last head of each, and the first
/// evidence against each. Thread-safe.
///
/// What is held is read, judged and replaced in one transaction, and the answer is said after it has committed:
/// two requests at once never leave a smaller head behind than was answered, and what a crash forgets nobody has
/// heard.
public final class WitnessBook {
    private static final String KEYS = "witness-key";
    private static final String HELD = "witness";
    private static final String EVIDENCE = "fork-evidence";

    private final NoteSigner signer;
    private final InstantSource clock;

    /// @param signer this program's own ledger's key, with which it cosigns
    public WitnessBook(NoteSigner signer, InstantSource clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /// What came of a request.
    ///
    /// @param step the answer, and evidence if the request is such
    /// @param held the last head of that ledger that is cosigned here, after the request
    public record Reply(WitnessStep step, Optional<SignedNote> held) {}

    /// Judges a request and stores what it changes. Nothing of the reply may be said before `transaction` has
    /// committed.
    ///
    /// @param log whose ledger it is, its certification checked by the caller. The first key under which a ledger
    ///     comes stays its key: who wants to begin again needs another origin.
    public Reply step(Transaction transaction, KeyCertification log, AddCheckpoint request) {
        String ledger = key(log.key().name());
        KeyCertification known = known(transaction, ledger).orElse(log);
        Witness witness = new Witness(
                origin -> Optional.of(known).filter(one -> one.key().name().equals(origin)), signer);
        Optional<SignedNote> held = note(transaction.document(HELD, ledger));
        WitnessStep step = witness.step(held, request, clock.instant());
        step.held().ifPresent(note -> {
            transaction.putDocument(KEYS, ledger, Body.of(known.bytes()));
            transaction.putDocument(HELD, ledger, Body.of(note.bytes()));
        });
        // One is enough, and a ledger that goes on contradicting itself must not fill the store.
        step.evidence()
                .filter(_ -> transaction.document(EVIDENCE, ledger).isEmpty())
                .ifPresent(evidence -> transaction.putDocument(EVIDENCE, ledger, Body.of(evidence.bytes())));
        return new Reply(step, step.held().or(() -> held));
    }

    private static Optional<KeyCertification> known(Transaction transaction, String ledger) {
        return transaction
                .document(KEYS, ledger)
                .map(document -> KeyCertification.parse(document.body().bytes()));
    }

    /// The last head of a ledger that was cosigned here, with the ledger's signature and the cosignature.
    public static Optional<SignedNote> held(Store store, String origin) {
        return note(store.document(HELD, key(origin)));
    }

    /// Two heads of a ledger that contradict each other, if it ever showed such.
    public static Optional<ForkEvidence> evidence(Store store, String origin) {
        return store.document(EVIDENCE, key(origin))
                .map(document -> ForkEvidence.parse(document.body().bytes()));
    }

    private static Optional<SignedNote> note(Optional<StoredDocument> document) {
        return document.map(found -> SignedNote.parse(found.body().bytes()));
    }

    /// An origin is any line of text; a key is not.
    private static String key(String origin) {
        return Digest.of(origin).hex();
    }
}
