package org.isopleth.connector.differencing;

import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.store.Body;
import org.isopleth.store.Event;
import org.isopleth.store.Store;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.Transaction;

/// The sets of patients behind every output that has left, kept as events in the store, for this hospital's only
/// dataset. For one thread: that of the gate.
///
/// A patient is a keyed number ([org.isopleth.connector.cohort.RowKeys]), stored once in 8 bytes, and a set one
/// bit for each patient that was numbered before. In the base64 of the events, 100,000 patients take 1.1 MB once
/// and 17 kB for each different set; an output takes a few hundred bytes. An event holds sets of up to 1.5 million
/// patients.
final class RowSets {
    private static final String STREAM = "row-sets/patients";

    private final Store store;
    private final Remembered remembered = new Remembered();
    private long sequence;

    RowSets(Store store) {
        this.store = store;
    }

    /// What is stored by now. Only what is durable is ever in it.
    Remembered remembered() {
        store.replay(STREAM, sequence + 1, this::take);
        return remembered;
    }

    private void take(StoredEvent stored) {
        Event event = stored.event();
        remembered.take(RowSetEventJson.read(
                event.kind(),
                event.version(),
                CanonicalJson.parse(event.body().bytes()).asObject()));
        sequence = stored.sequence();
    }

    /// The number of the last event that [#remembered] has seen.
    long sequence() {
        return sequence;
    }

    /// Stores what follows from the state after event `last`, in the transaction that lets the outputs out.
    ///
    /// @throws org.isopleth.store.SequenceConflictException when more was stored meanwhile; then nothing leaves
    static void append(Transaction transaction, long last, List<RowSetEvent> events) {
        long next = last + 1;
        for (RowSetEvent event : events) {
            transaction.append(
                    STREAM,
                    next++,
                    new Event(
                            RowSetEventJson.kind(event),
                            RowSetEventJson.VERSION,
                            Body.of(CanonicalJson.bytes(RowSetEventJson.write(event)))));
        }
    }
}
