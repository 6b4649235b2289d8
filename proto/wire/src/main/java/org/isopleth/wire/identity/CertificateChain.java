package org.isopleth.wire.identity;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Certificate chains as they travel inside documents: DER, leaf first. Reading one trusts nothing.
/// Stateless, thread-safe.
public final class CertificateChain {
    /// More than a leaf, an issuing authority and a root is not ours; a little room is left.
    private static final int MAX_CERTIFICATES = 5;

    private static final int MAX_BYTES = 16 * 1024;

    private CertificateChain() {}

    /// The DER bytes of each certificate.
    public static List<byte[]> encode(List<X509Certificate> chain) {
        List<byte[]> der = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                der.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read can be written", e);
            }
        }
        return der;
    }

    /// Reads each certificate.
    ///
    /// @throws IdentityException when there are none, too many, or one is not a certificate
    public static List<X509Certificate> decode(List<byte[]> der) {
        if (der.isEmpty() || der.size() > MAX_CERTIFICATES) {
            throw new IdentityException(Problem.MALFORMED, "a certificate chain has 1 to 5 certificates");
        }
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] bytes : der) {
                if (bytes.length > MAX_BYTES) {
                    throw new IdentityException(Problem.MALFORMED, "a certificate is too large");
                }
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
        } catch (CertificateException e) {
            throw new IdentityException(Problem.MALFORMED, "a certificate cannot be read", e);
        }
        return chain;
    }
}
