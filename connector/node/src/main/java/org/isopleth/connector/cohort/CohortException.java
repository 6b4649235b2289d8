package org.isopleth.connector.cohort;

/// A frozen cohort cannot be used. The message is one line for the site's own people.
public final class CohortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CohortException(String message) {
        super(message);
    }

    public CohortException(String message, Throwable cause) {
        super(message, cause);
    }
}
