package org.isopleth.wire.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.wire.identity.IdentityException.Problem;

/// A consortium's root certificate, and what follows from trusting it. Paths are validated as RFC 5280,
/// section 6, by the JDK; revocation is not consulted, since certificates are short-lived and no
/// hospital can be asked to reach a responder. Immutable, thread-safe.
public final class TrustRoot {
    /// Leaf, issuing authority, root.
    private static final int MAX_CHAIN = 3;

    private static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";

    private final X509Certificate certificate;

    private TrustRoot(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /// Trusts `certificate`.
    ///
    /// @throws IdentityException when it is not a self-signed authority on P-256
    public static TrustRoot of(X509Certificate certificate) {
        try {
            requireSuite(certificate);
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Problem.UNTRUSTED, "the root certificate is not signed by itself", e);
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new IdentityException(Problem.UNTRUSTED, "the root certificate is not one of an authority");
        }
        return new TrustRoot(certificate);
    }

    /// SHA-256 over a certificate's DER, as `openssl x509 -fingerprint -sha256` prints it.
    public static Digest fingerprint(X509Certificate certificate) {
        return Digest.of(KeyFiles.der(certificate));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// The fingerprint that members compare over the telephone.
    public Digest fingerprint() {
        return fingerprint(certificate);
    }

    /// Whom the leaf of `chain` speaks for, at the instant `at`.
    ///
    /// @param chain leaf first; the root itself may be left out
    /// @throws IdentityException when the path, a date, the purpose or a key is wrong
    public Identity verify(List<X509Certificate> chain, CertificatePurpose purpose, Instant at) {
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new IdentityException(Problem.UNTRUSTED, "a chain has two or three certificates");
        }
        chain.forEach(TrustRoot::requireSuite);
        List<X509Certificate> path = chain.getLast().equals(certificate) ? chain.subList(0, chain.size() - 1) : chain;
        if (path.isEmpty()) {
            throw new IdentityException(Problem.WRONG_PURPOSE, "the root certificate speaks for nobody");
        }
        validate(path, at);
        return CertificateReader.read(path.getFirst(), purpose);
    }

    private void validate(List<X509Certificate> path, Instant at) {
        try {
            // PKIX takes the anchor as given; its dates are ours to check.
            certificate.checkValidity(Date.from(at));
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(Set.of(anchor()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
        } catch (CertificateExpiredException e) {
            throw expired(certificate, e);
        } catch (CertificateNotYetValidException e) {
            throw notYetValid(certificate, e);
        } catch (CertPathValidatorException e) {
            throw explain(e, path);
        } catch (GeneralSecurityException e) {
            throw untrusted(e);
        }
    }

    private static IdentityException explain(CertPathValidatorException e, List<X509Certificate> path) {
        X509Certificate at = path.get(Math.max(0, e.getIndex()));
        if (e.getReason() == BasicReason.EXPIRED) {
            return expired(at, e);
        }
        return e.getReason() == BasicReason.NOT_YET_VALID ? notYetValid(at, e) : untrusted(e);
    }

    private static IdentityException expired(X509Certificate certificate, Exception cause) {
        return new IdentityException(
                Problem.EXPIRED,
                "the certificate of " + subject(certificate) + " expired on "
                        + certificate.getNotAfter().toInstant(),
                cause);
    }

    private static IdentityException notYetValid(X509Certificate certificate, Exception cause) {
        return new IdentityException(
                Problem.NOT_YET_VALID,
                "the certificate of " + subject(certificate) + " is not valid before "
                        + certificate.getNotBefore().toInstant() + ": compare both machines' clocks",
                cause);
    }

    private static IdentityException untrusted(Exception cause) {
        return new IdentityException(
                Problem.UNTRUSTED, "the certificate is not one of this consortium's authority", cause);
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    TrustAnchor anchor() {
        return new TrustAnchor(certificate, null);
    }

    private static void requireSuite(X509Certificate certificate) {
        if (!SIGNATURE_ALGORITHM.equals(certificate.getSigAlgName())) {
            throw new IdentityException(Problem.UNTRUSTED, "a certificate is not signed by ECDSA with SHA-256");
        }
        P256.check(certificate.getPublicKey().getEncoded());
    }
}
