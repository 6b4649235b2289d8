package org.isopleth.masking.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/// The curve P-256 (FIPS 186-4, D.1.2.3): `y² = x³ + ax + b` modulo p, a group of prime order.
/// Stateless, thread-safe.
final class P256 {
    /// Bytes of a coordinate and of a private key.
    static final int COORDINATE_BYTES = 32;

    static final ECParameterSpec PARAMETERS = parameters();
    static final BigInteger FIELD = ((ECFieldFp) PARAMETERS.getCurve().getField()).getP();

    private P256() {}

    static boolean onCurve(BigInteger x, BigInteger y) {
        BigInteger right = x.multiply(x)
                .add(PARAMETERS.getCurve().getA())
                .multiply(x)
                .add(PARAMETERS.getCurve().getB());
        return x.compareTo(FIELD) < 0
                && y.compareTo(FIELD) < 0
                && y.multiply(y).subtract(right).mod(FIELD).signum() == 0;
    }

    /// A number below 2^256 as 32 bytes, big-endian.
    static byte[] bytes32(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] out = new byte[COORDINATE_BYTES];
        int from = Math.max(0, signed.length - out.length);
        System.arraycopy(signed, from, out, out.length - (signed.length - from), signed.length - from);
        return out;
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every supported Java platform has P-256", e);
        }
    }
}
