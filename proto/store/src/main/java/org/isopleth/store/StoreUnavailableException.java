package org.isopleth.store;

import org.jspecify.annotations.Nullable;

/// The database cannot be reached, or fails, or stayed busy through every attempt. Nothing of the
/// refused write is acknowledged; whether it happened shows a later read.
public final class StoreUnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /// @param place the folder or database
    /// @param problem what is wrong, as the end of a sentence
    /// @param cause what the database said, if anything
    StoreUnavailableException(String place, String problem, @Nullable Throwable cause) {
        super(place + " " + problem, cause);
        this.place = place;
    }

    /// The folder or database.
    public String place() {
        return place;
    }
}
