package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.isopleth.site.Role;
import org.isopleth.wire.Mutations;
import org.isopleth.wire.TestConsortium;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
    private final KeyPair pair = P256.generate(TestConsortium.RANDOM);
    private final byte[] request = CertificateRequest.make(pair, CertificatePurpose.TLS, Set.of(Role.SITE));

    @Test
    void a_request_says_which_key_for_what_and_for_which_roles() {
        CertificateRequest read = CertificateRequest.check(request);
        assertEquals(pair.getPublic(), read.key());
        assertEquals(CertificatePurpose.TLS, read.purpose());
        assertEquals(Set.of(Role.SITE), read.roles());
        Set<Role> people = Set.of(Role.SCIENTIST, Role.AUDITOR);
        assertEquals(
                people,
                CertificateRequest.check(CertificateRequest.make(pair, CertificatePurpose.SIGNING, people))
                        .roles());
    }

    @Test
    void a_request_for_somebody_elses_key_is_refused() {
        byte[] other = P256.generate(TestConsortium.RANDOM).getPublic().getEncoded();
        byte[] own = pair.getPublic().getEncoded();
        byte[] forged = request.clone();
        System.arraycopy(other, 0, forged, indexOf(request, own), own.length);
        assertEquals(
                Problem.WRONG_SIGNATURE,
                assertThrows(IdentityException.class, () -> CertificateRequest.check(forged))
                        .problem());
    }

    @Test
    void a_request_changed_from_one_role_to_another_is_refused() {
        byte[] forged = CertificateRequest.make(pair, CertificatePurpose.TLS, Set.of(Role.AUDITOR));
        byte[] word = "auditor".getBytes(StandardCharsets.US_ASCII);
        forged[indexOf(forged, word)] = 'b';
        assertThrows(IdentityException.class, () -> CertificateRequest.check(forged));
    }

    @Test
    void a_key_on_another_curve_is_refused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        byte[] p384 = CertificateRequest.make(generator.generateKeyPair(), CertificatePurpose.TLS, Set.of(Role.SITE));
        assertEquals(
                Problem.WRONG_KEY,
                assertThrows(IdentityException.class, () -> CertificateRequest.check(p384))
                        .problem());
    }

    @Test
    void points_off_the_curve_and_at_infinity_are_refused() {
        byte[] key = pair.getPublic().getEncoded();
        byte[] off = key.clone();
        off[off.length - 1] ^= 1;
        assertThrows(IdentityException.class, () -> P256.publicKey(off));
        byte[] infinity = key.clone();
        Arrays.fill(infinity, key.length - 65, key.length, (byte) 0);
        assertThrows(IdentityException.class, () -> P256.publicKey(infinity));
        byte[] hybrid = key.clone();
        hybrid[key.length - 65] = (byte) (6 + (key[key.length - 1] & 1));
        assertThrows(IdentityException.class, () -> P256.publicKey(hybrid));
    }

    @Test
    void requests_of_wrong_size_are_refused() {
        assertThrows(IdentityException.class, () -> CertificateRequest.check(new byte[0]));
        assertThrows(
                IdentityException.class,
                () -> CertificateRequest.check(Arrays.copyOf(request, CertificateRequest.MAX_BYTES + 1)));
        assertThrows(
                IdentityException.class, () -> CertificateRequest.check(Arrays.copyOf(request, request.length + 1)));
    }

    @Test
    void no_damage_is_accepted_as_another_request_or_ends_in_another_error() {
        Random random = new Random(20_261_121);
        CertificateRequest original = CertificateRequest.check(request);
        int refused = 0;
        int count = Mutations.count(1500);
        for (int i = 0; i < count; i++) {
            byte[] damaged = Mutations.damage(request, random);
            try {
                assertEquals(original, CertificateRequest.check(damaged), "mutation " + i);
            } catch (IdentityException e) {
                assertNotNull(e.problem());
                refused++;
            }
        }
        assertTrue(refused > count / 2, refused + " of " + count);
    }

    private static int indexOf(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
