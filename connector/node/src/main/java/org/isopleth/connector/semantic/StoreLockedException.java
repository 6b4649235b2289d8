package org.isopleth.connector.semantic;

/// Another process has the semantic store open.
public final class StoreLockedException extends SemanticStoreException {
    private static final long serialVersionUID = 1L;

    StoreLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
