package org.isopleth.store;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Everything that one write may do; all of it commits together or not at all. Handed out by
/// [Store#write], usable only inside it and by its thread.
///
/// Once a method has thrown, the transaction cannot commit, even if the exception is caught.
///
/// ```java
/// long number = store.write(leadership, transaction -> {
///     transaction.append("study/3f2a", 7, new Event("round.opened", 1, body));
///     transaction.appendLeaf("coordinator", entry);
///     return transaction.enqueue("maastro", "round.state", state);
/// });
/// ```
public final class Transaction {
    /// Largest ledger entry, in bytes: what a C2SP tlog-tiles entry bundle can hold.
    public static final int MAX_LEAF_BYTES = 65_535;

    private final Handle handle;
    private final long epoch;
    private final Instant now;
    private boolean open = true;
    private @Nullable RuntimeException broken;

    Transaction(Handle handle, long epoch, Instant now) {
        this.handle = handle;
        this.epoch = epoch;
        this.now = now;
    }

    /// Appends `event` to `stream` as number `expectedSequence`.
    ///
    /// @param expectedSequence one more than the number of the stream's last event; 1 for a new stream
    /// @throws SequenceConflictException if the stream is elsewhere by now
    public StoredEvent append(String stream, long expectedSequence, Event event) {
        Names.require("stream name", stream);
        return step(() -> {
            long last = Queries.lastSequence(handle, stream);
            if (expectedSequence != last + 1) {
                throw new SequenceConflictException("stream " + stream, expectedSequence, last + 1);
            }
            Rows.insertEvent(handle, new StoredEvent(stream, expectedSequence, event, now, epoch));
            return new StoredEvent(stream, expectedSequence, event, now, epoch);
        });
    }

    /// Number of the last event of `stream`, this transaction's included; 0 if there is none.
    public long lastSequence(String stream) {
        return step(() -> Queries.lastSequence(handle, stream));
    }

    /// Puts a message into the outbox of `peer` and returns its number, the next without a gap.
    public long enqueue(String peer, String kind, Body body) {
        Names.require("peer name", peer);
        Names.require("message kind", kind);
        return step(() -> {
            long sequence = Queries.progress(handle, peer).enqueued() + 1;
            Rows.insertMessage(handle, new OutgoingMessage(peer, sequence, kind, body));
            return sequence;
        });
    }

    /// Removes the messages to `peer` up to number `upTo`, which the peer confirmed. Confirming again
    /// what was confirmed before changes nothing.
    ///
    /// @throws SequenceGapException if no message `upTo` was ever enqueued
    public void acknowledge(String peer, long upTo) {
        Names.require("peer name", peer);
        step(() -> {
            PeerProgress progress = Queries.progress(handle, peer);
            if (upTo > progress.enqueued()) {
                throw new SequenceGapException(peer, progress.enqueued(), upTo);
            }
            if (upTo > progress.acknowledged()) {
                Rows.deleteMessages(handle, peer, upTo);
            }
            return true;
        });
    }

    /// Notes that message `sequence` of `peer` came. Whatever it causes belongs into the same
    /// transaction.
    ///
    /// @return false if it came before, so that nothing is to be done but to acknowledge it again
    /// @throws SequenceGapException if messages before it are missing
    public boolean received(String peer, long sequence) {
        Names.require("peer name", peer);
        return step(() -> {
            long last = Queries.progress(handle, peer).received();
            if (sequence < 1 || sequence > last + 1) {
                throw new SequenceGapException(peer, last + 1, sequence);
            }
            if (sequence == last + 1) {
                Rows.advanceReceived(handle, peer, sequence);
                return true;
            }
            return false;
        });
    }

    /// How far the exchange with `peer` has come, this transaction included.
    public PeerProgress progress(String peer) {
        return step(() -> Queries.progress(handle, peer));
    }

    /// Appends an entry to `ledger` and returns its index, the next without a gap, from 0.
    ///
    /// @throws BodySizeException if the entry has more than [#MAX_LEAF_BYTES]
    public long appendLeaf(String ledger, Body entry) {
        Names.require("ledger name", ledger);
        return step(() -> {
            Body.requireAtMost(MAX_LEAF_BYTES, entry.size());
            long index = Queries.leafCount(handle, ledger);
            Rows.insertLeaf(handle, new StoredLeaf(ledger, index, entry));
            return index;
        });
    }

    /// Number of entries of `ledger`, this transaction's included.
    public long leafCount(String ledger) {
        return step(() -> Queries.leafCount(handle, ledger));
    }

    /// The last entry of `ledger`, this transaction's included, if it has any.
    public Optional<StoredLeaf> lastLeaf(String ledger) {
        return step(() -> {
            long size = Queries.leafCount(handle, ledger);
            return Queries.leaves(handle, ledger, size - 1, size).stream().findFirst();
        });
    }

    /// The document, with this transaction's changes.
    public Optional<StoredDocument> document(String namespace, String key) {
        return step(() -> Queries.document(handle, namespace, key));
    }

    /// Writes a document, whatever was there, and returns its new version.
    public long putDocument(String namespace, String key, Body body) {
        requireKey(namespace, key);
        return step(() -> {
            long found = version(namespace, key);
            Rows.putDocument(handle, new StoredDocument(namespace, key, found + 1, body));
            return found + 1;
        });
    }

    /// Writes a document if it still has the version that the writer knows; returns its new version.
    ///
    /// @param expectedVersion 0 if there shall be no such document yet
    /// @throws SequenceConflictException if it has another version by now
    public long replaceDocument(String namespace, String key, long expectedVersion, Body body) {
        requireKey(namespace, key);
        return step(() -> {
            long found = version(namespace, key);
            if (found != expectedVersion) {
                throw new SequenceConflictException("document " + namespace + " " + key, expectedVersion, found);
            }
            Rows.putDocument(handle, new StoredDocument(namespace, key, found + 1, body));
            return found + 1;
        });
    }

    /// Deletes a document.
    ///
    /// @return whether there was one
    public boolean deleteDocument(String namespace, String key) {
        requireKey(namespace, key);
        return step(() -> Rows.deleteDocument(handle, namespace, key));
    }

    private long version(String namespace, String key) {
        return Queries.document(handle, namespace, key)
                .map(StoredDocument::version)
                .orElse(0L);
    }

    private static void requireKey(String namespace, String key) {
        Names.require("document namespace", namespace);
        Names.require("document key", key);
    }

    private <T> T step(Supplier<T> statements) {
        if (!open) {
            throw new IllegalStateException("the transaction is over");
        }
        try {
            return statements.get();
        } catch (RuntimeException failure) {
            broken = failure;
            throw failure;
        }
    }

    /// Ends the use of this transaction, before it is committed.
    void finish() {
        open = false;
        if (broken != null) {
            throw broken;
        }
    }
}
