/// Durable state of a connector or a coordinator: events, messages to and from peers, ledger leaves
/// and small documents, in one SQL schema on an H2 file or a PostgreSQL database.
///
/// Open [org.isopleth.store.Store] first: everything is written through
/// [org.isopleth.store.Store#write], in which an event, its ledger leaf and its outgoing messages
/// become durable together or not at all, and only while the writer is the newest leader. States are
/// not stored: a program replays its events. Large bytes are not stored here but in
/// [org.isopleth.store.blob.BlobFolder].
///
/// Depends on the JDK, Jdbi, HikariCP and Flyway. Nothing here knows what an event means.
@NullMarked
package org.isopleth.store;

import org.jspecify.annotations.NullMarked;
