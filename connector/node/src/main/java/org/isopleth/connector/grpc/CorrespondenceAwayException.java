package org.isopleth.connector.grpc;

/// The stored messages cannot be read or written now, and may be later. The message is one line for the
/// site's own people.
public final class CorrespondenceAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CorrespondenceAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
