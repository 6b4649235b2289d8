package org.isopleth.store;

import org.jspecify.annotations.Nullable;

/// The tables of the database are not those that this release knows: written by a later release,
/// changed by hand, or not ours at all.
public final class StoreSchemaException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /// @param place the folder or database
    /// @param problem what is wrong and what to do, as the end of a sentence
    /// @param cause what the database said, if anything
    StoreSchemaException(String place, String problem, @Nullable Throwable cause) {
        super(place + " " + problem, cause);
        this.place = place;
    }

    /// The folder or database.
    public String place() {
        return place;
    }
}
