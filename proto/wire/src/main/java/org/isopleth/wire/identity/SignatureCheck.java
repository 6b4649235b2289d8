package org.isopleth.wire.identity;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Verifies signed documents against a consortium's root. Immutable, thread-safe.
public final class SignatureCheck {
    private final TrustRoot root;

    public SignatureCheck(TrustRoot root) {
        this.root = root;
    }

    /// Who signed `bytes` as a document of the kind `label`.
    ///
    /// @param chain the signer's chain, leaf first
    /// @param role the role the signer must have
    /// @param at the instant at which the certificates must hold
    /// @throws IdentityException when the chain, its purpose, the role or the signature is wrong
    public Identity signer(Signed signed, List<X509Certificate> chain, Role role, Instant at) {
        Identity identity = root.verify(chain, CertificatePurpose.SIGNING, at);
        if (identity.role() != role) {
            throw new IdentityException(
                    Problem.WRONG_ROLE, "signed by the " + identity + ", where only a " + role.word() + " may sign");
        }
        if (!verifies(signed, chain.getFirst().getPublicKey())) {
            throw new IdentityException(Problem.WRONG_SIGNATURE, "the signature of the " + identity + " does not fit");
        }
        return identity;
    }

    /// Whether the signature was made by `key`; for keys that were pinned before.
    public static boolean verifies(Signed signed, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(key);
            signature.update(signed.label().prefix(signed.bytes()));
            return signature.verify(signed.signature());
        } catch (SignatureException e) {
            // Not even of the form of a signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Problem.WRONG_KEY, "the signing key is not a P-256 key", e);
        }
    }

    /// A document with its signature. The arrays are not copied: they are read once and not kept.
    ///
    /// @param label the kind of document
    /// @param bytes the document
    /// @param signature ECDSA in DER
    @SuppressWarnings("ArrayRecordComponent") // An argument, never compared and never stored.
    public record Signed(SignatureLabel label, byte[] bytes, byte[] signature) {}
}
