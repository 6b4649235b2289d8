package org.isopleth.radiomics.read;

/// A file or series that cannot be read, with a reason from a closed list.
///
/// The message is the reason's own words and nothing else: no path, no value, no text of the file, so
/// that it can be shown, logged and listed without a word about a patient. It has no cause for the same
/// reason: a parser's own message quotes what it could not parse.
public final class UnreadableException extends RuntimeException {
    private final Reason reason;

    public UnreadableException(Reason reason) {
        super(reason.words());
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
