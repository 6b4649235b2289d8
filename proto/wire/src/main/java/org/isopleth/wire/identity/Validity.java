package org.isopleth.wire.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The time in which a certificate holds, both ends included, in whole seconds as X.509 has them.
/// Immutable, thread-safe.
public record Validity(Instant from, Instant until) {
    /// How far the clocks of two machines may differ without a new certificate being refused.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    public Validity {
        from = from.truncatedTo(ChronoUnit.SECONDS);
        until = until.truncatedTo(ChronoUnit.SECONDS);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a certificate must hold for some time");
        }
    }

    /// From a little before `now`, for `life` after it.
    public static Validity starting(Instant now, Duration life) {
        return new Validity(now.minus(CLOCK_SKEW), now.plus(life));
    }

    /// The part of this time in which `outer` also holds.
    ///
    /// @throws IllegalArgumentException when there is none
    Validity within(Validity outer) {
        return new Validity(
                from.isAfter(outer.from) ? from : outer.from, until.isBefore(outer.until) ? until : outer.until);
    }
}
