package org.isopleth.client.study;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.isopleth.client.simulation.RoundObserver;

/// Says on standard error how far a simulation is, once it has run for a few seconds; a quick one stays
/// silent. Not thread-safe.
final class SlowProgress implements RoundObserver {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final InstantSource clock;
    private final Instant from;

    SlowProgress(PrintWriter err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
        this.from = clock.instant().plus(PATIENCE);
    }

    @Override
    public void ended(String analysis, int round) {
        if (!clock.instant().isBefore(from)) {
            err.println("isopleth: " + analysis + ": round " + round + " done");
            err.flush();
        }
    }
}
