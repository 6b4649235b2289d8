package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.TestLedger;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;
import org.isopleth.wire.identity.TrustRoot;
import org.isopleth.wire.identity.Validity;
import org.junit.jupiter.api.Test;

/// The certificates and signatures that enrolment really makes certify a ledger's key.
class EnrolledOwnerTest {
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CertificateIssuer root =
            CertificateIssuer.newRoot(P256.generate(RANDOM), "north", validity(3650), RANDOM);
    private final CertificateIssuer issuing = root.newIssuing(P256.generate(RANDOM), "north", validity(365));
    private final TestLedger ledger = new TestLedger(TestLedger.leaves(5), 5);

    @Test
    void a_site_or_the_coordinator_certifies_with_its_signing_key() throws CertificateEncodingException {
        assertSound(certify(Role.SITE, CertificatePurpose.SIGNING, "aurora"));
        assertSound(certify(Role.COORDINATOR, CertificatePurpose.SIGNING, "aurora"));
    }

    @Test
    void no_other_role_purpose_or_name_will_do() throws CertificateEncodingException {
        assertBroken(certify(Role.SCIENTIST, CertificatePurpose.SIGNING, "aurora"));
        assertBroken(certify(Role.SITE, CertificatePurpose.TLS, "aurora"));
        assertBroken(certify(Role.SITE, CertificatePurpose.SIGNING, "borealis"));
    }

    private KeyCertification certify(Role role, CertificatePurpose purpose, String name)
            throws CertificateEncodingException {
        KeyPair pair = P256.generate(RANDOM);
        List<X509Certificate> chain =
                issuing.certify(pair.getPublic(), CertificateSubject.of(name, role, purpose), validity(365));
        ECPrivateKey key = assertInstanceOf(ECPrivateKey.class, pair.getPrivate());
        Signer signer = new Signer(new KeyAndChain(key, chain));
        List<byte[]> encoded = new ArrayList<>();
        for (X509Certificate certificate : signer.chain()) {
            encoded.add(certificate.getEncoded());
        }
        return KeyCertification.make(
                TestLedger.OWNER,
                ledger.signer().verifier(),
                encoded,
                (label, document) -> signer.sign(new SignatureLabel(label), document));
    }

    private void assertSound(KeyCertification certification) {
        LedgerVerdict verdict = verify(certification);
        LedgerVerdict.Sound sound = assertInstanceOf(LedgerVerdict.Sound.class, verdict, verdict::toString);
        assertEquals(Optional.of(fingerprint()), sound.summary().rootFingerprint());
    }

    private void assertBroken(KeyCertification certification) {
        assertInstanceOf(LedgerVerdict.Broken.class, verify(certification));
    }

    private LedgerVerdict verify(KeyCertification certification) {
        ledger.files().put(KeyCertification.PATH, certification.bytes());
        return LedgerVerification.verify(ledger, new LedgerExpectations(Optional.of(fingerprint()), List.of()));
    }

    private Digest fingerprint() {
        return TrustRoot.fingerprint(root.certificate());
    }

    private static Validity validity(int days) {
        return Validity.starting(NOW, Duration.ofDays(days));
    }
}
