package org.isopleth.connector.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.SiteEvent;
import org.isopleth.store.Body;
import org.isopleth.store.Event;
import org.isopleth.store.Leadership;
import org.isopleth.store.OutgoingMessage;
import org.isopleth.store.PeerProgress;
import org.isopleth.store.Store;
import org.isopleth.store.StoreUnavailableException;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.Transaction;
import org.isopleth.store.TransactionWork;

/// The studies of this site, durable, and the messages exchanged about them. Thread-safe.
///
/// Every change is one transaction: the events, the message that caused them, the ledger's entries and
/// the answers. What is held in memory is what the stored events add up to, for the studies that are not closed: those
/// are read from the store when somebody asks, so that neither memory nor a start grows with them.
public final class SiteStudies {
    /// The other end of every message, as the store knows it.
    public static final String COORDINATOR = "coordinator";

    private static final String STREAMS = "study/";

    private final Store store;
    private final Leadership leadership;
    private final MaskingVault vault;
    private final Map<Digest, Held> studies = new TreeMap<>();
    private ClosedStudies closed = ClosedStudies.NONE;
    private boolean loaded;
    private long changes;
    private Runnable listener = () -> {};

    /// A study in memory.
    ///
    /// @param sealed the numbers of the events of which the vault keeps what they say
    private record Held(SiteStudy state, long sequence, List<Long> sealed) {
        private static final Held NOTHING = new Held(new SiteStudy.Unknown(), 0, List.of());

        private Held {
            sealed = List.copyOf(sealed);
        }

        private Held after(SiteStudyEvent event) {
            List<Long> all = new ArrayList<>(sealed);
            if (event instanceof SiteStudyEvent.MaskingAdvanced advanced
                    && advanced.event().isPresent()) {
                all.add(sequence + 1);
            }
            return new Held(SiteStudy.step(state, event), sequence + 1, all);
        }

        private Optional<SiteStudy.Closed> closed() {
            return state instanceof SiteStudy.Closed closed ? Optional.of(closed) : Optional.empty();
        }

        /// What nothing depends on any more.
        private List<Long> useless() {
            return state.asked().masked().isEmpty() ? sealed : List.of();
        }

        private Held swept() {
            return useless().isEmpty() ? this : new Held(state, sequence, List.of());
        }
    }

    /// @param vault keeps what happens in masked rounds
    public SiteStudies(Store store, Leadership leadership, MaskingVault vault) {
        this.store = store;
        this.leadership = leadership;
        this.vault = vault;
    }

    /// What is to be stored together.
    ///
    /// @param study which study the events belong to
    /// @param events in order; none when only a message is noted
    /// @param with what belongs into the same transaction: ledger entries and messages; it may be run
    ///     more than once and has no other effect
    public record Change(Digest study, List<SiteStudyEvent> events, Consumer<Transaction> with) {
        public Change {
            events = List.copyOf(events);
        }
    }

    /// Where one study stands.
    public synchronized SiteStudy state(Digest study) {
        return held(study).state();
    }

    private Held held(Digest study) {
        load();
        Held open = studies.get(study);
        return open == null ? replay(study) : open;
    }

    /// Where every study stands that is not closed, by digest.
    public synchronized Map<Digest, SiteStudy> open() {
        load();
        Map<Digest, SiteStudy> open = new TreeMap<>();
        studies.forEach((study, held) -> open.put(study, held.state()));
        return open;
    }

    /// The studies that are closed.
    public synchronized ClosedStudies closed() {
        load();
        return closed;
    }

    /// Stores a change. When this returns it is durable.
    ///
    /// @throws ImpossibleSiteEventException when the study is elsewhere by now; then nothing is stored
    public synchronized void commit(Change change) {
        apply(change, Optional.empty());
    }

    /// Stores that message `sequence` of the coordinator came, and what it changes where the study
    /// stands.
    ///
    /// @return false when it had come before, so that nothing was changed
    public synchronized boolean receive(long sequence, Digest study, Function<SiteStudy, Change> change) {
        return apply(change.apply(state(study)), Optional.of(sequence));
    }

    /// Stores that message `sequence` of the coordinator came and has no meaning here.
    public synchronized void receiveWithoutEffect(long sequence) {
        writing(() -> store.write(leadership, transaction -> transaction.received(COORDINATOR, sequence)));
    }

    /// Stores something that belongs to no study, such as an entry of the ledger.
    public synchronized void note(Consumer<Transaction> what) {
        writing(() -> store.write(leadership, transaction -> {
            what.accept(transaction);
            return true;
        }));
    }

    /// Runs a transaction that belongs to no study and finds something out.
    public synchronized <T> T write(TransactionWork<T> work) {
        return writing(() -> store.write(leadership, work));
    }

    /// Forgets messages that the coordinator has stored.
    public synchronized void acknowledged(long upTo) {
        if (upTo > progress().acknowledged()) {
            note(transaction -> transaction.acknowledge(COORDINATOR, upTo));
        }
    }

    /// How far the exchange with the coordinator has come.
    public PeerProgress progress() {
        return store.progress(COORDINATOR);
    }

    /// Messages to the coordinator after number `after`, at most `limit`, in order.
    public List<OutgoingMessage> pending(long after, int limit) {
        return store.pending(COORDINATOR, after, limit);
    }

    /// How many changes there were since the program started.
    public synchronized long changes() {
        return changes;
    }

    /// Waits until there are more changes than `seen`, or `milliseconds` have passed.
    public synchronized void awaitChange(long seen, long milliseconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        long left = milliseconds;
        while (changes <= seen && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
    }

    /// Lets everyone who waits for a change look again.
    public synchronized void wake() {
        changes++;
        notifyAll();
        listener.run();
    }

    /// Has `changed` run at every change, on the thread that made it; it must not wait.
    public synchronized void onChange(Runnable changed) {
        listener = changed;
    }

    private boolean apply(Change change, Optional<Long> received) {
        Held before = held(change.study());
        Held after = before;
        for (SiteStudyEvent event : change.events()) {
            after = after.after(event);
        }
        List<Long> useless = after.useless();
        Optional<SiteStudy.Closed> closing = change.events().isEmpty() ? Optional.empty() : after.closed();
        boolean fresh = writing(() -> store.write(leadership, transaction -> {
            if (received.isPresent() && !transaction.received(COORDINATOR, received.get())) {
                return false;
            }
            append(transaction, change, before.sequence());
            if (closing.isPresent()) {
                ClosedStudies.add(transaction, change.study(), closing.get());
            }
            useless.forEach(sequence -> transaction.deleteDocument(vault(change.study()), key(sequence)));
            change.with().accept(transaction);
            return true;
        }));
        if (fresh) {
            if (closing.isPresent()) {
                studies.remove(change.study());
                closed = writing(() -> ClosedStudies.read(store));
            } else if (!change.events().isEmpty()) {
                studies.put(change.study(), after.swept());
            }
            wake();
        }
        return fresh;
    }

    private void append(Transaction transaction, Change change, long last) {
        long sequence = last;
        for (SiteStudyEvent event : change.events()) {
            sequence++;
            transaction.append(
                    STREAMS + change.study().hex(),
                    sequence,
                    new Event(
                            SiteStudyEventJson.kind(event),
                            SiteStudyEventJson.VERSION,
                            Body.of(CanonicalJson.bytes(SiteStudyEventJson.write(event)))));
            if (event instanceof SiteStudyEvent.MaskingAdvanced(var _, Optional<SiteEvent> secret)
                    && secret.isPresent()) {
                transaction.putDocument(
                        vault(change.study()), key(sequence), vault.seal(change.study(), sequence, secret.get()));
            }
        }
    }

    private static String vault(Digest study) {
        return "masking/" + study.hex();
    }

    private static String key(long sequence) {
        return Long.toString(sequence);
    }

    /// After a failure of the database nobody knows whether the write happened: what is in memory is
    /// then read again before it is used.
    private <T> T writing(Supplier<T> write) {
        try {
            return write.get();
        } catch (StoreUnavailableException e) {
            loaded = false;
            throw e;
        }
    }

    private void load() {
        if (loaded) {
            return;
        }
        studies.clear();
        String after = "";
        List<String> streams = ClosedStudies.others(store, STREAMS, after);
        while (!streams.isEmpty()) {
            streams.stream()
                    .map(stream -> new Digest(stream.substring(STREAMS.length())))
                    .forEach(this::load);
            streams = ClosedStudies.others(store, STREAMS, streams.getLast());
        }
        closed = ClosedStudies.read(store);
        loaded = true;
    }

    /// An earlier release closed studies without a mark.
    private void load(Digest study) {
        Held held = replay(study);
        held.closed()
                .ifPresentOrElse(
                        over -> store.write(leadership, transaction -> {
                            ClosedStudies.add(transaction, study, over);
                            return true;
                        }),
                        () -> studies.put(study, held));
    }

    private Held replay(Digest study) {
        Held[] held = {Held.NOTHING};
        store.replay(
                STREAMS + study.hex(),
                1,
                stored -> held[0] = held[0].after(read(study, stored)).swept());
        return held[0];
    }

    private SiteStudyEvent read(Digest study, StoredEvent stored) {
        Event event = stored.event();
        SiteStudyEvent read = SiteStudyEventJson.read(
                event.kind(),
                event.version(),
                CanonicalJson.parse(event.body().bytes()).asObject());
        if (!(read instanceof SiteStudyEvent.MaskingAdvanced advanced)) {
            return read;
        }
        return new SiteStudyEvent.MaskingAdvanced(
                advanced.round(),
                store.document(vault(study), key(stored.sequence()))
                        .flatMap(document -> vault.open(study, stored.sequence(), document.body())));
    }
}
