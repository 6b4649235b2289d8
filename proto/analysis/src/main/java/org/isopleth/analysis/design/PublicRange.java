package org.isopleth.analysis.design;

import org.isopleth.tensor.TensorException;

/// The public range of one design column and the coordinate in which its first sum is taken. Immutable,
/// thread-safe.
///
/// Sums are taken of `(x − middle) / half`, which lies between −1 and 1: subtracting the middle keeps
/// the digits of a variable far from zero, and dividing by half the range gives all columns one bound.
///
/// @param variable the study's variable
/// @param minimum the smallest value allowed
/// @param maximum the largest value allowed
public record PublicRange(String variable, double minimum, double maximum) {

    /// The bound declared for such a coordinate: 1, doubled to have room for its rounding.
    public static final double UNIT_BOUND = 2;

    /// The bound declared for the square of a distance between two such coordinates: 2², doubled.
    public static final double SQUARE_BOUND = 8;

    /// The range of a column of zeros and ones.
    public static PublicRange indicator(String variable) {
        return new PublicRange(variable, 0, 1);
    }

    /// The middle of the range.
    public double middle() {
        return minimum + half();
    }

    /// Half the length of the range.
    public double half() {
        return maximum / 2 - minimum / 2;
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
        return (x - middle()) / half();
    }

    /// The largest distance a value in range can have from `centre`.
    public double reach(double centre) {
        return Math.max(Math.abs(minimum - centre), Math.abs(maximum - centre));
    }
}
