package org.isopleth.masking.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import javax.crypto.KeyAgreement;
import org.isopleth.canonical.Bytes;

/// A private key of one round with its public point: ECDH on P-256 (SP 800-56A). Immutable, thread-safe.
///
/// @param secret the private number, 32 bytes, big-endian, at least 1 and below the group's order
/// @param point the public key
public record AgreementKey(Bytes secret, CurvePoint point) {

    /// The base point: agreeing with it gives the x of one's own public key.
    private static final CurvePoint BASE = CurvePoint.of(P256.PARAMETERS.getGenerator());

    /// @throws MaskingException when the secret is not a private key of P-256
    public AgreementKey {
        if (!possible(secret)) {
            throw new MaskingException("a private key is out of range");
        }
    }

    /// A new key; fresh for each attempt at a round.
    public static AgreementKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return new AgreementKey(
                    new Bytes(P256.bytes32(((ECPrivateKey) pair.getPrivate()).getS())),
                    CurvePoint.of(((ECPublicKey) pair.getPublic()).getW()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every supported Java platform has P-256", e);
        }
    }

    /// The x coordinate of `secret · theirs`, 32 bytes.
    public byte[] sharedX(CurvePoint theirs) {
        return sharedX(secret, theirs);
    }

    /// Whether `secret` is the private key of `point`, up to the sign of y, which no agreement sees:
    /// a secret and its negative give the same [#sharedX].
    public static boolean belongs(Bytes secret, CurvePoint point) {
        return possible(secret) && MessageDigest.isEqual(sharedX(secret, BASE), point.x());
    }

    private static boolean possible(Bytes secret) {
        byte[] bytes = secret.array();
        BigInteger number = new BigInteger(1, bytes);
        return bytes.length == P256.COORDINATE_BYTES
                && number.signum() > 0
                && number.compareTo(P256.PARAMETERS.getOrder()) < 0;
    }

    private static byte[] sharedX(Bytes secret, CurvePoint theirs) {
        try {
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, secret.array()), P256.PARAMETERS));
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(key);
            agreement.doPhase(theirs.key(), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("two valid keys of P-256 agree", e);
        }
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "AgreementKey[" + point + "]";
    }
}
