package org.isopleth.store;

import org.jspecify.annotations.Nullable;

/// Something the store cannot or must not do. Each kind is a class of its own that carries the values
/// it is about; each message is one line for the operator and never quotes stored content. Messages
/// name places of this machine: they must not cross the wire.
public abstract sealed class StoreException extends RuntimeException
        permits BodySizeException,
                EpochFencedException,
                SequenceConflictException,
                SequenceGapException,
                StoreFolderException,
                StoreInUseException,
                StoreOwnerException,
                StoreSchemaException,
                StoreUnavailableException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
