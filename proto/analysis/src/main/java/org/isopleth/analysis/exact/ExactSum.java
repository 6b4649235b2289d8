package org.isopleth.analysis.exact;

import java.util.Arrays;

/// The exact sum of any finite doubles, rounded once, to the nearest double (ties to even), when it is
/// asked for. The same parts in any order therefore give the same bits. Mutable, for one thread.
///
/// The number is held as `Σ chunk[i] · 2^(32 i − 1088)` over 68 signed chunks: every double is an
/// integer multiple of 2^−1074 and lands on three neighbouring chunks, each receiving less than 2^32.
/// Chunks are 64 bits wide, so that carries need settling only every 2^30 parts. The idea is Neal's
/// small superaccumulator (R. M. Neal, 2015, arXiv:1505.05571).
public final class ExactSum {
    private static final int CHUNK_BITS = 32;
    private static final long CHUNK_MASK = 0xffffffffL;

    /// 2^−1088 is the weight of the lowest bit: a whole number of chunks below the smallest double's
    /// 2^−1074, so that chunk boundaries fall on multiples of 32.
    private static final int LOWEST = -1088;

    /// 68 chunks reach 2^1088, 2^64 times the largest double.
    private static final int CHUNKS = 68;

    /// Each part adds less than 2^32 to a chunk; after 2^30 of them a chunk is still below 2^62.
    private static final int PARTS_BETWEEN_CARRIES = 1 << 30;

    private final long[] chunks = new long[CHUNKS];
    private int pending;

    /// Back to zero.
    public void clear() {
        Arrays.fill(chunks, 0);
        pending = 0;
    }

    /// Adds a part.
    ///
    /// @throws ArithmeticException when it is not finite
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("only finite numbers have an exact sum");
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) ((bits >>> 52) & 0x7ff);
        long mantissa = bits & 0xfffffffffffffL;
        if (biased != 0) {
            mantissa |= 1L << 52;
        }
        int position = Math.max(biased, 1) - 1075 - LOWEST;
        int chunk = position / CHUNK_BITS;
        int shift = position % CHUNK_BITS;
        // The mantissa has 53 bits and moves left by up to 31: at most 84 bits, three chunks.
        long low = mantissa << shift;
        long high = shift == 0 ? 0 : mantissa >>> (Long.SIZE - shift);
        int sign = bits < 0 ? -1 : 1;
        chunks[chunk] += sign * (low & CHUNK_MASK);
        chunks[chunk + 1] += sign * (low >>> CHUNK_BITS);
        chunks[chunk + 2] += sign * high;
        if (++pending == PARTS_BETWEEN_CARRIES) {
            carry();
        }
    }

    /// The sum so far, rounded to the nearest double, ties to even.
    public double value() {
        carry();
        if (chunks[CHUNKS - 1] >= 0) {
            return magnitude(chunks);
        }
        // After carrying, only the top chunk is negative; the negated number is carried once more.
        ExactSum negated = new ExactSum();
        for (int i = 0; i < CHUNKS; i++) {
            negated.chunks[i] = -chunks[i];
        }
        negated.carry();
        return -magnitude(negated.chunks);
    }

    /// Brings every chunk but the top one into 0 … 2^32 − 1.
    private void carry() {
        long carry = 0;
        for (int i = 0; i < CHUNKS - 1; i++) {
            long sum = chunks[i] + carry;
            chunks[i] = sum & CHUNK_MASK;
            carry = sum >> CHUNK_BITS;
        }
        chunks[CHUNKS - 1] += carry;
        pending = 0;
    }

    private static double magnitude(long[] chunks) {
        int top = CHUNKS - 1;
        while (top >= 0 && chunks[top] == 0) {
            top--;
        }
        if (top < 0) {
            return 0.0;
        }
        // The leading 63 bits, then one sticky bit for everything below: enough to round once, as a
        // long of 64 bits with a sticky end converts to a double with correct rounding.
        long leading = chunks[top];
        int lowest = top;
        int filled = Long.SIZE - Long.numberOfLeadingZeros(leading);
        long window = leading;
        int taken = 0;
        while (filled + CHUNK_BITS <= 62 && lowest > 0) {
            lowest--;
            window = (window << CHUNK_BITS) | chunks[lowest];
            filled += CHUNK_BITS;
        }
        if (lowest > 0) {
            taken = 62 - filled;
            lowest--;
            window = (window << taken) | (chunks[lowest] >>> (CHUNK_BITS - taken));
            boolean sticky = taken < CHUNK_BITS && (chunks[lowest] << (taken + CHUNK_BITS)) != 0;
            for (int i = lowest - 1; i >= 0 && !sticky; i--) {
                sticky = chunks[i] != 0;
            }
            window = (window << 1) | (sticky ? 1 : 0);
            return Math.scalb((double) window, CHUNK_BITS * (lowest + 1) - taken - 1 + LOWEST);
        }
        return Math.scalb((double) window, LOWEST);
    }
}
