package org.isopleth.masking.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;

/// Many multiples of one point of P-256: a key agreement of one public key with many private keys, some twenty times
/// faster than one by one, because all share a table of multiples of the point. Immutable, thread-safe.
///
/// **Only for private keys that are secret no more**: which entries of the table are read depends on the key, and so do
/// the times. The coordinator uses it to take the masks of lost sites off, whose keys the other sites have opened to it
/// together; a site's own keys go through [AgreementKey#sharedX], the platform's constant-time code.
///
/// With digits d in −16..16, `k = Σ dᵢ 32ⁱ`, so `k P = Σ dᵢ (32ⁱ P)`: the table has the multiples 1 to 16 of each `32ⁱ
/// P`,
/// and a multiple of P costs 52 additions and no doubling (Brickell et al., Eurocrypt 1992, with signed digits).
/// Points are affine in the table and Jacobian in sums: `(X / Z², Y / Z³)`.
final class PointMultiples {
    private static final int DIGIT_BITS = 5;
    private static final int DIGITS = 256 / DIGIT_BITS + 1;
    private static final int MULTIPLES = 1 << (DIGIT_BITS - 1);

    private static final int W = P256Field.WORDS;
    private static final int Y = W;
    private static final int Z = 2 * W;
    private static final int AFFINE = 2 * W;
    private static final int JACOBIAN = 3 * W;

    private final long[] table = new long[DIGITS * MULTIPLES * AFFINE];

    PointMultiples(CurvePoint point) {
        long[] bases = bases(point);
        long[] sums = new long[DIGITS * MULTIPLES * JACOBIAN];
        Scratch scratch = new Scratch();
        for (int digit = 0; digit < DIGITS; digit++) {
            int first = digit * MULTIPLES * JACOBIAN;
            scratch.set(sums, first, bases, digit * JACOBIAN);
            scratch.twice(sums, first + JACOBIAN, sums, first);
            for (int i = 2; i < MULTIPLES; i++) {
                int at = first + i * JACOBIAN;
                System.arraycopy(sums, at - JACOBIAN, sums, at, JACOBIAN);
                scratch.add(sums, at, bases, digit * JACOBIAN, false);
            }
        }
        toAffine(sums);
        for (int i = 0; i < DIGITS * MULTIPLES; i++) {
            System.arraycopy(sums, i * JACOBIAN, table, i * AFFINE, AFFINE);
        }
    }

    /// `32ⁱ P`, each with Z = 1.
    private static long[] bases(CurvePoint point) {
        long[] bases = new long[DIGITS * JACOBIAN];
        P256Field.put(bases, 0, point.coordinate(0));
        P256Field.put(bases, Y, point.coordinate(1));
        P256Field.putOne(bases, Z);
        Scratch scratch = new Scratch();
        for (int at = JACOBIAN; at < bases.length; at += JACOBIAN) {
            scratch.twice(bases, at, bases, at - JACOBIAN);
            for (int i = 1; i < DIGIT_BITS; i++) {
                scratch.twice(bases, at, bases, at);
            }
        }
        toAffine(bases);
        return bases;
    }

    /// The x coordinates, 32 bytes each, of the point times each secret, in their order.
    ///
    /// @param secrets 32 bytes each, at least 1 and below the group's order
    List<byte[]> sharedX(List<Bytes> secrets) {
        long[] sums = new long[secrets.size() * JACOBIAN];
        Scratch scratch = new Scratch();
        for (int i = 0; i < secrets.size(); i++) {
            multiply(scratch, sums, i * JACOBIAN, secrets.get(i).array());
        }
        toAffine(sums);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            all.add(P256Field.bytes(sums, i * JACOBIAN));
        }
        return all;
    }

    private void multiply(Scratch scratch, long[] sums, int at, byte[] secret) {
        BigInteger number = new BigInteger(1, secret);
        int carry = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int value = carry;
            for (int bit = 0; bit < DIGIT_BITS; bit++) {
                value += number.testBit(digit * DIGIT_BITS + bit) ? 1 << bit : 0;
            }
            carry = value > MULTIPLES ? 1 : 0;
            value -= carry << DIGIT_BITS;
            if (value != 0) {
                scratch.add(sums, at, table, (digit * MULTIPLES + Math.abs(value) - 1) * AFFINE, value < 0);
            }
        }
    }

    /// Divides every Jacobian point by its Z; none is at infinity.
    private static void toAffine(long[] points) {
        int count = points.length / JACOBIAN;
        P256Field.invert(
                points, IntStream.range(0, count).map(i -> i * JACOBIAN + Z).toArray());
        long[] power = new long[W];
        for (int at = 0; at < points.length; at += JACOBIAN) {
            P256Field.multiply(power, 0, points, at + Z, points, at + Z);
            P256Field.multiply(points, at, points, at, power, 0);
            P256Field.multiply(power, 0, power, 0, points, at + Z);
            P256Field.multiply(points, at + Y, points, at + Y, power, 0);
            P256Field.putOne(points, at + Z);
        }
    }

    /// Additions of points with room for what comes in between; for one thread. Infinity has Z = 0.
    private static final class Scratch {
        private static final long[] ZERO = new long[W];

        private final long[] a = new long[W];
        private final long[] b = new long[W];
        private final long[] c = new long[W];
        private final long[] d = new long[W];
        private final long[] e = new long[W];
        private final long[] negated = new long[AFFINE];

        void set(long[] to, int at, long[] point, int pointAt) {
            System.arraycopy(point, pointAt, to, at, AFFINE);
            P256Field.putOne(to, at + Z);
        }

        /// 2P ("dbl-2001-b" of the Explicit-Formulas Database, for a = −3).
        void twice(long[] to, int at, long[] p, int pAt) {
            P256Field.multiply(a, 0, p, pAt + Z, p, pAt + Z);
            P256Field.multiply(b, 0, p, pAt + Y, p, pAt + Y);
            P256Field.multiply(c, 0, p, pAt, b, 0);
            P256Field.subtract(d, 0, p, pAt, a, 0);
            P256Field.add(e, 0, p, pAt, a, 0);
            P256Field.multiply(d, 0, d, 0, e, 0);
            P256Field.add(e, 0, d, 0, d, 0);
            P256Field.add(d, 0, d, 0, e, 0);
            // Z' = (Y + Z)² − Y² − Z²
            P256Field.add(e, 0, p, pAt + Y, p, pAt + Z);
            P256Field.multiply(e, 0, e, 0, e, 0);
            P256Field.subtract(e, 0, e, 0, b, 0);
            P256Field.subtract(to, at + Z, e, 0, a, 0);
            // X' = α² − 8β
            P256Field.add(c, 0, c, 0, c, 0);
            P256Field.add(c, 0, c, 0, c, 0);
            P256Field.multiply(e, 0, d, 0, d, 0);
            P256Field.subtract(e, 0, e, 0, c, 0);
            P256Field.subtract(to, at, e, 0, c, 0);
            // Y' = α (4β − X') − 8γ²
            P256Field.subtract(c, 0, c, 0, to, at);
            P256Field.multiply(c, 0, c, 0, d, 0);
            P256Field.multiply(b, 0, b, 0, b, 0);
            P256Field.add(b, 0, b, 0, b, 0);
            P256Field.add(b, 0, b, 0, b, 0);
            P256Field.add(b, 0, b, 0, b, 0);
            P256Field.subtract(to, at + Y, c, 0, b, 0);
        }

        /// `sum ± q` in place, q affine ("madd", same source, with Z₃ = Z₁ H).
        void add(long[] sum, int at, long[] q, int qAt, boolean minus) {
            long[] y = q;
            int yAt = qAt + Y;
            if (minus) {
                P256Field.subtract(negated, 0, ZERO, 0, q, qAt + Y);
                y = negated;
                yAt = 0;
            }
            if (P256Field.isZero(sum, at + Z)) {
                P256Field.copy(sum, at, q, qAt);
                P256Field.copy(sum, at + Y, y, yAt);
                P256Field.putOne(sum, at + Z);
                return;
            }
            P256Field.multiply(a, 0, sum, at + Z, sum, at + Z);
            P256Field.multiply(b, 0, q, qAt, a, 0);
            P256Field.subtract(b, 0, b, 0, sum, at);
            P256Field.multiply(a, 0, a, 0, sum, at + Z);
            P256Field.multiply(a, 0, a, 0, y, yAt);
            P256Field.subtract(a, 0, a, 0, sum, at + Y);
            if (P256Field.isZero(b, 0)) {
                // The same point, or its opposite.
                if (P256Field.isZero(a, 0)) {
                    twice(sum, at, sum.clone(), at);
                } else {
                    P256Field.copy(sum, at + Z, ZERO, 0);
                }
                return;
            }
            P256Field.multiply(sum, at + Z, sum, at + Z, b, 0);
            P256Field.multiply(c, 0, b, 0, b, 0);
            P256Field.multiply(d, 0, c, 0, sum, at);
            P256Field.multiply(c, 0, c, 0, b, 0);
            P256Field.multiply(e, 0, a, 0, a, 0);
            P256Field.subtract(e, 0, e, 0, c, 0);
            P256Field.subtract(e, 0, e, 0, d, 0);
            P256Field.subtract(sum, at, e, 0, d, 0);
            P256Field.subtract(d, 0, d, 0, sum, at);
            P256Field.multiply(d, 0, d, 0, a, 0);
            P256Field.multiply(c, 0, c, 0, sum, at + Y);
            P256Field.subtract(sum, at + Y, d, 0, c, 0);
        }
    }
}
