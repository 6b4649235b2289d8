package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.isopleth.site.Role;
import org.isopleth.wire.Mutations;
import org.isopleth.wire.TestConsortium;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.isopleth.wire.identity.SignatureCheck.Signed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final SignatureLabel LABEL = new SignatureLabel("isopleth/permit/1");
    private static final byte[] DOCUMENT = "a permit".getBytes(StandardCharsets.UTF_8);

    private final TestConsortium consortium = new TestConsortium(NOW);
    private final IdentityFolder site = consortium.member("maastro", Role.SITE, NOW);
    private final byte[] signature = site.signer().sign(LABEL, DOCUMENT);

    @ParameterizedTest
    // RFC 6979, appendix A.2.5: P-256 with SHA-256.
    @CsvSource({
        "sample, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,"
                + " F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
        "test, F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,"
                + " 019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"
    })
    void signatures_are_those_of_rfc_6979(String message, String r, String s) {
        BigInteger secret = new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16);
        byte[] signature = Signer.signRaw(secret, message.getBytes(StandardCharsets.US_ASCII));
        assertEquals(der(r, s), HexFormat.of().withUpperCase().formatHex(signature));
    }

    private static String der(String r, String s) {
        String integers = integer(r) + integer(s);
        return "30" + hex(integers.length() / 2) + integers;
    }

    private static String integer(String magnitude) {
        byte[] bytes = new BigInteger(magnitude, 16).toByteArray();
        return "02" + hex(bytes.length) + HexFormat.of().withUpperCase().formatHex(bytes);
    }

    private static String hex(int length) {
        return HexFormat.of().withUpperCase().toHexDigits((byte) length);
    }

    @Test
    void a_signature_names_its_signer() {
        Identity signer = check(LABEL, DOCUMENT, signature, site, Role.SITE);
        assertEquals("maastro", signer.siteId().name());
    }

    @Test
    void the_same_document_gets_the_same_bytes_again() {
        assertArrayEquals(signature, site.signer().sign(LABEL, DOCUMENT));
        assertFalse(Arrays.equals(signature, site.signer().sign(LABEL, new byte[0])));
    }

    @Test
    void another_document_label_or_border_between_them_is_refused() {
        assertRefused(Problem.WRONG_SIGNATURE, LABEL, new byte[0], site, Role.SITE);
        assertRefused(Problem.WRONG_SIGNATURE, new SignatureLabel("isopleth/study/1"), DOCUMENT, site, Role.SITE);
        byte[] shifted = "1a permit".getBytes(StandardCharsets.UTF_8);
        assertRefused(Problem.WRONG_SIGNATURE, new SignatureLabel("isopleth/permit/"), shifted, site, Role.SITE);
    }

    @Test
    void another_members_certificate_or_role_is_refused() {
        IdentityFolder other = consortium.member("maastro", Role.SITE, NOW);
        assertRefused(Problem.WRONG_SIGNATURE, LABEL, DOCUMENT, other, Role.SITE);
        assertRefused(Problem.WRONG_ROLE, LABEL, DOCUMENT, site, Role.SCIENTIST);
    }

    @Test
    void a_tls_key_cannot_sign_documents() {
        IdentityFolder misused = consortium.folder("maastro", Role.SITE, site.tls(), site.tls());
        byte[] signed = misused.signer().sign(LABEL, DOCUMENT);
        IdentityException e =
                assertThrows(IdentityException.class, () -> check(LABEL, DOCUMENT, signed, misused, Role.SITE));
        assertEquals(Problem.WRONG_PURPOSE, e.problem());
    }

    @Test
    void an_expired_signer_is_refused_but_its_past_signatures_stand() {
        Instant later = NOW.plus(TestConsortium.LIFE).plusSeconds(1);
        SignatureCheck checks = site.signatures();
        Signed signed = new Signed(LABEL, DOCUMENT, signature);
        IdentityException e = assertThrows(
                IdentityException.class,
                () -> checks.signer(signed, site.signing().chain(), Role.SITE, later));
        assertEquals(Problem.EXPIRED, e.problem());
        checks.signer(signed, site.signing().chain(), Role.SITE, NOW);
    }

    @Test
    void damaged_signatures_never_verify_and_never_throw() {
        Random random = new Random(11);
        var key = site.signing().certificate().getPublicKey();
        assertTrue(SignatureCheck.verifies(new Signed(LABEL, DOCUMENT, signature), key));
        for (int i = 0; i < Mutations.count(500); i++) {
            byte[] damaged = Mutations.damage(signature, random);
            assertEquals(
                    Arrays.equals(damaged, signature),
                    SignatureCheck.verifies(new Signed(LABEL, DOCUMENT, damaged), key),
                    "mutation " + i);
        }
    }

    private Identity check(SignatureLabel label, byte[] document, byte[] signature, IdentityFolder signer, Role role) {
        return consortium
                .member("checker", Role.SITE, NOW)
                .signatures()
                .signer(new Signed(label, document, signature), signer.signing().chain(), role, NOW);
    }

    private void assertRefused(
            Problem problem, SignatureLabel label, byte[] document, IdentityFolder signer, Role role) {
        IdentityException e =
                assertThrows(IdentityException.class, () -> check(label, document, signature, signer, role));
        assertEquals(problem, e.problem(), e.getMessage());
    }

    @Test
    void a_statement_is_signed_as_it_is_and_never_passes_for_a_document() throws Exception {
        byte[] statement = {0, 1, 2};
        Signature check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(site.signing().certificate().getPublicKey());
        check.update(statement);
        assertTrue(check.verify(site.signer().signStatement(statement)));
        assertThrows(IllegalArgumentException.class, () -> site.signer().signStatement(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> site.signer().signStatement(LABEL.prefix(DOCUMENT)));
    }
}
