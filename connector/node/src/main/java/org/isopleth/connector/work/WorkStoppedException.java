package org.isopleth.connector.work;

/// A long piece of work ended because the program stops; what it had stored stays stored.
public final class WorkStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
