package org.isopleth.store.blob;

import org.jspecify.annotations.Nullable;

/// Something that cannot be done with a blob. Messages name places of this machine: they must not
/// cross the wire.
public abstract sealed class BlobException extends RuntimeException
        permits BlobAbsentException,
                BlobFileException,
                BlobMismatchException,
                BlobOffsetException,
                BlobSizeException,
                UploadReplacedException {
    private static final long serialVersionUID = 1L;

    BlobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
