package org.isopleth.connector.source;

import java.time.Duration;

/// How long a database may keep a reader waiting. A file is read at once or not at all. Immutable,
/// thread-safe.
///
/// @param login until it has taken the connection and the password
/// @param answer until it has begun to answer the query, and then for each portion of rows
public record SourcePatience(Duration login, Duration answer) {

    /// Ten seconds and five minutes.
    public static final SourcePatience STANDARD = new SourcePatience(Duration.ofSeconds(10), Duration.ofMinutes(5));

    public SourcePatience {
        if (login.toSeconds() < 1 || answer.toSeconds() < 1) {
            throw new IllegalArgumentException("a database is given at least one second");
        }
    }

    /// How long a connection may be silent, in seconds: longer than the answer may take, so that the
    /// database is first asked to give the query up.
    int silenceSeconds() {
        return Math.toIntExact(answer.toSeconds() + 15);
    }
}
