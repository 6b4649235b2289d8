package org.isopleth.radiomics.cases;

/// Lets work begin only while its estimated memory fits beside that of the others; work that is larger than
/// everything there is begins when it is alone. Thread-safe.
final class MemoryBudget {
    private final long bytes;
    private long taken;
    private int holders;

    /// @param bytes what there is
    MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /// What must be given back.
    interface Share extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits until there is room.
    synchronized Share take(long wanted) throws InterruptedException {
        while (holders > 0 && taken + wanted > bytes) {
            wait();
        }
        taken += wanted;
        holders++;
        return () -> give(wanted);
    }

    private synchronized void give(long wanted) {
        taken -= wanted;
        holders--;
        notifyAll();
    }
}
