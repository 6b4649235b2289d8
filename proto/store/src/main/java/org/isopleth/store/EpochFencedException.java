package org.isopleth.store;

/// Somebody else leads by now, so this writer must stop: whatever it holds in memory may be outdated.
/// To go on it leads again and replays.
public final class EpochFencedException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final long epoch;
    private final long newest;

    EpochFencedException(long epoch, long newest) {
        super("epoch " + epoch + " may no longer write: epoch " + newest + " has begun");
        this.epoch = epoch;
        this.newest = newest;
    }

    /// The refused writer's epoch.
    public long epoch() {
        return epoch;
    }

    /// The newest epoch.
    public long newest() {
        return newest;
    }
}
