package org.isopleth.connector.grpc;

import java.time.Duration;

/// How long to wait before the next connection, from how the last ones ended. Not thread-safe.
///
/// A stream that ends within seconds of its greeting and moved no message counts as a failure in a row,
/// like a connection that could not be made: otherwise two sides that do not agree would greet each other
/// many times a second, for ever.
final class Reconnection {
    /// A stream that lived so long was a success.
    static final Duration STEADY = Duration.ofSeconds(10);

    private final Backoff backoff;
    private int failures;

    Reconnection(Backoff backoff) {
        this.backoff = backoff;
    }

    /// How a stream ended.
    ///
    /// @param greetedFor how long it lived after its greeting; zero when there was none
    /// @param moved whether a message was taken in or taken off our hands
    record Ending(Duration greetedFor, boolean moved) {
        boolean isFailure() {
            return !moved && greetedFor.compareTo(STEADY) < 0;
        }
    }

    /// The wait after this ending.
    Duration after(Ending ending) {
        failures = ending.isFailure() ? failures + 1 : 1;
        return backoff.after(failures);
    }
}
