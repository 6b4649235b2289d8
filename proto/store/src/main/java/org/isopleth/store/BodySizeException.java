package org.isopleth.store;

/// A body is larger than the store takes.
public final class BodySizeException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final int size;
    private final int limit;

    BodySizeException(int size, int limit) {
        super("a body of " + size + " bytes is larger than the " + limit
                + " that fit: put the bytes into a file and its digest into the body");
        this.size = size;
        this.limit = limit;
    }

    /// Size of the refused body, in bytes.
    public int size() {
        return size;
    }

    /// Largest size, in bytes.
    public int limit() {
        return limit;
    }
}
