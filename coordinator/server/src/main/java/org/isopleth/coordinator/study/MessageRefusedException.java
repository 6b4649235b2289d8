package org.isopleth.coordinator.study;

import org.isopleth.exchange.ErrorCode;

/// A site's message cannot take effect as it stands; the connection is closed with the code.
public final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public MessageRefusedException(ErrorCode code) {
        super(code.name());
        this.code = code;
    }

    /// What the site is told.
    public ErrorCode code() {
        return code;
    }
}
