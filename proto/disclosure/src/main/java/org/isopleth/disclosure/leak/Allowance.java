package org.isopleth.disclosure.leak;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long the meter may work on a message: the larger of one second and a quarter of the time the at-site half
/// took. Thread-safe if its clock is.
///
/// @param nanos a clock that never goes back, in nanoseconds; of the thread's CPU time, say
/// @param until the reading at which the time is over
public record Allowance(LongSupplier nanos, long until) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    /// From now on.
    ///
    /// @param atSiteHalf the CPU time the at-site half took
    public static Allowance from(LongSupplier nanos, Duration atSiteHalf) {
        Duration quarter = atSiteHalf.dividedBy(4);
        Duration allowed = quarter.compareTo(LEAST) > 0 ? quarter : LEAST;
        return new Allowance(nanos, nanos.getAsLong() + allowed.toNanos());
    }

    /// Without an end.
    public static Allowance unlimited() {
        return new Allowance(() -> 0, 1);
    }

    /// Whether the time is over.
    public boolean isSpent() {
        return nanos.getAsLong() - until >= 0;
    }

    /// Ends an attack whose time is over.
    void check() throws SpentException {
        if (isSpent()) {
            throw new SpentException();
        }
    }

    /// The time was over before an attack was finished.
    static final class SpentException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
