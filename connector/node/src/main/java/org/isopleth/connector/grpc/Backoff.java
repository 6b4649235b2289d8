package org.isopleth.connector.grpc;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before connecting again: doubling from 100 ms to 30 s, of which a random part
/// between half and all is waited, so that many sites do not come back at the same instant. Immutable,
/// thread-safe as far as its random source is.
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The wait after `failures` failed attempts in a row, 1 or more.
    Duration after(int failures) {
        long doubled = FIRST.toMillis() << Math.min(failures - 1, 20);
        long full = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
