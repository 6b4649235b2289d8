package org.isopleth.itest.broken;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.isopleth.wire.v1.Envelope;

/// Breaks architecture rules on purpose, so that a test can show that they fail.
public final class BrokenRules {
    private BrokenRules() {}

    /// Reads a clock by a method reference, which a naive rule misses.
    public static Supplier<Instant> time() {
        return Instant::now;
    }

    /// Uses a generated type outside the wire.
    public static Envelope generated() {
        return Envelope.newBuilder().setSequence(Clock.systemUTC().millis()).build();
    }
}
