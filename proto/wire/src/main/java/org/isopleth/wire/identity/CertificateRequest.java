package org.isopleth.wire.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.IdentityException.Problem;

/// A certification request (PKCS#10, RFC 2986) whose signature proves possession of the key. The
/// authority takes the name and role from the invite; the request only says which key, for which
/// purpose, and which roles its maker is prepared to have, so that an invite used with the wrong program
/// is refused before it is spent. Immutable, thread-safe.
///
/// @param key the key to certify
/// @param purpose what it is for
/// @param roles the roles its maker accepts, at least one
public record CertificateRequest(PublicKey key, CertificatePurpose purpose, Set<Role> roles) {
    /// A request of ours has under 400 bytes.
    public static final int MAX_BYTES = 8 * 1024;

    private static final int MAX_NAMES = 1 + Role.values().length;

    public CertificateRequest {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IdentityException(Problem.MALFORMED, "the request names no role");
        }
    }

    /// The DER bytes of a request for the public half of `pair`, signed by the private half.
    public static byte[] make(KeyPair pair, CertificatePurpose purpose, Set<Role> roles) {
        X500NameBuilder subject = new X500NameBuilder().addRDN(BCStyle.CN, purpose.word());
        roles.stream().sorted().forEach(role -> subject.addRDN(BCStyle.OU, role.word()));
        try {
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaPKCS10CertificationRequestBuilder(subject.build(), pair.getPublic())
                    .build(signer)
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every Java platform signs with P-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding into memory cannot fail", e);
        }
    }

    /// Reads a request from an untrusted sender and checks its signature.
    ///
    /// @throws IdentityException when anything about it is wrong
    public static CertificateRequest check(byte[] der) {
        if (der.length == 0 || der.length > MAX_BYTES) {
            throw malformed();
        }
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            PublicKey key = P256.publicKey(request.getSubjectPublicKeyInfo().getEncoded());
            if (!X9ObjectIdentifiers.ecdsa_with_SHA256.equals(
                            request.getSignatureAlgorithm().getAlgorithm())
                    || !request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IdentityException(Problem.WRONG_SIGNATURE, "the request is not signed by its own key");
            }
            return subject(key, request.getSubject().getRDNs());
        } catch (IOException | PKCSException | OperatorCreationException e) {
            throw malformed(e);
        } catch (IdentityException e) {
            throw e;
        } catch (RuntimeException e) {
            // Bouncy Castle reports damaged ASN.1 by half a dozen unchecked exceptions; the bytes are a
            // stranger's, so each of them means the same.
            throw malformed(e);
        }
    }

    private static CertificateRequest subject(PublicKey key, RDN[] names) {
        if (names.length < 2 || names.length > MAX_NAMES || names[0].isMultiValued()) {
            throw malformed();
        }
        String purposeWord = text(names[0].getFirst().getValue());
        Collection<Role> roles = EnumSet.noneOf(Role.class);
        for (int i = 1; i < names.length; i++) {
            roles.add(Role.valueOf(text(names[i].getFirst().getValue()).toUpperCase(Locale.ROOT)));
        }
        return new CertificateRequest(
                key, CertificatePurpose.valueOf(purposeWord.toUpperCase(Locale.ROOT)), Set.copyOf(roles));
    }

    private static String text(ASN1Encodable value) {
        if (value instanceof ASN1String string) {
            return string.getString();
        }
        throw malformed();
    }

    private static IdentityException malformed() {
        return new IdentityException(Problem.MALFORMED, "not a certificate request");
    }

    private static IdentityException malformed(Exception cause) {
        return new IdentityException(Problem.MALFORMED, "not a certificate request", cause);
    }
}
