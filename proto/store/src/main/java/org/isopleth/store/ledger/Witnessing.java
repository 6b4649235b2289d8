package org.isopleth.store.ledger;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.WitnessAnswer;
import org.isopleth.store.TransactionWork;

/// A program's part in witnessing: it asks others to cosign its ledger, and cosigns theirs. What is asked or
/// answered travels as a [WitnessMessage]; how, is the caller's affair. Thread-safe.
///
/// Nothing of it becomes an entry: a ledger that grew with every cosignature would never be cosigned to its end.
public final class Witnessing {
    private final Cosigning cosigning;
    private final WitnessBook book;
    private final KeyCertification own;
    private final Digest root;
    private final InstantSource clock;
    private final Surroundings surroundings;

    /// What it needs of its program.
    public interface Surroundings {

        /// Runs a write transaction, see [org.isopleth.store.Store#write].
        <T> T write(TransactionWork<T> work);

        /// Whether the owner of this key is one whose ledger is cosigned and whose cosignatures count, and the
        /// certificate the one it is known by. That the certification holds is checked besides.
        boolean trusts(KeyCertification program);

        /// Sends a message, or not: it is sent again after a while.
        void say(WitnessMessage message);

        /// The own ledger is not what it was: nothing may leave from now on.
        void stop(Cosigning.Outcome.Incident incident);
    }

    /// @param root SHA-256 of the consortium's root certificate
    public Witnessing(PublishedLedger ledger, Digest root, InstantSource clock, Surroundings surroundings) {
        this.own = ledger.identity().certification();
        this.root = root;
        this.surroundings = surroundings;
        this.cosigning = new Cosigning(ledger.directory(), own, root);
        this.book = new WitnessBook(ledger.identity().signer(), clock);
        this.clock = clock;
    }

    /// Asks those who can be reached, as far as it is time.
    public void tick(Collection<String> witnesses) {
        cosigning
                .due(witnesses, clock.instant())
                .forEach(due -> surroundings.say(new WitnessMessage.Asked(own, due.witness(), due.request())));
    }

    /// Takes a message that is addressed to this program; the caller knows that it comes from who it says.
    public void take(WitnessMessage message) {
        switch (message) {
            case WitnessMessage.Asked asked -> surroundings.say(answer(asked));
            case WitnessMessage.Answered answered -> {
                if (surroundings.trusts(answered.witness())
                        && cosigning.answered(answered) instanceof Cosigning.Outcome.Incident incident) {
                    surroundings.stop(incident);
                }
            }
        }
    }

    private WitnessMessage answer(WitnessMessage.Asked asked) {
        KeyCertification log = asked.ledger();
        boolean known = surroundings.trusts(log)
                && log.key().name().equals(PublishedLedger.origin(log.owner()))
                && log.problems(Optional.of(root)).isEmpty();
        if (!known) {
            return new WitnessMessage.Answered(log.owner(), own, new WitnessAnswer.UnknownLog(), Optional.empty());
        }
        WitnessBook.Reply reply = surroundings.write(transaction -> book.step(transaction, log, asked.request()));
        WitnessAnswer answer = reply.step().answer();
        return new WitnessMessage.Answered(log.owner(), own, answer, shown(answer, reply));
    }

    /// Who disagrees shows why.
    private static Optional<SignedNote> shown(WitnessAnswer answer, WitnessBook.Reply reply) {
        return switch (answer) {
            case WitnessAnswer.Conflict _, WitnessAnswer.Inconsistent _ -> reply.held();
            case WitnessAnswer.Cosigned _,
                    WitnessAnswer.Malformed _,
                    WitnessAnswer.NotSigned _,
                    WitnessAnswer.UnknownLog _ -> Optional.empty();
        };
    }
}
