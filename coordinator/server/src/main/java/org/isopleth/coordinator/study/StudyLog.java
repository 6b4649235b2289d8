package org.isopleth.coordinator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.MessageJson;
import org.isopleth.progress.StudyEvent;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoredDocument;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.Transaction;

/// What happened to all studies, as the coordinator's store keeps it: events, the ledger entries they cause, the
/// messages to sites and the numbers of the messages from them, durable together. Thread-safe.
final class StudyLog {
    private static final String STREAMS = "study/";

    /// Of each study that is at rest, what a list says of it.
    private static final String ENDED = "ended-study";

    /// The documents that studies at rest keep for good.
    private static final String KEPT = "kept-document";

    private static final Body NOTHING = Body.of(new byte[0]);

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

    /// Brings back every study that is not at rest, one after the other.
    void replay(Consumer<RunningStudy> each) {
        String after = "";
        List<String> names;
        do {
            names = store.streamsWithoutDocument(STREAMS, ENDED, after, Store.MAX_PAGE);
            names.forEach(stream -> each.accept(study(stream)));
            after = names.isEmpty() ? after : names.getLast();
        } while (names.size() == Store.MAX_PAGE);
    }

    /// Brings back one study, if there is such a one.
    Optional<RunningStudy> find(Digest study) {
        return lastSequence(study) == 0 ? Optional.empty() : Optional.of(study(stream(study)));
    }

    /// The number of a study's last event; 0 when there is no such study.
    long lastSequence(Digest study) {
        return store.lastSequence(stream(study));
    }

    /// Puts a study that has ended to rest: from now on it is found by its digest only. Again, it changes nothing.
    void rest(RunningStudy ended) {
        Json.Obj summary = StudyProgressJson.summary(ended.plan().offer(), ended.state());
        store.write(leadership, transaction -> {
            ended.lasting().forEach(document -> transaction.putDocument(KEPT, document.hex(), NOTHING));
            return transaction.putDocument(ENDED, ended.plan().digest().hex(), Body.of(CanonicalJson.bytes(summary)));
        });
    }

    /// Whether a study at rest keeps a document.
    boolean isKept(Digest document) {
        return store.document(KEPT, document.hex()).isPresent();
    }

    /// What a list says of every study at rest, by digest.
    SortedMap<String, Json.Obj> atRest() {
        SortedMap<String, Json.Obj> summaries = new TreeMap<>();
        String after = "";
        List<StoredDocument> page;
        do {
            page = store.documents(ENDED, after, Store.MAX_PAGE);
            page.forEach(ended -> summaries.put(
                    ended.key(), CanonicalJson.parse(ended.body().bytes()).asObject()));
            after = page.isEmpty() ? after : page.getLast().key();
        } while (page.size() == Store.MAX_PAGE);
        return summaries;
    }

    private static String stream(Digest study) {
        return STREAMS + study.hex();
    }

    private RunningStudy study(String stream) {
        List<StoredEvent> events = new ArrayList<>();
        store.replay(stream, 1, events::add);
        return RunningStudy.replay(events);
    }

    /// The stored events of a study from number `from` on, at most one page.
    List<StoredEvent> events(Digest study, long from) {
        return store.events(stream(study), from, Store.MAX_PAGE);
    }

    /// Stores a change and what was received with it; false, without effect, when some of that had been received
    /// before. The study in memory stays as it was.
    ///
    /// @throws org.isopleth.progress.ImpossibleEventException when the change cannot happen to the study
    boolean append(RunningStudy running, Change change, List<Received> received) {
        running.after(change);
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
            transaction.append(stream(running.plan().digest()), sequence, StoredStudyEvents.write(event));
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
