package org.isopleth.masking.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.isopleth.canonical.Bytes;
import org.isopleth.site.KeyFingerprint;

/// A member's public signing key, ECDSA on P-256 over SHA-256 (FIPS 186-5), as its SubjectPublicKeyInfo.
/// Immutable, thread-safe.
///
/// @param info the DER bytes: the one encoding of 91 bytes with a named curve and an uncompressed point
public record SigningKey(Bytes info) {
    /// SubjectPublicKeyInfo of P-256 up to the point: id-ecPublicKey, prime256v1, a string of 66 bytes.
    private static final byte[] PREFIX =
            new BigInteger("3059301306072a8648ce3d020106082a8648ce3d030107034200", 16).toByteArray();

    /// @throws MaskingException when the bytes are not a public key of P-256
    public SigningKey {
        point(info);
    }

    /// How the key is pinned.
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(info.array());
    }

    /// Whether `signature`, in DER, is this key's over `message`; anything malformed is not.
    public boolean signed(byte[] message, Bytes signature) {
        byte[] der = signature.array();
        if (!isDer(der)) {
            return false;
        }
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(key());
            ecdsa.update(message);
            return ecdsa.verify(der);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every supported Java platform has ECDSA", e);
        }
    }

    /// `SEQUENCE { INTEGER r, INTEGER s }` with both positive and as short as can be. The platform also
    /// takes some numbers whose sign is lost, which others would refuse.
    private static boolean isDer(byte[] der) {
        int rest = positiveInteger(der, 2);
        return der.length >= 8
                && der.length <= 72
                && der[0] == 0x30
                && der[1] == der.length - 2
                && rest > 0
                && positiveInteger(der, rest) == der.length;
    }

    /// Where the positive INTEGER that begins at `at` ends, or -1 when there is none.
    private static int positiveInteger(byte[] der, int at) {
        if (at + 2 >= der.length || der[at] != 0x02 || der[at + 1] < 1) {
            return -1;
        }
        int end = at + 2 + der[at + 1];
        boolean padded = der[at + 2] == 0 && (der[at + 1] == 1 || der[at + 3] >= 0);
        return end <= der.length && der[at + 2] >= 0 && !padded ? end : -1;
    }

    private PublicKey key() throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(info.array()));
    }

    /// The point inside the DER form.
    static CurvePoint point(Bytes info) {
        byte[] bytes = info.array();
        if (bytes.length != PREFIX.length + CurvePoint.BYTES
                || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            throw new MaskingException("a signing key is not a public key of P-256");
        }
        return new CurvePoint(new Bytes(Arrays.copyOfRange(bytes, PREFIX.length, bytes.length)));
    }
}
