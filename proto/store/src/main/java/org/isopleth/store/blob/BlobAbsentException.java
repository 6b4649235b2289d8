package org.isopleth.store.blob;

import org.isopleth.canonical.Digest;

/// There is no blob with this digest.
public final class BlobAbsentException extends BlobException {
    private static final long serialVersionUID = 1L;

    private final Digest digest;

    BlobAbsentException(Digest digest) {
        super("blob " + digest + " is not here", null);
        this.digest = digest;
    }

    /// The digest asked for.
    public Digest digest() {
        return digest;
    }
}
