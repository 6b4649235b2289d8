package org.isopleth.store.blob;

/// A blob or a chunk is larger than allowed, or a range lies outside its blob.
public final class BlobSizeException extends BlobException {
    private static final long serialVersionUID = 1L;

    private final long size;
    private final long limit;

    BlobSizeException(long size, long limit) {
        super(size + " bytes are outside of the " + limit + " allowed here", null);
        this.size = size;
        this.limit = limit;
    }

    /// The refused size or end of range, in bytes.
    public long size() {
        return size;
    }

    /// The largest allowed, in bytes.
    public long limit() {
        return limit;
    }
}
