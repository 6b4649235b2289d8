package org.isopleth.connector.budget;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.budget.BudgetEvent;
import org.isopleth.disclosure.budget.BudgetEventJson;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.disclosure.budget.Reservation;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.store.Body;
import org.isopleth.store.Event;
import org.isopleth.store.Leadership;
import org.isopleth.store.SequenceConflictException;
import org.isopleth.store.Store;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.Transaction;

/// The privacy budgets of this site, one for each account, kept as events in the store. Thread-safe.
///
/// A release is reserved in a transaction of its own, before anything of it is computed: after a crash it is
/// spent, whatever came of it. It is committed in the transaction of the gate that lets it out, beside the
/// ledger's entry. Two threads that want the last of a budget meet in the number of the event that both append:
/// one is written, the other looks again and is refused.
public final class SiteBudgets {
    private static final String STREAMS = "budget/";

    private final Store store;
    private final Leadership leadership;
    private final InstantSource clock;
    private final Map<BudgetAccount, Held> books = new ConcurrentHashMap<>();

    /// A book and the number of the last event in it.
    private record Held(BudgetBook book, long sequence) {
        private static final Held NOTHING = new Held(BudgetBook.EMPTY, 0);

        Held after(StoredEvent stored) {
            Event event = stored.event();
            BudgetEvent read = BudgetEventJson.read(
                    event.kind(),
                    event.version(),
                    CanonicalJson.parse(event.body().bytes()).asObject());
            return new Held(BudgetBook.step(book, read), stored.sequence());
        }
    }

    /// @param clock what releases are dated by; a book never lets it go back
    public SiteBudgets(Store store, Leadership leadership, InstantSource clock) {
        this.store = store;
        this.leadership = leadership;
        this.clock = clock;
    }

    /// What an account has spent, by what is stored.
    public BudgetBook book(BudgetAccount account) {
        return held(account).book();
    }

    /// Every account there ever were terms for, in order of name; at most [Store#MAX_PAGE].
    public List<BudgetAccount> accounts() {
        return store.streams(STREAMS, STREAMS, Store.MAX_PAGE).stream()
                .map(stream -> stream.substring(STREAMS.length()).split("/", -1))
                .map(names -> new BudgetAccount(names[0], names[1]))
                .sorted()
                .toList();
    }

    /// Sets what an account may spend. When this returns it is durable.
    ///
    /// @param approval digest of a data protection officer's signature, if these are looser
    /// @throws org.isopleth.disclosure.budget.BudgetException when they are looser and nobody signed
    public void setTerms(BudgetAccount account, BudgetTerms terms, Optional<Digest> approval) {
        Held held = held(account);
        BudgetEvent.TermsSet event = new BudgetEvent.TermsSet(terms, approval);
        BudgetBook.step(held.book(), event);
        write(account, held, event);
    }

    /// Pays for a release. When this returns [Reservation.Paid] it is durable and cannot be undone.
    ///
    /// @param release names the release: [NoiseKey#release]
    /// @param note what else is written in the transaction that pays, given the account's book after it; it may
    ///     be run more than once
    public Reservation reserve(
            BudgetAccount account,
            Digest release,
            Digest study,
            NoiseClaim claim,
            BiConsumer<Transaction, BudgetBook> note) {
        while (true) {
            try {
                return reserveOnce(account, new Wish(release, study, claim), note);
            } catch (SequenceConflictException e) {
                // Somebody appended in between: what is stored by now decides.
            }
        }
    }

    private record Wish(Digest release, Digest study, NoiseClaim claim) {}

    private Reservation reserveOnce(BudgetAccount account, Wish wish, BiConsumer<Transaction, BudgetBook> note) {
        Held held = held(account);
        Reservation reservation = held.book().reserve(wish.release(), wish.study(), wish.claim(), clock.instant());
        if (reservation instanceof Reservation.Paid(BudgetEvent.Reserved event)) {
            BudgetBook after = BudgetBook.step(held.book(), event);
            store.write(leadership, transaction -> {
                note.accept(transaction, after);
                return append(transaction, account, held.sequence(), event);
            });
        }
        return reservation;
    }

    /// Why a release of this cost could not be paid for now, if that is so. Spends nothing.
    public Optional<Reservation.Reason> refusal(BudgetAccount account, NoiseClaim claim) {
        return book(account).refusal(claim, clock.instant());
    }

    /// How much of the year's budget is spent, from 0 to 1.
    public double spentShare(BudgetBook book) {
        return book.spentShare(clock.instant());
    }

    /// Notes that a release leaves, in the transaction that lets it out. To note it twice changes nothing.
    ///
    /// @throws org.isopleth.disclosure.budget.BudgetException when it was never reserved; then nothing may leave
    public void commit(Transaction transaction, BudgetAccount account, Digest release) {
        Held held = held(account);
        BudgetEvent.Committed event = new BudgetEvent.Committed(release);
        BudgetBook after = BudgetBook.step(held.book(), event);
        if (!after.equals(held.book())) {
            append(transaction, account, transaction.lastSequence(stream(account)), event);
        }
    }

    private void write(BudgetAccount account, Held held, BudgetEvent event) {
        store.write(leadership, transaction -> append(transaction, account, held.sequence(), event));
    }

    private static StoredEvent append(Transaction transaction, BudgetAccount account, long last, BudgetEvent event) {
        return transaction.append(
                stream(account),
                last + 1,
                new Event(
                        BudgetEventJson.kind(event),
                        BudgetEventJson.VERSION,
                        Body.of(CanonicalJson.bytes(BudgetEventJson.write(event)))));
    }

    private static String stream(BudgetAccount account) {
        return STREAMS + account.name();
    }

    /// What is stored by now. Only what is durable is ever kept in memory, and no lock is held: a transaction of
    /// the gate may ask while another thread waits to write.
    private Held held(BudgetAccount account) {
        Held[] held = {books.getOrDefault(account, Held.NOTHING)};
        store.replay(stream(account), held[0].sequence() + 1, stored -> held[0] = held[0].after(stored));
        return books.merge(account, held[0], (one, other) -> one.sequence() > other.sequence() ? one : other);
    }
}
