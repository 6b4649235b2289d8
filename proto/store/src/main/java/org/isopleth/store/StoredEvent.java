package org.isopleth.store;

import java.time.Instant;

/// An event at its place in a stream. Immutable, thread-safe.
///
/// @param stream the stream, for example `study/3f2a`
/// @param sequence its place in the stream: 1, 2, 3 and so on without gaps
/// @param event what happened
/// @param recordedAt when it was written, in whole microseconds, by the writer's clock
/// @param epoch epoch of the leader that wrote it; never smaller than that of the event before
public record StoredEvent(String stream, long sequence, Event event, Instant recordedAt, long epoch) {}
