package org.isopleth.wire.identity;

/// A key, certificate or signature is not what it has to be. The message is one line for the person
/// who runs the program: what, where, what to do. It never crosses the wire.
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What is wrong, for callers that decide by it.
    public enum Problem {
        /// Not readable as what it should be.
        MALFORMED,
        /// Not certified by the consortium's root.
        UNTRUSTED,
        /// Past its last day.
        EXPIRED,
        /// Before its first day.
        NOT_YET_VALID,
        /// A TLS certificate used for signing, or the reverse.
        WRONG_PURPOSE,
        /// Another role than the situation asks for.
        WRONG_ROLE,
        /// The key is of another kind, or does not belong to the certificate.
        WRONG_KEY,
        /// The signature does not fit the bytes.
        WRONG_SIGNATURE,
        /// A file is not there.
        FILE_MISSING,
        /// A file or folder is open to others than its owner.
        FILE_EXPOSED,
        /// A folder already belongs to something.
        FOLDER_TAKEN
    }

    private final Problem problem;

    public IdentityException(Problem problem, String line) {
        super(line);
        this.problem = problem;
    }

    public IdentityException(Problem problem, String line, Throwable cause) {
        super(line, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
