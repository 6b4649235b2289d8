package org.isopleth.radiomics.process;

/// Intensities from `low` to `high`, both included. Immutable, thread-safe.
///
/// @param low the least, in the image's unit; −∞ for none
/// @param high the largest; ∞ for none
public record Range(double low, double high) {
    public Range {
        if (!(low <= high)) {
            throw new IllegalArgumentException("a range goes from its low to its high end");
        }
    }

    /// Whether an intensity lies in it.
    public boolean contains(double intensity) {
        return intensity >= low && intensity <= high;
    }
}
