package org.isopleth.connector.semantic;

/// The semantic store cannot do what was asked. The message is one line for the site's own people.
public class SemanticStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SemanticStoreException(String message) {
        super(message);
    }

    public SemanticStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
