package org.isopleth.ledger;

/// Bytes that claim to be a part of a ledger (entry, tile, note, key) do not have its form.
public final class LedgerFormatException extends LedgerException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    /// @param problem what is wrong, in words, without quoting a value
    public LedgerFormatException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /// What is wrong, in words.
    public String problem() {
        return problem;
    }
}
