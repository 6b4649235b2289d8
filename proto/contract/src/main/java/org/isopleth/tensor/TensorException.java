package org.isopleth.tensor;

/// A tensor breaks what was declared of it: shape, bound, format or a number that is not finite.
public final class TensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TensorException(String message) {
        super(message);
    }
}
