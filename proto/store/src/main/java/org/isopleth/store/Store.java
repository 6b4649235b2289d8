package org.isopleth.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The durable state of one program. Thread-safe; closed once, at the program's end.
///
/// Reading needs no leadership. Lists come in pages of at most [#MAX_PAGE], so that memory is bounded
/// whatever the history's length. All methods throw [StoreUnavailableException] if the database fails.
public final class Store implements AutoCloseable {
    /// Longest page: as many entries as a ledger tile holds.
    public static final int MAX_PAGE = 256;

    private static final int REPLAY_PAGE = 64;

    private final Database database;
    private final Writer writer;

    private Store(Database database, Writer writer) {
        this.database = database;
        this.writer = writer;
    }

    /// Opens the state of `owner`, making or migrating its tables where needed.
    ///
    /// @param clock what events are dated by
    /// @throws StoreInUseException if another process has the folder
    /// @throws StoreOwnerException if the place belongs to somebody else
    /// @throws StoreSchemaException if its tables are of a later release or not ours
    /// @throws StoreFolderException if a folder or the password file cannot be used
    public static Store open(StoreLocation location, StoreOwner owner, InstantSource clock) {
        return open(location, owner, clock, Patience.USUAL);
    }

    static Store open(StoreLocation location, StoreOwner owner, InstantSource clock, Patience patience) {
        Database database = Database.open(location, patience);
        try {
            Writer writer = new Writer(database, clock);
            Schema.prepare(database, owner, writer.now());
            return new Store(database, writer);
        } catch (RuntimeException | Error failure) {
            database.close();
            throw failure;
        }
    }

    /// Begins a new epoch: whoever led before can write no more.
    ///
    /// @param holder who leads, for people to read, for example `coordinator@host/4711`
    public Leadership lead(String holder) {
        return writer.lead(Names.require("leader name", holder));
    }

    /// Runs `work` in one transaction. When this returns, everything it wrote survives a power
    /// failure; when it throws, nothing was written.
    ///
    /// The one exception to the latter: after [StoreUnavailableException] the write may have happened.
    /// Its caller reads again what it holds in memory before it goes on.
    ///
    /// @throws EpochFencedException if somebody else leads by now
    public <T extends @Nullable Object> T write(Leadership leadership, TransactionWork<T> work) {
        return writer.write(leadership, work);
    }

    /// Events of `stream` from number `from` on, at most `limit`.
    public List<StoredEvent> events(String stream, long from, int limit) {
        return read(handle -> Queries.events(handle, stream, from, page(limit)));
    }

    /// Hands every event of `stream` from number `from` on to `reader`, in order, page by page.
    public void replay(String stream, long from, Consumer<StoredEvent> reader) {
        long next = from;
        List<StoredEvent> events;
        do {
            events = events(stream, next, REPLAY_PAGE);
            events.forEach(reader);
            next = events.isEmpty() ? next : events.getLast().sequence() + 1;
        } while (events.size() == REPLAY_PAGE);
    }

    /// Number of the last event of `stream`; 0 if there is none.
    public long lastSequence(String stream) {
        return read(handle -> Queries.lastSequence(handle, stream));
    }

    /// Names of streams that start with `prefix` and come after `after`, by code point, at most
    /// `limit`.
    public List<String> streams(String prefix, String after, int limit) {
        Names.requirePrefix(prefix);
        return read(handle -> Queries.streams(handle, prefix, after, page(limit)));
    }

    /// Names of streams that start with `prefix` and come after `after`, by code point, at most `limit`: without
    /// those of which the rest of the name is a key of `namespace`. Who puts a document there for every stream that
    /// is over finds the others at once, however many are over.
    public List<String> streamsWithoutDocument(String prefix, String namespace, String after, int limit) {
        Names.requirePrefix(prefix);
        return read(handle -> Queries.streamsWithoutDocument(handle, prefix, namespace, after, page(limit)));
    }

    /// Messages that wait for `peer` after number `after`, at most `limit`.
    public List<OutgoingMessage> pending(String peer, long after, int limit) {
        return read(handle -> Queries.pending(handle, peer, after, page(limit)));
    }

    /// How far the exchange with `peer` has come.
    public PeerProgress progress(String peer) {
        return read(handle -> Queries.progress(handle, peer));
    }

    /// Number of the last message received from `peer`; 0 if there is none.
    public long receivedUpTo(String peer) {
        return progress(peer).received();
    }

    /// Entries of `ledger` with `from <= index < to`, at most [#MAX_PAGE].
    public List<StoredLeaf> leaves(String ledger, long from, long to) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("leaves are read from 0 or later up to there or later");
        }
        page(Math.clamp(to - from, 1, MAX_PAGE + 1));
        return read(handle -> Queries.leaves(handle, ledger, from, to));
    }

    /// Number of entries of `ledger`.
    public long leafCount(String ledger) {
        return read(handle -> Queries.leafCount(handle, ledger));
    }

    /// A document.
    public Optional<StoredDocument> document(String namespace, String key) {
        return read(handle -> Queries.document(handle, namespace, key));
    }

    /// Documents of `namespace` whose keys come after `after`, by code point, at most `limit`.
    public List<StoredDocument> documents(String namespace, String after, int limit) {
        return read(handle -> Queries.documents(handle, namespace, after, page(limit)));
    }

    private <T> T read(Function<Handle, T> queries) {
        return Attempts.of(database.place(), () -> database.read(queries));
    }

    private static int page(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " entries, not " + limit);
        }
        return limit;
    }

    /// Closes the database.
    @Override
    public void close() {
        database.close();
    }
}
