package org.isopleth.connector.permit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.isopleth.site.KeyFingerprint;

/// A data protection officer's public key: Ed25519, or ECDSA on P-256. Immutable, thread-safe.
public record OfficerKey(PublicKey key) {
    /// The order of P-256 (NIST SP 800-186, 3.2.1.3).
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final List<String> ALGORITHMS = List.of("Ed25519", "EC");

    /// The name of the signatures this key makes.
    String algorithm() {
        return key instanceof ECPublicKey ? "SHA256withECDSA" : "Ed25519";
    }

    /// How the connector's settings pin it.
    public KeyFingerprint fingerprint() {
        return KeyFingerprint.of(key.getEncoded());
    }

    /// Reads a public key in PEM: `openssl pkey -pubout`.
    ///
    /// @throws GeneralSecurityException when it is of another kind
    public static OfficerKey readPublic(String pem) throws GeneralSecurityException {
        return new OfficerKey(decode(der("PUBLIC KEY", pem)));
    }

    /// Reads a private key in PEM, not encrypted: `openssl genpkey -algorithm ed25519`.
    ///
    /// @throws GeneralSecurityException when it is of another kind
    public static PrivateKey readPrivate(String pem) throws GeneralSecurityException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der("PRIVATE KEY", pem));
        return first(factory -> factory.generatePrivate(encoded));
    }

    static PublicKey decode(byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(subjectPublicKeyInfo);
        PublicKey key = first(factory -> factory.generatePublic(encoded));
        if (key instanceof ECPublicKey curve && !curve.getParams().getOrder().equals(P256_ORDER)) {
            throw new InvalidKeyException("a curve other than P-256");
        }
        return key;
    }

    /// Reads a key of one kind.
    @FunctionalInterface
    private interface Reading<K> {
        K by(KeyFactory factory) throws GeneralSecurityException;
    }

    /// As the kind that it is.
    private static <K> K first(Reading<K> reading) throws GeneralSecurityException {
        GeneralSecurityException none = new InvalidKeyException("no key");
        for (String algorithm : ALGORITHMS) {
            try {
                return reading.by(KeyFactory.getInstance(algorithm));
            } catch (GeneralSecurityException e) {
                none = e;
            }
        }
        throw none;
    }

    private static byte[] der(String label, String pem) throws InvalidKeyException {
        String text = pem.strip();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            throw new InvalidKeyException("no " + label + " in PEM");
        }
        String body = text.substring(begin.length(), text.length() - end.length());
        try {
            return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("no " + label + " in PEM", e);
        }
    }
}
