package org.isopleth.masking.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.isopleth.canonical.Bytes;

/// A public key of the masking protocol: a point of P-256 other than infinity, uncompressed as in SEC 1,
/// section 2.3.3: `04 ‖ x ‖ y`, 65 bytes. Immutable, thread-safe.
///
/// Every point from outside passes through this constructor, so a key agreement never meets a point of
/// another curve (the group of P-256 has prime order: on the curve means in the group).
///
/// @param encoded the 65 bytes
public record CurvePoint(Bytes encoded) {
    /// Length of the encoding.
    public static final int BYTES = 1 + 2 * P256.COORDINATE_BYTES;

    /// @throws MaskingException when the bytes are not such a point
    public CurvePoint {
        byte[] bytes = encoded.array();
        if (bytes.length != BYTES || bytes[0] != 4 || !P256.onCurve(coordinate(bytes, 0), coordinate(bytes, 1))) {
            throw new MaskingException("a key is not a point of P-256");
        }
    }

    /// The point with these coordinates.
    static CurvePoint of(ECPoint point) {
        return new CurvePoint(new Bytes(LengthPrefixed.joined(
                new byte[] {4}, P256.bytes32(point.getAffineX()), P256.bytes32(point.getAffineY()))));
    }

    /// The 65 bytes, as a new array.
    public byte[] bytes() {
        return encoded.array();
    }

    /// The 32 bytes of x.
    byte[] x() {
        return Arrays.copyOfRange(encoded.array(), 1, 1 + P256.COORDINATE_BYTES);
    }

    /// x at 0, y at 1.
    BigInteger coordinate(int index) {
        return coordinate(encoded.array(), index);
    }

    PublicKey key() {
        byte[] bytes = encoded.array();
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(
                            new ECPoint(coordinate(bytes, 0), coordinate(bytes, 1)), P256.PARAMETERS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a point of the curve is a public key", e);
        }
    }

    private static BigInteger coordinate(byte[] bytes, int index) {
        return new BigInteger(1, bytes, 1 + index * P256.COORDINATE_BYTES, P256.COORDINATE_BYTES);
    }
}
