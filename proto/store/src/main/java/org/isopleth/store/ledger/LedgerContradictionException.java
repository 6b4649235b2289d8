package org.isopleth.store.ledger;

import org.isopleth.ledger.LedgerException;

/// The leaves are not those that a checkpoint of this very ledger signed: a backup was put back, or
/// somebody changed them. Nothing may be published until people have looked.
public final class LedgerContradictionException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final long signed;
    private final long found;

    /// @param signed the size of the checkpoint that is contradicted
    /// @param found how many leaves there are
    public LedgerContradictionException(long signed, long found) {
        super("the ledger's checkpoint over " + signed + " entries contradicts the " + found
                + " entries at hand: was a backup put back? Keep both and compare them before going on");
        this.signed = signed;
        this.found = found;
    }

    /// The size of the checkpoint that is contradicted.
    public long signed() {
        return signed;
    }

    /// How many leaves there are.
    public long found() {
        return found;
    }
}
