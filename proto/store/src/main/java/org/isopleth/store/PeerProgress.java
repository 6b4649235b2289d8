package org.isopleth.store;

/// How far the exchange with one peer has come. All numbers are 0 for a peer never heard of.
/// Immutable, thread-safe.
///
/// @param enqueued number of the last message put into the outbox for it
/// @param acknowledged number of the last message it confirmed; later ones are still in the outbox
/// @param received number of the last message received from it
public record PeerProgress(long enqueued, long acknowledged, long received) {}
