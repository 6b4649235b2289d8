package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.site.Role;
import org.isopleth.study.Passport;
import org.isopleth.wire.TestConsortium;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.junit.jupiter.api.Test;

/// Whoever knows the consortium's root can tell offline which site signed a passport.
class SignedPassportTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Passport PASSPORT = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));

    private final TestConsortium consortium = new TestConsortium(NOW);
    private final IdentityFolder site = consortium.member("aurora", Role.SITE, NOW);
    private final SignedPassport signed = SignedPassport.of(PASSPORT, site.signer());

    @Test
    void the_signature_holds_under_the_sites_certificate_after_a_journey_as_bytes() {
        SignedPassport received = SignedPassport.read(
                CanonicalJson.parse(CanonicalJson.bytes(signed.json())).asObject());
        assertEquals(signed, received);
        Identity signer = received.signer(site.root(), NOW);
        assertEquals("aurora", signer.name());
        assertEquals(Role.SITE, signer.role());
    }

    @Test
    void another_passport_under_the_signature_is_refused() {
        Passport better = new Passport("isopleth-radiomics 0.2.0", 482, 482, Digest.of("values"));
        assertProblem(Problem.WRONG_SIGNATURE, new SignedPassport(better, signed.chain(), signed.signature()), NOW);
    }

    @Test
    void who_is_no_site_signs_no_passport() {
        IdentityFolder scientist = consortium.member("dr-jansen", Role.SCIENTIST, NOW);
        assertProblem(Problem.WRONG_ROLE, SignedPassport.of(PASSPORT, scientist.signer()), NOW);
    }

    @Test
    void another_consortiums_site_and_an_expired_certificate_are_refused() {
        IdentityFolder stranger = new TestConsortium(NOW).member("aurora", Role.SITE, NOW);
        assertThrows(
                IdentityException.class,
                () -> SignedPassport.of(PASSPORT, stranger.signer()).signer(site.root(), NOW));
        assertThrows(IdentityException.class, () -> signed.signer(site.root(), NOW.plus(Duration.ofDays(36_500))));
    }

    @Test
    void a_file_of_another_form_is_no_signed_passport() {
        Json.Obj json = Json.object()
                .with("certificates", signed.json().get("certificates"))
                .with("document", PASSPORT.json())
                .with("signature", "not base 64")
                .build();
        assertThrows(JsonException.class, () -> SignedPassport.read(json));
    }

    private void assertProblem(Problem problem, SignedPassport passport, Instant at) {
        IdentityException refused = assertThrows(IdentityException.class, () -> passport.signer(site.root(), at));
        assertEquals(problem, refused.problem());
    }
}
