package org.isopleth.coordinator.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that a test moves, starting at the true time so that TLS agrees with it.
final class ManualClock implements InstantSource {
    private final AtomicLong millis = new AtomicLong(InstantSource.system().millis());

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    void advance(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }
}
