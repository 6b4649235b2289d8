package org.isopleth.store;

import java.util.concurrent.atomic.AtomicLong;

/// The right to write, until somebody else leads. Obtained from [Store#lead]. Thread-safe.
public final class Leadership {
    private final String holder;
    private final long epoch;
    private final AtomicLong lastWrite = new AtomicLong();

    Leadership(String holder, long epoch) {
        this.holder = holder;
        this.epoch = epoch;
    }

    /// Who leads, for people to read.
    public String holder() {
        return holder;
    }

    /// Number of this leadership: larger than that of every leadership before.
    public long epoch() {
        return epoch;
    }

    /// The number of a new write.
    long nextWrite() {
        return lastWrite.incrementAndGet();
    }

    @Override
    public String toString() {
        return "epoch " + epoch + " of " + holder;
    }
}
