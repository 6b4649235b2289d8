package org.isopleth.coordinator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.MessageJson;
import org.isopleth.progress.StudyEvent;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.Transaction;

/// What happened to all studies, as the coordinator's store keeps it: events, the ledger entries they cause, the
/// messages to sites and the numbers of the messages from them, durable together. Thread-safe.
final class StudyLog {
    private static final String STREAMS = "study/";

    private final Store store;
    private final Leadership leadership;
    private final CoordinatorLedger ledger;

    /// @param leadership the right to write the store
    StudyLog(Store store, Leadership leadership, CoordinatorLedger ledger) {
        this.store = store;
        this.leadership = leadership;
        this.ledger = ledger;
    }

    /// A numbered message of a site.
    record Received(SiteId from, long sequence) {}

    /// Brings back every stored study, one after the other.
    void replay(Consumer<RunningStudy> each) {
        String after = "";
        List<String> names;
        do {
            names = store.streams(STREAMS, after, Store.MAX_PAGE);
            names.forEach(stream -> each.accept(study(stream)));
            after = names.isEmpty() ? after : names.getLast();
        } while (names.size() == Store.MAX_PAGE);
    }

    private RunningStudy study(String stream) {
        List<StoredEvent> events = new ArrayList<>();
        store.replay(stream, 1, events::add);
        return RunningStudy.replay(events);
    }

    /// The stored events of a study from number `from` on, at most one page.
    List<StoredEvent> events(Digest study, long from) {
        return store.events(STREAMS + study.hex(), from, Store.MAX_PAGE);
    }

    /// Stores a change and what was received with it; false, without effect, when some of that had been received
    /// before. The study in memory stays as it was.
    ///
    /// @throws org.isopleth.progress.ImpossibleEventException when the change cannot happen to the study
    boolean append(RunningStudy running, Change change, List<Received> received) {
        running.after(change.events());
        return store.write(leadership, transaction -> {
            if (received.stream().anyMatch(each -> isKnown(transaction, each))) {
                return false;
            }
            received.forEach(each -> transaction.received(each.from().name(), each.sequence()));
            write(transaction, running, change);
            return true;
        });
    }

    /// A message that is late, or about nothing known: noted as received, without effect.
    void ignore(Received received) {
        store.write(
                leadership, transaction -> transaction.received(received.from().name(), received.sequence()));
    }

    private static boolean isKnown(Transaction transaction, Received received) {
        return transaction.progress(received.from().name()).received() >= received.sequence();
    }

    private void write(Transaction transaction, RunningStudy running, Change change) {
        long sequence = running.sequence();
        for (StudyEvent event : change.events()) {
            sequence++;
            transaction.append(STREAMS + running.plan().digest().hex(), sequence, StoredStudyEvents.write(event));
        }
        ledger.enter(transaction, running.plan(), change.events());
        for (Change.Letter letter : change.letters()) {
            transaction.enqueue(
                    letter.to().name(),
                    MessageJson.kind(letter.message()),
                    Body.of(CanonicalJson.bytes(MessageJson.write(letter.message()))));
        }
    }
}
