package org.isopleth.connector.source;

/// A table cannot be read now and may be later, without anybody changing anything here: its database
/// does not answer, is starting, or has too much to do. The message is one line for the site's own
/// people and never quotes a cell.
public final class SourceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    /// @param table the table's name
    /// @param problem what is wrong
    SourceUnavailableException(String table, String problem) {
        super(table + ": " + problem);
        this.problem = problem;
    }

    /// What is wrong, without the table's name.
    public String problem() {
        return problem;
    }
}
