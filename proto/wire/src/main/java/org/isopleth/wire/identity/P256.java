package org.isopleth.wire.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Keys on NIST P-256 (FIPS 186-5), the only kind accepted. Stateless, thread-safe.
public final class P256 {
    static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256r1");

    /// SubjectPublicKeyInfo up to the point: named curve P-256, uncompressed (RFC 5480, section 2).
    private static final byte[] PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private static final int POINT_BYTES = 65;

    private P256() {}

    /// A new key pair.
    public static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /// Reads a SubjectPublicKeyInfo in its one accepted form: named curve, uncompressed point, on the
    /// curve and not at infinity.
    ///
    /// @throws IdentityException when it is anything else
    public static PublicKey publicKey(byte[] subjectPublicKeyInfo) {
        check(subjectPublicKeyInfo);
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Problem.WRONG_KEY, "the public key is unreadable", e);
        }
    }

    /// The fingerprint by which `key` is pinned.
    public static KeyFingerprint fingerprint(PublicKey key) {
        return KeyFingerprint.of(key.getEncoded());
    }

    static void check(byte[] subjectPublicKeyInfo) {
        if (subjectPublicKeyInfo.length != PREFIX.length + POINT_BYTES
                || !Arrays.equals(subjectPublicKeyInfo, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new IdentityException(Problem.WRONG_KEY, "the public key is not an uncompressed P-256 key");
        }
        byte[] point = Arrays.copyOfRange(subjectPublicKeyInfo, PREFIX.length, subjectPublicKeyInfo.length);
        try {
            // Refuses a first byte other than 4 (a lone 0 would be infinity) and points off the curve.
            if (point[0] != 4 || !CURVE.getCurve().decodePoint(point).isValid()) {
                throw new IdentityException(Problem.WRONG_KEY, "the public key is not a point of P-256");
            }
        } catch (IllegalArgumentException e) {
            throw new IdentityException(Problem.WRONG_KEY, "the public key is not a point of P-256", e);
        }
    }

    /// Reads a PKCS#8 private key (RFC 5958).
    ///
    /// @throws IdentityException when it is not a P-256 key
    static ECPrivateKey privateKey(byte[] pkcs8) {
        try {
            if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof ECPrivateKey key
                    && key.getParams().getOrder().equals(CURVE.getN())
                    && key.getS().signum() > 0
                    && key.getS().compareTo(CURVE.getN()) < 0) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Problem.WRONG_KEY, "the private key is unreadable", e);
        }
        throw new IdentityException(Problem.WRONG_KEY, "the private key is not a P-256 key");
    }

    /// Whether the two halves belong together.
    static boolean matches(ECPrivateKey key, PublicKey publicKey) {
        byte[] encoded = publicKey.getEncoded();
        byte[] point = CURVE.getG().multiply(key.getS()).getEncoded(false);
        return encoded.length == PREFIX.length + POINT_BYTES
                && Arrays.equals(encoded, PREFIX.length, encoded.length, point, 0, POINT_BYTES);
    }
}
