package org.isopleth.analysis.design;

import org.isopleth.tensor.TensorException;

/// The public range of one design column and the coordinate in which its first sum is taken. Immutable,
/// thread-safe.
///
/// Sums are taken of `x · 2^−e` with the smallest power of two that holds every value of the range. That
/// changes no digit of x, however wide the range is, and dividing by the range gives all columns one bound.
///
/// @param variable the study's variable
/// @param minimum the smallest value allowed
/// @param maximum the largest value allowed
public record PublicRange(String variable, double minimum, double maximum) {

    /// The bound declared for such a coordinate.
    public static final double UNIT_BOUND = 1;

    /// The range of a column of zeros and ones.
    public static PublicRange indicator(String variable) {
        return new PublicRange(variable, 0, 1);
    }

    /// The middle of the range.
    public double middle() {
        return minimum / 2 + maximum / 2;
    }

    /// e: `2^e` is the smallest power of two that no value in range exceeds in size.
    public int exponent() {
        return powerAbove(Math.max(Math.abs(minimum), Math.abs(maximum)));
    }

    /// The smallest e with `2^e ≥ size`.
    static int powerAbove(double size) {
        int exponent = Math.getExponent(size);
        return size == Math.scalb(1.0, exponent) ? exponent : exponent + 1;
    }

    /// `x` itself, if it is in range.
    ///
    /// @throws TensorException naming the variable, never the value
    public double check(double x) {
        if (!(x >= minimum && x <= maximum)) {
            throw new TensorException("variable '" + variable + "' holds a value outside its public range");
        }
        return x;
    }

    /// The coordinate of `x`.
    public double unit(double x) {
        return Math.scalb(x, -exponent());
    }

    /// The largest distance a value in range can have from `centre`.
    public double reach(double centre) {
        return Math.max(Math.abs(minimum - centre), Math.abs(maximum - centre));
    }
}
