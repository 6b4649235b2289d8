package org.isopleth.masking.key;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/// Arithmetic modulo the prime of P-256, `p = 2^256 − 2^224 + 2^192 + 2^96 − 1`, on numbers of four `long`s, least
/// first, that lie in arrays, so that nothing is allocated. Numbers are in Montgomery's form, `x · 2^256 mod p`
/// (Mathematics of Computation 44, 1985), and always below p, so zero is four zeros. Stateless, thread-safe.
///
/// Not for secrets: its time depends on the numbers, see [PointMultiples]. A result may lie where an operand does.
final class P256Field {
    /// `long`s of a number.
    static final int WORDS = 4;

    /// The words of p from the second on; the first is all ones and the third zero.
    private static final long P1 = 0xffffffffL;
    private static final long P3 = 0xffffffff00000001L;

    private static final BigInteger RADIX = BigInteger.TWO.pow(256).mod(P256.FIELD);
    private static final long[] ONE = new long[WORDS];

    /// Multiplied by it, a number leaves Montgomery's form.
    private static final long[] UNIT = {1, 0, 0, 0};

    static {
        put(ONE, 0, BigInteger.ONE);
    }

    private P256Field() {}

    /// Writes a number below p.
    static void put(long[] to, int at, BigInteger number) {
        BigInteger form = number.multiply(RADIX).mod(P256.FIELD);
        for (int i = 0; i < WORDS; i++) {
            to[at + i] = form.shiftRight(Long.SIZE * i).longValue();
        }
    }

    /// Writes 1.
    static void putOne(long[] to, int at) {
        System.arraycopy(ONE, 0, to, at, WORDS);
    }

    /// Reads a number back, as 32 bytes, big-endian.
    static byte[] bytes(long[] from, int at) {
        long[] number = new long[WORDS];
        multiply(number, 0, from, at, UNIT, 0);
        return ByteBuffer.allocate(P256.COORDINATE_BYTES)
                .putLong(number[3])
                .putLong(number[2])
                .putLong(number[1])
                .putLong(number[0])
                .array();
    }

    static boolean isZero(long[] x, int at) {
        return (x[at] | x[at + 1] | x[at + 2] | x[at + 3]) == 0;
    }

    static void copy(long[] to, int at, long[] x, int xAt) {
        System.arraycopy(x, xAt, to, at, WORDS);
    }

    static void add(long[] to, int at, long[] x, int xAt, long[] y, int yAt) {
        long s0 = x[xAt] + y[yAt];
        long c = carry(s0, x[xAt]);
        long s1 = x[xAt + 1] + y[yAt + 1];
        long c1 = carry(s1, y[yAt + 1]);
        s1 += c;
        c = c1 + carry(s1, c);
        long s2 = x[xAt + 2] + y[yAt + 2];
        c1 = carry(s2, y[yAt + 2]);
        s2 += c;
        c = c1 + carry(s2, c);
        long s3 = x[xAt + 3] + y[yAt + 3];
        c1 = carry(s3, y[yAt + 3]);
        s3 += c;
        c = c1 + carry(s3, c);
        reduce(to, at, s0, s1, s2, s3, c);
    }

    static void subtract(long[] to, int at, long[] x, int xAt, long[] y, int yAt) {
        long d0 = x[xAt] - y[yAt];
        long b = borrow(x[xAt], y[yAt]);
        long d1 = x[xAt + 1] - y[yAt + 1];
        long b1 = borrow(x[xAt + 1], y[yAt + 1]) + borrow(d1, b);
        d1 -= b;
        long d2 = x[xAt + 2] - y[yAt + 2];
        long b2 = borrow(x[xAt + 2], y[yAt + 2]) + borrow(d2, b1);
        d2 -= b1;
        long d3 = x[xAt + 3] - y[yAt + 3];
        long b3 = borrow(x[xAt + 3], y[yAt + 3]) + borrow(d3, b2);
        d3 -= b2;
        // Below zero: p is added, whose first word is 2^64 − 1.
        long below = -b3;
        long s0 = d0 + below;
        long c = below & carry(s0, d0);
        long s1 = d1 + c;
        c = carry(s1, c);
        s1 += below & P1;
        c += carry(s1, below & P1);
        long s2 = d2 + c;
        c = carry(s2, c);
        to[at] = s0;
        to[at + 1] = s1;
        to[at + 2] = s2;
        to[at + 3] = d3 + (below & P3) + c;
    }

    static void multiply(long[] to, int at, long[] x, int xAt, long[] y, int yAt) {
        long y0 = y[yAt];
        long y1 = y[yAt + 1];
        long y2 = y[yAt + 2];
        long y3 = y[yAt + 3];
        long t0 = 0;
        long t1 = 0;
        long t2 = 0;
        long t3 = 0;
        long t4 = 0;
        for (int i = 0; i < WORDS; i++) {
            long xi = x[xAt + i];
            // t += x_i · y
            long low = xi * y0;
            t0 += low;
            long c = Math.unsignedMultiplyHigh(xi, y0) + carry(t0, low);
            low = xi * y1;
            long high = Math.unsignedMultiplyHigh(xi, y1);
            t1 += c;
            high += carry(t1, c);
            t1 += low;
            c = high + carry(t1, low);
            low = xi * y2;
            high = Math.unsignedMultiplyHigh(xi, y2);
            t2 += c;
            high += carry(t2, c);
            t2 += low;
            c = high + carry(t2, low);
            low = xi * y3;
            high = Math.unsignedMultiplyHigh(xi, y3);
            t3 += c;
            high += carry(t3, c);
            t3 += low;
            c = high + carry(t3, low);
            t4 += c;
            long t5 = carry(t4, c);
            // t = (t + m · p) / 2^64 with m = t0, for −1/p is 1 modulo 2^64. The first word gives a carry of m:
            // m · p_1 + m = m · 2^32 and p_2 is 0.
            long m = t0;
            long add = m << 32;
            t0 = t1 + add;
            c = (m >>> 32) + carry(t0, add);
            t1 = t2 + c;
            c = carry(t1, c);
            low = m * P3;
            high = Math.unsignedMultiplyHigh(m, P3);
            t2 = t3 + c;
            high += carry(t2, c);
            t2 += low;
            c = high + carry(t2, low);
            t3 = t4 + c;
            t4 = t5 + carry(t3, c);
        }
        reduce(to, at, t0, t1, t2, t3, t4);
    }

    /// Turns every number of `places` into its inverse: one inversion for all (Montgomery's trick). None is zero.
    static void invert(long[] numbers, int[] places) {
        long[] products = new long[WORDS * (places.length + 1)];
        putOne(products, 0);
        for (int i = 0; i < places.length; i++) {
            multiply(products, WORDS * (i + 1), products, WORDS * i, numbers, places[i]);
        }
        long[] inverse = new long[WORDS];
        put(inverse, 0, new BigInteger(1, bytes(products, WORDS * places.length)).modInverse(P256.FIELD));
        long[] one = new long[WORDS];
        for (int i = places.length - 1; i >= 0; i--) {
            multiply(one, 0, inverse, 0, products, WORDS * i);
            multiply(inverse, 0, inverse, 0, numbers, places[i]);
            copy(numbers, places[i], one, 0);
        }
    }

    /// Stores `t`, below 2p, without p if it is in it.
    private static void reduce(long[] to, int at, long t0, long t1, long t2, long t3, long t4) {
        long d0 = t0 + 1;
        long b = borrow(t0, -1L);
        long d1 = t1 - P1;
        long b1 = borrow(t1, P1) + borrow(d1, b);
        d1 -= b;
        long d2 = t2 - b1;
        long b2 = borrow(t2, b1);
        long d3 = t3 - P3;
        long b3 = borrow(t3, P3) + borrow(d3, b2);
        d3 -= b2;
        boolean less = t4 == 0 && b3 != 0;
        to[at] = less ? t0 : d0;
        to[at + 1] = less ? t1 : d1;
        to[at + 2] = less ? t2 : d2;
        to[at + 3] = less ? t3 : d3;
    }

    /// Whether a sum of `part` and another ran over.
    private static long carry(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }

    private static long borrow(long from, long part) {
        return Long.compareUnsigned(from, part) < 0 ? 1 : 0;
    }
}
