package org.isopleth.store;

/// A message that waits in the outbox until its peer acknowledges it. Immutable, thread-safe.
///
/// @param peer who shall get it
/// @param sequence its number among the messages to this peer: 1, 2, 3 and so on without gaps
/// @param kind what it is, in the words of the exchange
/// @param body its content
public record OutgoingMessage(String peer, long sequence, String kind, Body body) {}
