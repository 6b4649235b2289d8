package org.isopleth.masking;

import java.math.BigInteger;
import java.util.HexFormat;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.key.CurvePoint;

/// Multiples of the base point of P-256 by the schoolbook, as a second opinion on public keys.
final class BasePoint {
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger[] G = {
        new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
        new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16)
    };
    private static final BigInteger[] INFINITY = {};

    private BasePoint() {}

    /// `secret · G`.
    static CurvePoint times(Bytes secret) {
        BigInteger[] sum = INFINITY;
        BigInteger[] power = G;
        BigInteger number = new BigInteger(1, secret.array());
        for (int bit = 0; bit < number.bitLength(); bit++) {
            sum = number.testBit(bit) ? plus(sum, power) : sum;
            power = plus(power, power);
        }
        return new CurvePoint(new Bytes(HexFormat.of().parseHex(String.format("04%064x%064x", sum[0], sum[1]))));
    }

    private static BigInteger[] plus(BigInteger[] a, BigInteger[] b) {
        if (a.length == 0) {
            return b;
        }
        boolean doubled = a[0].equals(b[0]);
        BigInteger rise = doubled
                ? a[0].pow(2).multiply(BigInteger.valueOf(3)).subtract(BigInteger.valueOf(3))
                : b[1].subtract(a[1]);
        BigInteger run = doubled ? a[1].shiftLeft(1) : b[0].subtract(a[0]);
        BigInteger slope = rise.multiply(run.mod(P).modInverse(P)).mod(P);
        BigInteger x = slope.pow(2).subtract(a[0]).subtract(b[0]).mod(P);
        return new BigInteger[] {
            x, slope.multiply(a[0].subtract(x)).subtract(a[1]).mod(P)
        };
    }
}
