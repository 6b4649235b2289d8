package org.isopleth.wire.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.isopleth.canonical.Digest;

/// Signs documents with a member's signing key: ECDSA on P-256 over SHA-256, in DER.
///
/// The nonce is derived from key and message (RFC 6979), so that the same document gets the same bytes
/// again after a restart, and no random source can give the key away. Immutable, thread-safe.
public final class Signer {
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(P256.CURVE);

    private final KeyAndChain signing;

    public Signer(KeyAndChain signing) {
        this.signing = signing;
    }

    /// The signature of `bytes` as a document of the kind `label`.
    public byte[] sign(SignatureLabel label, byte[] bytes) {
        return signRaw(signing.key().getS(), label.prefix(bytes));
    }

    /// The signature of a statement that says itself what it is, such as those of masked rounds. It begins with a
    /// byte 0, which no labelled document does, so that a signature of one is none of the other.
    ///
    /// @throws IllegalArgumentException when it begins otherwise
    public byte[] signStatement(byte[] statement) {
        if (statement.length == 0 || statement[0] != 0) {
            throw new IllegalArgumentException("a statement begins with a byte 0");
        }
        return signRaw(signing.key().getS(), statement);
    }

    /// The chain to send along, leaf first.
    public List<X509Certificate> chain() {
        return signing.chain();
    }

    static byte[] signRaw(BigInteger secret, byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        BigInteger[] rAndS = signer.generateSignature(Digest.of(message).bytes());
        try {
            return StandardDSAEncoding.INSTANCE.encode(DOMAIN.getN(), rAndS[0], rAndS[1]);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding into memory cannot fail", e);
        }
    }
}
