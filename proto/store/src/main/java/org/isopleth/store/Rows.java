package org.isopleth.store;

import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/// What a transaction writes, in SQL. Stateless.
///
/// Rows that hold a last number are updated, and inserted if there was none: writes happen one after
/// another, so nothing can come in between, and both databases agree on this form.
final class Rows {
    private Rows() {}

    static void insertEvent(Handle handle, StoredEvent event) {
        handle.createUpdate("INSERT INTO events (stream, sequence, kind, version, body, recorded_at, epoch)"
                        + " VALUES (:stream, :sequence, :kind, :version, :body, :recordedAt, :epoch)")
                .bind("stream", event.stream())
                .bind("sequence", event.sequence())
                .bind("kind", event.event().kind())
                .bind("version", event.event().version())
                .bind("body", event.event().body().shared())
                .bind("recordedAt", event.recordedAt().atOffset(ZoneOffset.UTC))
                .bind("epoch", event.epoch())
                .execute();
        set(
                handle,
                "UPDATE streams SET last_sequence = :number WHERE stream = :name",
                "INSERT INTO streams (stream, last_sequence) VALUES (:name, :number)",
                event.stream(),
                event.sequence());
    }

    static void insertMessage(Handle handle, OutgoingMessage message) {
        handle.createUpdate("INSERT INTO outbox (peer, sequence, kind, body) VALUES (:peer, :sequence, :kind, :body)")
                .bind("peer", message.peer())
                .bind("sequence", message.sequence())
                .bind("kind", message.kind())
                .bind("body", message.body().shared())
                .execute();
        set(
                handle,
                "UPDATE peers SET enqueued = :number WHERE peer = :name",
                "INSERT INTO peers (peer, enqueued, acknowledged, received) VALUES (:name, :number, 0, 0)",
                message.peer(),
                message.sequence());
    }

    /// A message that is acknowledged was enqueued, so the peer has its row.
    static void deleteMessages(Handle handle, String peer, long upTo) {
        handle.createUpdate("DELETE FROM outbox WHERE peer = :peer AND sequence <= :upTo")
                .bind("peer", peer)
                .bind("upTo", upTo)
                .execute();
        handle.createUpdate("UPDATE peers SET acknowledged = :upTo WHERE peer = :peer")
                .bind("peer", peer)
                .bind("upTo", upTo)
                .execute();
    }

    static void advanceReceived(Handle handle, String peer, long sequence) {
        set(
                handle,
                "UPDATE peers SET received = :number WHERE peer = :name",
                "INSERT INTO peers (peer, enqueued, acknowledged, received) VALUES (:name, 0, 0, :number)",
                peer,
                sequence);
    }

    static void insertLeaf(Handle handle, StoredLeaf leaf) {
        handle.createUpdate("INSERT INTO leaves (ledger, leaf_index, entry) VALUES (:ledger, :index, :entry)")
                .bind("ledger", leaf.ledger())
                .bind("index", leaf.index())
                .bind("entry", leaf.entry().shared())
                .execute();
        set(
                handle,
                "UPDATE ledgers SET size = :number WHERE ledger = :name",
                "INSERT INTO ledgers (ledger, size) VALUES (:name, :number)",
                leaf.ledger(),
                leaf.index() + 1);
    }

    static void putDocument(Handle handle, StoredDocument document) {
        String sql = document.version() == 1
                ? "INSERT INTO documents (namespace, document, version, body)"
                        + " VALUES (:namespace, :key, :version, :body)"
                : "UPDATE documents SET version = :version, body = :body"
                        + " WHERE namespace = :namespace AND document = :key";
        handle.createUpdate(sql)
                .bind("namespace", document.namespace())
                .bind("key", document.key())
                .bind("version", document.version())
                .bind("body", document.body().shared())
                .execute();
    }

    static boolean deleteDocument(Handle handle, String namespace, String key) {
        return handle.createUpdate("DELETE FROM documents WHERE namespace = :namespace AND document = :key")
                        .bind("namespace", namespace)
                        .bind("key", key)
                        .execute()
                > 0;
    }

    private static void set(Handle handle, String update, String insert, String name, long number) {
        int updated = handle.createUpdate(update)
                .bind("name", name)
                .bind("number", number)
                .execute();
        if (updated == 0) {
            handle.createUpdate(insert)
                    .bind("name", name)
                    .bind("number", number)
                    .execute();
        }
    }
}
