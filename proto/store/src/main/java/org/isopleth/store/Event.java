package org.isopleth.store;

/// Something that happened, as a state machine records it. Immutable, thread-safe.
///
/// @param kind what happened, for example `round.opened`: 1 to 200 characters of
///     `A-Z a-z 0-9 . _ : / @ -`
/// @param version version of the body's format for this kind, from 1
/// @param body what happened in detail
public record Event(String kind, int version, Body body) {
    public Event {
        Names.require("event kind", kind);
        if (version < 1) {
            throw new IllegalArgumentException("an event version is 1 or more, not " + version);
        }
    }
}
