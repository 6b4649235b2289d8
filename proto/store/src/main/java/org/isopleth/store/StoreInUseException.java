package org.isopleth.store;

import org.jspecify.annotations.Nullable;

/// Another process, or another part of this one, has the folder open.
public final class StoreInUseException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String place;

    StoreInUseException(String place, @Nullable Throwable cause) {
        super(place + " is in use by another program: stop that one first", cause);
        this.place = place;
    }

    /// The folder.
    public String place() {
        return place;
    }
}
