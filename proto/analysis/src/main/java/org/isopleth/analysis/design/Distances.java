package org.isopleth.analysis.design;

import org.isopleth.tensor.TensorException;

/// The squared distances of a column's values from its pooled mean: the coordinate in which their sum is
/// taken, and how far that sum can be trusted. Immutable, thread-safe.
///
/// Of n values between a and b with mean m, none lies further above m than `b − m`, nor than
/// `(n − 1)(m − a)`, for the others cannot lie below a; and so below. Parts are
/// `((x − m) · 2^−e)²` with the smallest power of two above that reach, so that a range that is far wider
/// than the data on one side, as `0 … 10^15` is for values near 1,000, costs no digits.
///
/// What remains is carried with 102 fraction bits ([org.isopleth.tensor.WideFormat] for a bound of 1), so a
/// part is off by at most 2^−103 and a variance by `2^(2e − 103)`: the standard deviation s has a relative
/// error of at most `2^(2e − 104) / s²`, below [#PROMISED] where `s ≥ 10^−11 · 2^e`. The mean is off by at most
/// `2^(E − 103)`, where E is the range's own exponent: below [#PROMISED] of s where `s ≥ 2^(E − 73)`.
///
/// @param range the public range
/// @param mean m
/// @param patients n, from 1
public record Distances(PublicRange range, double mean, long patients) {

    /// The bound declared for a part.
    public static final double BOUND = 1;

    /// The relative error promised of a standard deviation, and of a mean as a share of it.
    public static final double PROMISED = 1e-9;

    /// s as a share of 2^e at which a sum of squares with 102 fraction bits keeps the promise.
    private static final double RESOLVED = 1e-11;

    /// A standard deviation below this share of the mean is the rounding of a constant.
    private static final double ROUNDING = 1e-12;

    /// What the sum of the parts says of a column.
    public enum Finding {
        /// Its values differ, and the standard deviation is as good as promised.
        VARIES,
        /// Its values do not differ by more than rounding.
        CONSTANT,
        /// Its range is too wide to tell.
        UNRESOLVED
    }

    /// e, in which parts are taken.
    private int exponent() {
        int whole = range.exponent();
        double centre = Math.scalb(mean, -whole);
        double below = centre - Math.scalb(range.minimum(), -whole);
        double above = Math.scalb(range.maximum(), -whole) - centre;
        double reach = Math.max(Math.min(above, patients * below), Math.min(below, patients * above));
        // Room for the rounding of the mean (eight units in its last place) and of its sum (102 bits), which
        // the number of patients multiplies, and for that of the reach itself.
        double room = patients * (0x1p-50 * Math.abs(centre) + 0x1p-100);
        return whole + PublicRange.powerAbove(1.000001 * Math.max(reach, 0) + room);
    }

    /// The part of one value.
    public double part(double x) {
        int exponent = exponent();
        // Scaled first: a difference of the largest doubles would overflow.
        double distance = Math.scalb(x, -exponent) - Math.scalb(mean, -exponent);
        return distance * distance;
    }

    /// The variance (divisor n − 1) from the sum of the parts, of two patients at least.
    public double variance(double parts) {
        return Math.scalb(parts / (patients - 1), 2 * exponent());
    }

    /// The standard deviation (divisor n − 1) from the sum of the parts; 0 for one patient.
    ///
    /// @throws TensorException when the parts, which are squares, add up to less than 0
    public double deviation(double parts) {
        if (parts < 0) {
            throw new TensorException("squares add up to less than 0");
        }
        return patients < 2 ? 0 : Math.scalb(Math.sqrt(parts / (patients - 1)), exponent());
    }

    /// What to make of a standard deviation.
    public Finding finding(double deviation) {
        int exponent = exponent();
        double resolved = Math.max(Math.scalb(RESOLVED, exponent), Math.scalb(1.0, range.exponent() - 73));
        if (deviation >= resolved && Double.isFinite(deviation * deviation)) {
            return deviation > ROUNDING * Math.abs(mean) ? Finding.VARIES : Finding.CONSTANT;
        }
        // Below this, parts and values are lost in the last bits of their sums. Near 0 nothing tells what is
        // small for this variable; a thousand-millionth of its unit is taken to be.
        double lost = Math.max(Math.scalb(1.0, exponent - 50), Math.scalb(1.0, range.exponent() - 100));
        return deviation <= lost && lost <= PROMISED * Math.max(1, Math.abs(mean))
                ? Finding.CONSTANT
                : Finding.UNRESOLVED;
    }
}
