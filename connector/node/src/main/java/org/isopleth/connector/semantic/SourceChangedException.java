package org.isopleth.connector.semantic;

/// A source changed between the two readings of a publication; nothing was written, and the next
/// publication may succeed.
public final class SourceChangedException extends SemanticStoreException {
    private static final long serialVersionUID = 1L;

    /// @param table the source's name
    SourceChangedException(String table) {
        super(table + " changed while it was read; run again");
    }
}
