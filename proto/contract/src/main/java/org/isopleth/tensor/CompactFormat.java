package org.isopleth.tensor;

/// The `compact` number profile: a real x is carried as the 64-bit two's-complement integer
/// `round(x · 2^f)`, ties to even, and added modulo 2^64. Immutable, thread-safe.
///
/// Overflow is ruled out before a round: with at most n = [#MAX_SITES] sites, W parts a site and
/// absolute values of at most C, `1 + ⌈log2 n⌉ + ⌈log2 W⌉ + ⌈log2 C⌉ + f ≤ 64`. The decoded sum of k parts is off
/// by at most `k · 2^-(f+1)`; its bits are the same in any order.
///
/// @param fractionBits f, 24 to 32
public record CompactFormat(int fractionBits) implements NumberFormat {

    /// How many sites may add to a sum: 2^10.
    public static final int MAX_SITES = 1 << 10;

    private static final int MAX_SITES_LOG2 = 10;

    public CompactFormat {
        if (fractionBits < 24 || fractionBits > 32) {
            throw new TensorException("compact numbers have 24 to 32 fraction bits");
        }
    }

    /// The format for parts of absolute value at most `clip`, `parts` of them from each site.
    ///
    /// @throws TensorException when the clip is not a positive number, or when a sum could overflow
    public static CompactFormat of(int fractionBits, double clip, int parts) {
        CompactFormat format = new CompactFormat(fractionBits);
        if (!(clip > 0) || !Double.isFinite(clip)) {
            throw new TensorException("compact numbers need a finite positive clip");
        }
        if (parts < 1 || parts > 1 << 20) {
            throw new TensorException("one site adds 1 to 1048576 parts of compact numbers");
        }
        // A clip below 1 wins no bits: log2 is taken of 1 at least.
        int bits = 1 + MAX_SITES_LOG2 + ceilLog2(parts) + Math.max(0, ceilLog2(clip)) + fractionBits;
        if (bits > Long.SIZE) {
            throw new TensorException("a sum of compact numbers could overflow: it needs " + bits
                    + " bits and has 64; lower the clip, the fraction bits or the parts of a site");
        }
        return format;
    }

    @Override
    public int bytesPerElement() {
        return Long.BYTES;
    }

    /// `round(value · 2^f)`, ties to even; `value` is within the clip.
    ///
    /// @throws TensorException when the value is not finite
    public long encode(double value) {
        if (!Double.isFinite(value)) {
            throw new TensorException("a contribution holds a number that is not finite");
        }
        // Scaling by a power of two is exact, and rint rounds half to even.
        return (long) Math.rint(Math.scalb(value, fractionBits));
    }

    /// The double nearest to `sum / 2^f`, ties to even.
    public double decode(long sum) {
        return Math.scalb((double) sum, -fractionBits);
    }

    private static int ceilLog2(double value) {
        int exponent = Math.getExponent(value);
        return value == Math.scalb(1.0, exponent) ? exponent : exponent + 1;
    }
}
