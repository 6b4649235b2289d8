package org.isopleth.store.blob;

/// A chunk leaves a gap, or an upload was to be completed before all its bytes came.
public final class BlobOffsetException extends BlobException {
    private static final long serialVersionUID = 1L;

    private final long expected;
    private final long found;

    BlobOffsetException(long expected, long found) {
        super("at offset " + found + " of an upload where " + expected + " is next", null);
        this.expected = expected;
        this.found = found;
    }

    /// The offset that was needed.
    public long expected() {
        return expected;
    }

    /// The offset that was given.
    public long found() {
        return found;
    }
}
