package org.isopleth.store.blob;

import org.isopleth.canonical.Digest;

/// This upload ended: it was closed, or a newer upload of the same blob took over, as after a broken
/// connection.
public final class UploadReplacedException extends BlobException {
    private static final long serialVersionUID = 1L;

    private final Digest digest;

    UploadReplacedException(Digest digest) {
        super("this upload of blob " + digest + " ended or was replaced by a newer one", null);
        this.digest = digest;
    }

    /// The blob.
    public Digest digest() {
        return digest;
    }
}
