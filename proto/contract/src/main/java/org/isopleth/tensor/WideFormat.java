package org.isopleth.tensor;

import java.math.BigInteger;

/// The `wide` number profile: a real x is carried as the 128-bit two's-complement integer
/// `round(x · 2^f)`, ties to even, and added modulo 2^128. Immutable, thread-safe.
///
/// Integer sums commute, so a sum has the same bits in any order and any grouping: over rows, over
/// sites, over arrivals. With at most [#MAX_PARTS] parts of absolute value at most B the sum stays
/// below 2^126, two bits from overflow, because `f = 126 − ⌈log2(MAX_PARTS · B)⌉`.
///
/// @param fractionBits f, the number of bits after the binary point
public record WideFormat(int fractionBits) implements NumberFormat {

    /// How many parts (patients, or events) all sites together may add: 2^24.
    public static final int MAX_PARTS_LOG2 = 24;

    /// 2^[#MAX_PARTS_LOG2].
    public static final int MAX_PARTS = 1 << MAX_PARTS_LOG2;

    /// Below this many fraction bits a declared bound is so large that a sum of ordinary numbers
    /// would lose digits a double has (53 bits); such a round is refused before it starts.
    public static final int MIN_FRACTION_BITS = 53;

    public WideFormat {
        if (fractionBits < MIN_FRACTION_BITS || fractionBits > 1000) {
            throw new TensorException("a bound needs a number format outside the supported range");
        }
    }

    /// The format for parts of absolute value at most `bound`.
    ///
    /// @throws TensorException when the bound is too large for exact sums
    public static WideFormat forBound(double bound) {
        // ceil(log2 bound): exponent of the next power of two at or above the bound.
        int exponent = Math.getExponent(bound);
        int ceiling = bound == Math.scalb(1.0, exponent) ? exponent : exponent + 1;
        return new WideFormat(Math.min(1000, 126 - MAX_PARTS_LOG2 - ceiling));
    }

    /// The format of a tensor declared in wide numbers.
    ///
    /// @throws TensorException when it is declared in others
    static WideFormat of(TensorDeclaration declaration) {
        if (declaration.format() instanceof WideFormat wide) {
            return wide;
        }
        throw new TensorException("tensor '" + declaration.name() + "' is declared in other numbers");
    }

    @Override
    public int bytesPerElement() {
        return WideTensor.BYTES_PER_ELEMENT;
    }

    /// The 128-bit integer `round(value · 2^f)`, ties to even.
    ///
    /// @throws TensorException when the value is not finite
    public BigInteger encode(double value) {
        if (!Double.isFinite(value)) {
            throw new TensorException("a contribution holds a number that is not finite");
        }
        int shift = shift(value);
        BigInteger magnitude = BigInteger.valueOf(shiftHalfEven(mantissa(value), Math.min(shift, 0)));
        if (shift > 0) {
            magnitude = magnitude.shiftLeft(shift);
        }
        return value < 0 ? magnitude.negate() : magnitude;
    }

    /// The lower 64 bits of [#encode] in two's complement, without making a `BigInteger`; `value` is
    /// finite and below `2^(126 − f)` in size.
    long encodeLow(double value) {
        long magnitude = magnitudeLow(value);
        return value < 0 ? -magnitude : magnitude;
    }

    /// The upper 64 bits of [#encode] in two's complement, under the same conditions.
    long encodeHigh(double value) {
        int shift = shift(value);
        long magnitude = 0;
        if (shift >= 64) {
            magnitude = mantissa(value) << (shift - 64);
        } else if (shift > 0) {
            magnitude = mantissa(value) >>> (64 - shift);
        }
        if (value >= 0) {
            return magnitude;
        }
        return magnitudeLow(value) == 0 ? -magnitude : ~magnitude;
    }

    private long magnitudeLow(double value) {
        int shift = shift(value);
        if (shift >= 64) {
            return 0;
        }
        return shift > 0 ? mantissa(value) << shift : shiftHalfEven(mantissa(value), shift);
    }

    /// How far the 53-bit integer of [#mantissa] moves left to become `value · 2^f`.
    private int shift(double value) {
        int biased = (int) ((Double.doubleToRawLongBits(value) >>> 52) & 0x7ff);
        return Math.max(biased, 1) - 1075 + fractionBits;
    }

    private static long mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & 0xfffffffffffffL;
        return (bits & 0x7ff0000000000000L) == 0 ? fraction : fraction | 1L << 52;
    }

    /// The double nearest to `sum / 2^f`, ties to even.
    public double decode(BigInteger sum) {
        // BigInteger.doubleValue rounds half to even; scaling by a power of two is then exact, as
        // the fraction bits keep every result far above the subnormal range or at zero.
        return Math.scalb(sum.doubleValue(), -fractionBits);
    }

    /// As [#decode(BigInteger)], of a sum in two words of two's complement, without making a `BigInteger`.
    double decode(long high, long low) {
        boolean negative = high < 0;
        long upper = negative ? ~high + (low == 0 ? 1 : 0) : high;
        long lower = negative ? -low : low;
        // The 64 leading bits, from the first that is set, and whether anything lies below them.
        int dropped = upper == 0 ? 0 : 64 - Long.numberOfLeadingZeros(upper);
        long leading = switch (dropped) {
            case 0 -> lower;
            case 64 -> upper;
            default -> upper << (64 - dropped) | lower >>> dropped;
        };
        boolean below = dropped > 0 && (dropped == 64 ? lower : lower << (64 - dropped)) != 0;
        double magnitude;
        if (leading >= 0) {
            // Only sums below 2^63 do not fill the leading bits, and nothing of them was dropped.
            magnitude = (double) leading;
        } else {
            long mantissa = leading >>> 11;
            long rest = leading & 0x7ff;
            boolean up = rest > 0x400 || (rest == 0x400 && (below || (mantissa & 1) == 1));
            magnitude = Math.scalb((double) (up ? mantissa + 1 : mantissa), 11 + dropped);
        }
        double value = Math.scalb(magnitude, -fractionBits);
        return negative ? -value : value;
    }

    private static long shiftHalfEven(long mantissa, int exponent) {
        int right = -exponent;
        if (right == 0) {
            return mantissa;
        }
        if (right > 54) {
            return 0;
        }
        long floor = mantissa >>> right;
        long rest = mantissa - (floor << right);
        long half = 1L << (right - 1);
        boolean up = rest > half || (rest == half && (floor & 1) == 1);
        return up ? floor + 1 : floor;
    }
}
