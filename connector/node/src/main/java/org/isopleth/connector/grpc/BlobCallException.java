package org.isopleth.connector.grpc;

import org.isopleth.exchange.ErrorCode;

/// A bulk call did not succeed.
public final class BlobCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public BlobCallException(ErrorCode code) {
        super(code.line());
        this.code = code;
    }

    /// Why.
    public ErrorCode code() {
        return code;
    }
}
