package org.isopleth.radiomics.process;

/// Intensities from `low` to `high`, both included. Immutable, thread-safe.
///
/// @param low the least, in the image's unit; −∞ for none
/// @param high the largest; ∞ for none
public record Range(double low, double high) {
    public Range {
        if (!(low <= high) || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("a range goes from its low to its high end");
        }
        // Minus zero is zero: ranges that mean the same are equal.
        low = low + 0.0;
        high = high + 0.0;
    }

    /// Whether it leaves any intensity out.
    public boolean isBounded() {
        return low > Double.NEGATIVE_INFINITY || high < Double.POSITIVE_INFINITY;
    }

    /// Whether an intensity lies in it.
    public boolean contains(double intensity) {
        return intensity >= low && intensity <= high;
    }
}
