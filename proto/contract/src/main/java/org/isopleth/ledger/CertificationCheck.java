package org.isopleth.ledger;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;

/// Decides whether a ledger's key belongs to the owner it names: signature, certificate path (RFC
/// 5280), owner's name, root. Needs no clock: an audit may come decades later, so the path must have
/// been valid at the first moment when all of its certificates were. Immutable, thread-safe.
///
/// @param problems what is wrong, in words; empty when the key is certified
/// @param rootFingerprint SHA-256 of the root certificate's DER form, once the chain to it verified
record CertificationCheck(List<String> problems, Optional<Digest> rootFingerprint) {
    /// Owner, issuers and root; more is not a consortium's.
    private static final int MAX_CHAIN = 6;
    /// The field size of P-256 in bits.
    private static final int P256_BITS = 256;
    /// GeneralName's choice of a URI (RFC 5280, section 4.2.1.6).
    private static final int URI_NAME = 6;
    /// Who keeps a ledger.
    private static final List<String> PROGRAMS = List.of("site", "coordinator");

    CertificationCheck {
        problems = List.copyOf(problems);
    }

    /// Checks `certification`.
    ///
    /// @param expectedRoot the root fingerprint the auditor trusts, if given
    static CertificationCheck of(KeyCertification certification, Optional<Digest> expectedRoot) {
        List<byte[]> chain =
                certification.chain().stream().map(StrictBase64::decode).toList();
        if (chain.size() < 2 || chain.size() > MAX_CHAIN) {
            return failed("the chain has 2 to " + MAX_CHAIN + " certificates");
        }
        List<X509Certificate> certificates;
        try {
            certificates = parse(chain);
        } catch (CertificateException e) {
            return failed("a certificate of the chain cannot be read");
        }
        X509Certificate leaf = certificates.getFirst();
        byte[] signature = StrictBase64.decode(certification.signature());
        if (!signs(leaf.getPublicKey(), certification.signedBytes(), signature)) {
            return failed("the owner's signature over the ledger's key and certificates is wrong");
        }
        // What an unverified certificate says is not worth reading, and may not be readable.
        Optional<String> pathProblem = pathProblem(certificates);
        if (pathProblem.isPresent()) {
            return failed(pathProblem.get());
        }
        List<String> problems = new ArrayList<>();
        if (!speaksFor(leaf, certification.owner())) {
            problems.add("the first certificate is not the owner's for signing");
        }
        Digest root = Digest.of(chain.getLast());
        if (expectedRoot.isPresent() && !expectedRoot.get().equals(root)) {
            problems.add("the chain ends at another root than the expected one");
        }
        return new CertificationCheck(problems, Optional.of(root));
    }

    /// The public key of the first certificate of a chain.
    static Optional<byte[]> firstKey(List<String> chain) {
        try {
            return parse(chain.stream().limit(1).map(StrictBase64::decode).toList()).stream()
                    .findFirst()
                    .map(certificate -> certificate.getPublicKey().getEncoded());
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static CertificationCheck failed(String problem) {
        return new CertificationCheck(List.of(problem), Optional.empty());
    }

    private static List<X509Certificate> parse(List<byte[]> chain) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : chain) {
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            if (!Arrays.equals(der, certificate.getEncoded())) {
                throw new CertificateException("more than a certificate");
            }
            certificates.add(certificate);
        }
        return certificates;
    }

    /// Validates every link, and the root's own signature, which path validation takes for granted.
    private static Optional<String> pathProblem(List<X509Certificate> certificates) {
        X509Certificate root = certificates.getLast();
        try {
            root.verify(root.getPublicKey());
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            // Revocation is told by signed rosters, not by lists inside the chain.
            parameters.setRevocationEnabled(false);
            parameters.setDate(certificates.stream()
                    .map(X509Certificate::getNotBefore)
                    .max(Date::compareTo)
                    .orElseThrow());
            List<X509Certificate> path = certificates.subList(0, certificates.size() - 1);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of("the certificate chain is broken at certificate " + (e.getIndex() + 1));
        } catch (InvalidAlgorithmParameterException e) {
            return Optional.of("the root certificate cannot anchor a chain");
        } catch (GeneralSecurityException e) {
            return Optional.of("the certificate chain does not verify");
        }
    }

    /// Whether the certificate's only URI names `owner` as a program of the consortium, for signing.
    private static boolean speaksFor(X509Certificate certificate, String owner) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElseGet(List::of);
            List<String> uris = names.stream()
                    .filter(name -> Integer.valueOf(URI_NAME).equals(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return PROGRAMS.stream()
                    .map(role -> List.of("urn:isopleth:" + role + ":" + owner + ":signing"))
                    .anyMatch(uris::equals);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean signs(PublicKey key, byte[] message, byte[] signature) {
        if (!(key instanceof ECPublicKey ec)
                || ec.getParams().getCurve().getField().getFieldSize() != P256_BITS
                || !shortest(signature)) {
            return false;
        }
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(key);
            ecdsa.update(message);
            return ecdsa.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of the wrong form verifies nothing.
            return false;
        }
    }

    /// Whether an ECDSA signature is DER in its one shortest spelling, so that no byte can change unseen:
    /// a sequence (30) of two integers (02), all lengths below 128.
    private static boolean shortest(byte[] der) {
        if (der.length < 8 || der[0] != 0x30 || der[1] != der.length - 2) {
            return false;
        }
        int second = 4 + der[3];
        return der[2] == 2
                && der[3] > 0
                && second + 2 < der.length
                && der[second] == 2
                && der[second + 1] == der.length - second - 2
                && shortestInteger(der, 4, second)
                && shortestInteger(der, second + 2, der.length);
    }

    private static boolean shortestInteger(byte[] der, int from, int to) {
        BigInteger value = new BigInteger(der, from, to - from);
        return value.signum() > 0 && value.toByteArray().length == to - from;
    }
}
