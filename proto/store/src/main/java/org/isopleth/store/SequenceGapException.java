package org.isopleth.store;

/// A peer sent or acknowledged a message number that leaves out others.
public final class SequenceGapException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String peer;
    private final long highest;
    private final long found;

    SequenceGapException(String peer, long highest, long found) {
        super("number " + found + " for peer " + peer + " leaves a gap: at most " + highest + " can come now");
        this.peer = peer;
        this.highest = highest;
        this.found = found;
    }

    /// The peer.
    public String peer() {
        return peer;
    }

    /// The highest number that was acceptable.
    public long highest() {
        return highest;
    }

    /// The number that came.
    public long found() {
        return found;
    }
}
