package org.isopleth.store;

/// The database belongs to another program or another consortium.
public final class StoreOwnerException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final StoreOwner expected;
    private final StoreOwner found;

    StoreOwnerException(String place, StoreOwner expected, StoreOwner found) {
        super(place + " holds the state of " + found + ", not of " + expected + ": choose another place");
        this.expected = expected;
        this.found = found;
    }

    /// Who tried to open it.
    public StoreOwner expected() {
        return expected;
    }

    /// Whose it is.
    public StoreOwner found() {
        return found;
    }
}
