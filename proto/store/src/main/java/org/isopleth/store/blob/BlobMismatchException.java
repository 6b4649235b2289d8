package org.isopleth.store.blob;

import org.isopleth.canonical.Digest;

/// The bytes that came do not have the digest they were announced with; they were deleted.
public final class BlobMismatchException extends BlobException {
    private static final long serialVersionUID = 1L;

    private final Digest expected;
    private final Digest found;

    BlobMismatchException(Digest expected, Digest found) {
        super("the bytes announced as blob " + expected + " have digest " + found + ": send them again", null);
        this.expected = expected;
        this.found = found;
    }

    /// The announced digest.
    public Digest expected() {
        return expected;
    }

    /// The digest of what came.
    public Digest found() {
        return found;
    }
}
