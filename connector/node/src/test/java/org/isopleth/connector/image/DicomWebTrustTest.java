package org.isopleth.connector.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.isopleth.connector.image.ImportAccount.Outcome;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An archive over TLS is trusted by the certificates its hospital names, and by no others.
class DicomWebTrustTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String UNTRUSTED =
            "the archive at 127.0.0.1 is not trusted: see that 'trust' names its certificate authority";

    @TempDir
    Path folder;

    /// A hospital's own authority.
    private static CertificateIssuer authority() {
        Validity validity =
                new Validity(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(1)));
        CertificateIssuer root = CertificateIssuer.newRoot(P256.generate(RANDOM), "hospital", validity, RANDOM);
        return root.newIssuing(P256.generate(RANDOM), "hospital", validity);
    }

    private static SSLContext identity(CertificateIssuer authority, String host)
            throws GeneralSecurityException, IOException {
        KeyPair pair = P256.generate(RANDOM);
        Validity validity =
                new Validity(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofHours(1)));
        List<X509Certificate> chain = authority.certify(
                pair.getPublic(),
                new CertificateSubject("archive", Role.COORDINATOR, CertificatePurpose.TLS, List.of(host)),
                validity);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("archive", pair.getPrivate(), new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private Optional<Path> trust(X509Certificate certificate) throws IOException {
        Path file = Files.createTempFile(folder, "trust", ".pem");
        return Optional.of(Files.writeString(file, KeyFiles.pem(List.of(certificate))));
    }

    @Test
    void an_import_over_tls_trusts_the_named_authority_alone() throws Exception {
        CertificateIssuer authority = authority();
        CertificateIssuer stranger = authority();
        try (ServedArchive archive = ServedArchive.overTls(identity(authority, "127.0.0.1"));
                ArchiveImport hospital = new ArchiveImport(folder)) {
            archive.add(new WrittenPatient("12345", 41, "20260105", "GTVp1"));
            Path token = hospital.secret("token", ServedArchive.TOKEN);
            for (Optional<Path> other : List.of(trust(stranger.chain().getLast()), Optional.<Path>empty())) {
                assertRefused(hospital, archive, other, token);
            }
            assertTrue(archive.asked.isEmpty(), "nothing, and no login, was sent before it was trusted");
            ImageConfiguration.DicomWeb place = new ImageConfiguration.DicomWeb(
                    archive.url(), trust(authority.chain().getLast()), new ImageConfiguration.Token(token));
            assertEquals(1, hospital.run(place).series(Outcome.MEASURED));
        }
    }

    @Test
    void a_certificate_of_another_host_is_not_trusted() throws Exception {
        CertificateIssuer authority = authority();
        try (ServedArchive archive = ServedArchive.overTls(identity(authority, "elsewhere.example"));
                ArchiveImport hospital = new ArchiveImport(folder)) {
            Path token = hospital.secret("token", ServedArchive.TOKEN);
            assertRefused(hospital, archive, trust(authority.chain().getLast()), token);
        }
    }

    private static void assertRefused(ArchiveImport hospital, ServedArchive archive, Optional<Path> trust, Path token) {
        ImageConfiguration.DicomWeb place =
                new ImageConfiguration.DicomWeb(archive.url(), trust, new ImageConfiguration.Token(token));
        ImageSourceException told = assertThrows(ImageSourceException.class, () -> hospital.run(place));
        assertEquals(UNTRUSTED, told.getMessage());
    }
}
