package org.isopleth.store;

/// A stream or a document is not where the writer thought it was: somebody wrote in between, or the
/// writer is outdated.
public final class SequenceConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String subject;
    private final long expected;
    private final long found;

    SequenceConflictException(String subject, long expected, long found) {
        super(subject + " stands at " + found + ", not at " + expected + " as its writer expected");
        this.subject = subject;
        this.expected = expected;
        this.found = found;
    }

    /// The stream, or `namespace key` of the document.
    public String subject() {
        return subject;
    }

    /// The sequence or version that the writer expected.
    public long expected() {
        return expected;
    }

    /// The sequence or version that is true.
    public long found() {
        return found;
    }
}
