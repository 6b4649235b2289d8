package org.isopleth.connector.study;

import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.store.Body;
import org.isopleth.store.Event;
import org.isopleth.store.Store;
import org.isopleth.store.StoredEvent;
import org.isopleth.store.Transaction;

/// The studies that are over at this site, of which only the last words are of interest. Immutable, thread-safe.
///
/// @param count how many there are
/// @param latest those that were closed last, at most [#SHOWN], the oldest first
public record ClosedStudies(long count, List<Last> latest) {
    /// How many are shown to people; every one is in the store and in the ledger.
    public static final int SHOWN = 20;

    /// None.
    static final ClosedStudies NONE = new ClosedStudies(0, List.of());

    /// Of each closed study, that it is one: a start does not bring it back.
    private static final String MARKS = "closed-study";

    /// The order in which they were closed.
    private static final String STREAM = "closed-studies";

    private static final String KIND = "study-closed";
    private static final int VERSION = 1;

    public ClosedStudies {
        latest = List.copyOf(latest);
    }

    /// A study's last words.
    public record Last(Digest study, String title, String outcome) {}

    static ClosedStudies read(Store store) {
        long count = store.lastSequence(STREAM);
        return new ClosedStudies(
                count,
                store.events(STREAM, Math.max(1, count - SHOWN + 1), SHOWN).stream()
                        .map(ClosedStudies::last)
                        .toList());
    }

    private static Last last(StoredEvent stored) {
        Json.Obj body = CanonicalJson.parse(stored.event().body().bytes()).asObject();
        return new Last(new Digest(body.text("study")), body.text("title"), body.text("outcome"));
    }

    /// Adds a study in the transaction that closes it.
    static void add(Transaction transaction, Digest study, SiteStudy.Closed closed) {
        Json.Obj body = Json.object()
                .with("study", study.hex())
                .with("title", closed.offer().study().title())
                .with("outcome", closed.outcome())
                .build();
        transaction.append(
                STREAM,
                transaction.lastSequence(STREAM) + 1,
                new Event(KIND, VERSION, Body.of(CanonicalJson.bytes(body))));
        transaction.putDocument(MARKS, study.hex(), Body.of(""));
    }

    /// Names of the streams that start with `prefix` and belong to no closed study, a page after `after`.
    static List<String> others(Store store, String prefix, String after) {
        return store.streamsWithoutDocument(prefix, MARKS, after, Store.MAX_PAGE);
    }
}
