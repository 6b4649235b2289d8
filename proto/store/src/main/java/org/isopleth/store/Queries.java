package org.isopleth.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What can be read, in SQL. Stateless; names and page sizes were checked before.
final class Queries {
    private Queries() {}

    static long lastSequence(Handle handle, String stream) {
        return number(handle, "SELECT last_sequence AS number FROM streams WHERE stream = :name", stream);
    }

    static long leafCount(Handle handle, String ledger) {
        return number(handle, "SELECT size AS number FROM ledgers WHERE ledger = :name", ledger);
    }

    private static long number(Handle handle, String sql, String name) {
        return handle.createQuery(sql)
                .bind("name", name)
                .map((row, context) -> row.getLong("number"))
                .findOne()
                .orElse(0L);
    }

    static PeerProgress progress(Handle handle, String peer) {
        return handle.createQuery("SELECT enqueued, acknowledged, received FROM peers WHERE peer = :peer")
                .bind("peer", peer)
                .map((row, context) ->
                        new PeerProgress(row.getLong("enqueued"), row.getLong("acknowledged"), row.getLong("received")))
                .findOne()
                .orElse(new PeerProgress(0, 0, 0));
    }

    static List<StoredEvent> events(Handle handle, String stream, long from, int limit) {
        return handle.createQuery("SELECT stream, sequence, kind, version, body, recorded_at, epoch FROM events"
                        + " WHERE stream = :stream AND sequence >= :from ORDER BY sequence LIMIT :limit")
                .bind("stream", stream)
                .bind("from", from)
                .bind("limit", limit)
                .map((row, context) -> event(row))
                .list();
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        Event event = new Event(row.getString("kind"), row.getInt("version"), Body.wrap(row.getBytes("body")));
        return new StoredEvent(
                row.getString("stream"),
                row.getLong("sequence"),
                event,
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getLong("epoch"));
    }

    static List<String> streams(Handle handle, String prefix, String after, int limit) {
        return handle.createQuery("SELECT stream FROM streams WHERE stream LIKE :pattern ESCAPE '!'"
                        + " AND stream > :after ORDER BY stream LIMIT :limit")
                .bind("pattern", prefix.replace("_", "!_") + "%")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    static List<String> streamsWithoutDocument(
            Handle handle, String prefix, String namespace, String after, int limit) {
        return handle.createQuery("SELECT stream FROM streams WHERE stream LIKE :pattern ESCAPE '!'"
                        + " AND stream > :after AND NOT EXISTS (SELECT 1 FROM documents"
                        + " WHERE namespace = :namespace AND document = SUBSTRING(stream FROM " + (prefix.length() + 1)
                        + ")) ORDER BY stream LIMIT :limit")
                .bind("pattern", prefix.replace("_", "!_") + "%")
                .bind("namespace", namespace)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    static List<OutgoingMessage> pending(Handle handle, String peer, long after, int limit) {
        return handle.createQuery("SELECT peer, sequence, kind, body FROM outbox"
                        + " WHERE peer = :peer AND sequence > :after ORDER BY sequence LIMIT :limit")
                .bind("peer", peer)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new OutgoingMessage(
                        row.getString("peer"),
                        row.getLong("sequence"),
                        row.getString("kind"),
                        Body.wrap(row.getBytes("body"))))
                .list();
    }

    static List<StoredLeaf> leaves(Handle handle, String ledger, long from, long to) {
        return handle.createQuery("SELECT ledger, leaf_index, entry FROM leaves WHERE ledger = :ledger"
                        + " AND leaf_index >= :from AND leaf_index < :to ORDER BY leaf_index")
                .bind("ledger", ledger)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new StoredLeaf(
                        row.getString("ledger"), row.getLong("leaf_index"), Body.wrap(row.getBytes("entry"))))
                .list();
    }

    static Optional<StoredDocument> document(Handle handle, String namespace, String key) {
        return handle.createQuery("SELECT namespace, document, version, body FROM documents"
                        + " WHERE namespace = :namespace AND document = :key")
                .bind("namespace", namespace)
                .bind("key", key)
                .map((row, context) -> document(row))
                .findOne();
    }

    static List<StoredDocument> documents(Handle handle, String namespace, String after, int limit) {
        return handle.createQuery("SELECT namespace, document, version, body FROM documents"
                        + " WHERE namespace = :namespace AND document > :after ORDER BY document LIMIT :limit")
                .bind("namespace", namespace)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> document(row))
                .list();
    }

    private static StoredDocument document(ResultSet row) throws SQLException {
        return new StoredDocument(
                row.getString("namespace"),
                row.getString("document"),
                row.getLong("version"),
                Body.wrap(row.getBytes("body")));
    }
}
