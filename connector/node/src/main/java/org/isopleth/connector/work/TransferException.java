package org.isopleth.connector.work;

import org.isopleth.exchange.ErrorCode;

/// Bytes could not be sent or fetched.
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public TransferException(ErrorCode code) {
        super(code.line());
        this.code = code;
    }

    /// Why.
    public ErrorCode code() {
        return code;
    }

    /// Whether it may succeed later, without anything changing here.
    public boolean passing() {
        return switch (code) {
            case UNREACHABLE, BUSY, INTERNAL, NOT_AUTHENTICATED, SEQUENCE_BROKEN -> true;
            default -> false;
        };
    }
}
