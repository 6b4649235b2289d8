package org.isopleth.radiomics.process;

/// A bin width that would make more grey levels than a texture can have.
public final class TooManyLevelsException extends RuntimeException {
    /// @param levels how many it would make
    public TooManyLevelsException(double levels) {
        super("the bin width makes " + (long) levels + " grey levels, more than " + Discretisation.MAX_LEVELS
                + ": choose wider bins, or a range of intensities");
    }
}
