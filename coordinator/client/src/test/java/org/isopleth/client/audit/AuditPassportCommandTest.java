package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandErrors;
import org.isopleth.site.Role;
import org.isopleth.study.Passport;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.SignedPassport;
import org.isopleth.wire.identity.Signer;
import org.isopleth.wire.identity.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// An auditor sees offline whose passport a file is, and is never shown one whose signature does not hold.
class AuditPassportCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CertificateIssuer root =
            CertificateIssuer.newRoot(P256.generate(RANDOM), "north", validity(3650), RANDOM);
    private final Signer aurora = signer();

    private static Validity validity(int days) {
        return new Validity(NOW.minus(Duration.ofMinutes(5)), NOW.plus(Duration.ofDays(days)));
    }

    private Signer signer() {
        KeyPair pair = P256.generate(RANDOM);
        CertificateIssuer issuing = root.newIssuing(P256.generate(RANDOM), "north", validity(365));
        ECPrivateKey key = assertInstanceOf(ECPrivateKey.class, pair.getPrivate());
        CertificateSubject subject = CertificateSubject.of("aurora", Role.SITE, CertificatePurpose.SIGNING);
        return new Signer(new KeyAndChain(key, issuing.certify(pair.getPublic(), subject, validity(365))));
    }

    private int run(Json document) throws IOException {
        Path file = Files.write(folder.resolve("passport.json"), CanonicalJson.bytes(document));
        CommandLine command = new CommandLine(new AuditPassportCommand(() -> NOW))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        CommandErrors.handle(command, folder.resolve("fault.log"));
        return command.execute(file.toString());
    }

    private static Passport passport(int passed) {
        return new Passport("isopleth-radiomics 0.1.0", passed, 482, Digest.of("values"));
    }

    @Test
    void a_signed_passport_names_its_site_and_what_was_met() throws IOException {
        assertEquals(0, run(SignedPassport.of(passport(482), aurora).json()), err.toString());
        assertTrue(out.toString().contains("signed by    aurora\n"), out.toString());
        assertTrue(out.toString().contains("isopleth-radiomics 0.1.0: 482 of 482"), out.toString());
    }

    @Test
    void a_missed_reference_value_is_another_exit_code() throws IOException {
        assertEquals(1, run(SignedPassport.of(passport(481), aurora).json()), err.toString());
    }

    @Test
    void a_changed_passport_is_refused_in_one_line() throws IOException {
        SignedPassport honest = SignedPassport.of(passport(481), aurora);
        assertEquals(2, run(new SignedPassport(passport(482), honest.chain(), honest.signature()).json()));
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count());
        assertTrue(err.toString().contains("signature does not hold"), err.toString());
    }

    @Test
    void another_document_is_refused_in_one_line() throws IOException {
        assertEquals(2, run(passport(482).json()));
        assertTrue(err.toString().contains("is no signed passport"), err.toString());
    }
}
