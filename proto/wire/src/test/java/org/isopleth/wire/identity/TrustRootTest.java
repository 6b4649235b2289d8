package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.site.Role;
import org.isopleth.wire.TestConsortium;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrustRootTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final TestConsortium consortium = new TestConsortium(NOW);
    private final CertificateSubject subject = CertificateSubject.of("maastro", Role.SITE, CertificatePurpose.TLS);
    private final KeyAndChain site = consortium.keys(subject, NOW);

    @ParameterizedTest
    @EnumSource
    void a_member_is_known_by_name_role_and_key(Role role) {
        IdentityFolder member = consortium.member("maastro", role, NOW);
        Identity tls = consortium.trust.verify(member.tls().chain(), CertificatePurpose.TLS, NOW);
        assertEquals("maastro", tls.name());
        assertEquals(role, tls.role());
        assertEquals(P256.fingerprint(member.tls().certificate().getPublicKey()), tls.key());
        Identity signing = consortium.trust.verify(member.signing().chain(), CertificatePurpose.SIGNING, NOW);
        assertTrue(signing.sameMember(tls));
    }

    @Test
    void the_root_may_be_left_out_of_the_chain() {
        assertEquals(
                consortium.trust.verify(site.chain(), CertificatePurpose.TLS, NOW),
                consortium.trust.verify(site.chain().subList(0, 2), CertificatePurpose.TLS, NOW));
    }

    @Test
    void a_certificate_of_one_purpose_is_refused_for_the_other() {
        IdentityFolder member = consortium.member("maastro", Role.SITE, NOW);
        assertProblem(Problem.WRONG_PURPOSE, member.tls().chain(), CertificatePurpose.SIGNING, NOW);
        assertProblem(Problem.WRONG_PURPOSE, member.signing().chain(), CertificatePurpose.TLS, NOW);
    }

    @Test
    void both_ends_of_the_validity_are_kept_to_the_second() {
        Instant until = NOW.plus(TestConsortium.LIFE);
        Instant from = site.certificate().getNotBefore().toInstant();
        consortium.trust.verify(site.chain(), CertificatePurpose.TLS, from);
        consortium.trust.verify(site.chain(), CertificatePurpose.TLS, until);
        assertProblem(Problem.NOT_YET_VALID, site.chain(), CertificatePurpose.TLS, from.minusSeconds(1));
        assertProblem(Problem.EXPIRED, site.chain(), CertificatePurpose.TLS, until.plusSeconds(1));
    }

    @Test
    void an_expired_root_or_issuing_authority_certifies_nobody() {
        Instant later = NOW.plus(Duration.ofDays(3654));
        assertProblem(Problem.EXPIRED, site.chain(), CertificatePurpose.TLS, later);
    }

    @Test
    void no_certificate_outlives_its_issuer() {
        Instant nearTheEnd = NOW.plus(Duration.ofDays(3650));
        X509Certificate certificate = consortium.keys(subject, nearTheEnd).certificate();
        assertEquals(consortium.issuing.certificate().getNotAfter(), certificate.getNotAfter());
    }

    @Test
    void another_consortiums_certificate_is_refused() {
        TestConsortium other = new TestConsortium(NOW);
        List<X509Certificate> foreign = other.keys(subject, NOW).chain();
        assertProblem(Problem.UNTRUSTED, foreign, CertificatePurpose.TLS, NOW);
        // The same leaf under our issuing authority's name and our root.
        List<X509Certificate> mixed =
                List.of(foreign.getFirst(), consortium.issuing.certificate(), consortium.root.certificate());
        assertProblem(Problem.UNTRUSTED, mixed, CertificatePurpose.TLS, NOW);
    }

    @Test
    void a_member_cannot_certify_others() {
        CertificateIssuer rogue = new CertificateIssuer(site.key(), site.chain().subList(0, 2), TestConsortium.RANDOM);
        KeyPair pair = P256.generate(TestConsortium.RANDOM);
        List<X509Certificate> chain =
                rogue.certify(pair.getPublic(), subject, Validity.starting(NOW, Duration.ofDays(1)));
        assertEquals(3, chain.size());
        assertProblem(Problem.UNTRUSTED, chain, CertificatePurpose.TLS, NOW);
    }

    @Test
    void the_issuing_authority_cannot_make_another() {
        CertificateIssuer second = consortium.issuing.newIssuing(
                P256.generate(TestConsortium.RANDOM), "second", Validity.starting(NOW, Duration.ofDays(300)));
        KeyPair pair = P256.generate(TestConsortium.RANDOM);
        List<X509Certificate> chain =
                second.certify(pair.getPublic(), subject, Validity.starting(NOW, Duration.ofDays(1)));
        assertEquals(4, chain.size());
        assertProblem(Problem.UNTRUSTED, chain.subList(0, 3), CertificatePurpose.TLS, NOW);
        assertProblem(Problem.UNTRUSTED, chain, CertificatePurpose.TLS, NOW);
    }

    @Test
    void authorities_speak_for_nobody() {
        List<X509Certificate> authorities = consortium.issuing.chain();
        assertProblem(Problem.MALFORMED, authorities, CertificatePurpose.TLS, NOW);
        assertProblem(Problem.WRONG_PURPOSE, List.of(consortium.root.certificate()), CertificatePurpose.TLS, NOW);
        assertProblem(Problem.UNTRUSTED, List.of(), CertificatePurpose.TLS, NOW);
    }

    @Test
    void only_a_self_signed_authority_is_a_root() {
        for (X509Certificate wrong : new ArrayList<>(List.of(site.certificate(), consortium.issuing.certificate()))) {
            assertThrows(IdentityException.class, () -> TrustRoot.of(wrong));
        }
    }

    @Test
    void a_client_certificate_is_not_one_of_a_server_nor_the_reverse() throws Exception {
        assertEquals(List.of(CertificatePurpose.CLIENT_AUTH), site.certificate().getExtendedKeyUsage());
        IdentityFolder coordinator = consortium.member("coordinator", Role.COORDINATOR, NOW);
        assertEquals(
                List.of(CertificatePurpose.SERVER_AUTH),
                coordinator.tls().certificate().getExtendedKeyUsage());
        assertEquals(
                List.of(CertificatePurpose.DOCUMENT_SIGNING),
                coordinator.signing().certificate().getExtendedKeyUsage());
    }

    private void assertProblem(Problem expected, List<X509Certificate> chain, CertificatePurpose purpose, Instant at) {
        IdentityException e = assertThrows(IdentityException.class, () -> consortium.trust.verify(chain, purpose, at));
        assertEquals(expected, e.problem(), e.getMessage());
    }
}
