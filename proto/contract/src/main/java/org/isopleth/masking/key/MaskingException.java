package org.isopleth.masking.key;

/// Bytes that came from outside are not what the masking protocol expects there: not a point of the
/// curve, not a share that opens, not a message. The message never quotes a value.
public final class MaskingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MaskingException(String message) {
        super(message);
    }
}
