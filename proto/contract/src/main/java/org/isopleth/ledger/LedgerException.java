package org.isopleth.ledger;

/// Something about a ledger is not as it must be. The message never quotes an entry.
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
