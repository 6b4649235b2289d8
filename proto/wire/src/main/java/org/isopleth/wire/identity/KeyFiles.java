package org.isopleth.wire.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Private keys (PKCS#8) and certificate chains (X.509) as PEM files, and certificates as DER.
/// Stateless, thread-safe.
public final class KeyFiles {
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private KeyFiles() {}

    /// Writes the key for its owner alone.
    public static void writePrivateKey(Path file, PrivateKey key, SecureRandom random) {
        OwnerOnlyFiles.write(
                file, Pem.write(PRIVATE_KEY, key.getEncoded()).getBytes(StandardCharsets.US_ASCII), random);
    }

    /// Reads one P-256 private key.
    ///
    /// @throws IdentityException naming the file
    public static ECPrivateKey readPrivateKey(Path file) {
        byte[] text = OwnerOnlyFiles.read(file, Pem.MAX_BYTES);
        return naming(file, () -> {
            List<byte[]> blocks = Pem.read(PRIVATE_KEY, text);
            if (blocks.size() != 1) {
                throw new IdentityException(Problem.MALFORMED, "more than one private key");
            }
            return P256.privateKey(blocks.getFirst());
        });
    }

    /// Writes a chain, leaf first.
    public static void writeCertificates(Path file, List<X509Certificate> chain, SecureRandom random) {
        OwnerOnlyFiles.write(file, pem(chain).getBytes(StandardCharsets.US_ASCII), random);
    }

    /// Reads a chain, leaf first.
    ///
    /// @throws IdentityException naming the file
    public static List<X509Certificate> readCertificates(Path file) {
        byte[] text = OwnerOnlyFiles.read(file, Pem.MAX_BYTES);
        return naming(file, () -> parsePem(text));
    }

    /// A chain as PEM text.
    public static String pem(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        chain.forEach(certificate -> text.append(Pem.write(CERTIFICATE, der(certificate))));
        return text.toString();
    }

    /// A chain from PEM text.
    public static List<X509Certificate> parsePem(byte[] text) {
        return Pem.read(CERTIFICATE, text).stream().map(KeyFiles::certificate).toList();
    }

    /// The DER bytes of a certificate.
    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IdentityException(Problem.MALFORMED, "a certificate has no encoding", e);
        }
    }

    /// The DER bytes of each certificate.
    public static List<byte[]> der(List<X509Certificate> chain) {
        return chain.stream().map(KeyFiles::der).toList();
    }

    /// Reads one certificate, which must fill the bytes exactly.
    ///
    /// @throws IdentityException when it is not one
    public static X509Certificate certificate(byte[] der) {
        ByteArrayInputStream input = new ByteArrayInputStream(der);
        try {
            if (der.length > 0
                    // The factory also takes PEM; only a DER SEQUENCE is wanted here.
                    && der[0] == 0x30
                    && CertificateFactory.getInstance("X.509").generateCertificate(input) instanceof X509Certificate x
                    && input.available() == 0) {
                return x;
            }
        } catch (CertificateException e) {
            throw new IdentityException(Problem.MALFORMED, "not an X.509 certificate", e);
        }
        throw new IdentityException(Problem.MALFORMED, "not an X.509 certificate");
    }

    /// Reads each certificate.
    public static List<X509Certificate> certificates(List<byte[]> ders) {
        List<X509Certificate> chain = new ArrayList<>();
        ders.forEach(der -> chain.add(certificate(der)));
        return List.copyOf(chain);
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T naming(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IdentityException e) {
            throw new IdentityException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }
}
