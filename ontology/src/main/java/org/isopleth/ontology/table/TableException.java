package org.isopleth.ontology.table;

/// A table cannot be read as declared. The message is one line, `table.csv:12: what is wrong`, and
/// never quotes a cell.
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final long line;
    private final String problem;

    /// @param source the table's name, as the person who declared it wrote it
    /// @param line from 1; 0 when the problem is not at a line
    /// @param problem what is wrong, and what to do
    public TableException(String source, long line, String problem) {
        super(problem);
        this.source = source;
        this.line = line;
        this.problem = problem;
    }

    @Override
    public String getMessage() {
        return source + (line > 0 ? ":" + line : "") + ": " + problem;
    }

    /// From 1; 0 when the problem is not at a line.
    public long line() {
        return line;
    }

    /// What is wrong, without the place.
    public String problem() {
        return problem;
    }
}
