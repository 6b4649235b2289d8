package org.isopleth.wire.enrolment;

import java.util.Optional;
import org.isopleth.exchange.ErrorCode;

/// An enrolment did not happen, and nothing was written. The message is one line for the person at the
/// keyboard: what, where, what to do.
public final class EnrolmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<ErrorCode> code;

    public EnrolmentException(String line) {
        super(line);
        this.code = Optional.empty();
    }

    public EnrolmentException(String line, Throwable cause) {
        super(line, cause);
        this.code = Optional.empty();
    }

    EnrolmentException(ErrorCode code, String line, Throwable cause) {
        super(line, cause);
        this.code = Optional.of(code);
    }

    /// What the coordinator answered, if it did.
    public Optional<ErrorCode> code() {
        return code;
    }
}
