package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.isopleth.site.Role;
import org.isopleth.wire.Mutations;
import org.isopleth.wire.TestConsortium;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path folder;

    private final KeyPair pair = P256.generate(TestConsortium.RANDOM);
    private final List<X509Certificate> chain = new TestConsortium(NOW)
            .keys(CertificateSubject.of("maastro", Role.SITE, CertificatePurpose.TLS), NOW)
            .chain();

    @Test
    void keys_and_chains_are_read_as_they_were_written() {
        Path key = folder.resolve("a.key");
        Path pem = folder.resolve("a.pem");
        KeyFiles.writePrivateKey(key, pair.getPrivate(), TestConsortium.RANDOM);
        KeyFiles.writeCertificates(pem, chain, TestConsortium.RANDOM);
        assertEquals(pair.getPrivate(), KeyFiles.readPrivateKey(key));
        assertEquals(chain, KeyFiles.readCertificates(pem));
        assertTrue(P256.matches(KeyFiles.readPrivateKey(key), pair.getPublic()));
    }

    @Test
    void files_are_for_their_owner_and_leave_nothing_beside_them() throws IOException {
        Path key = folder.resolve("a.key");
        KeyFiles.writePrivateKey(key, pair.getPrivate(), TestConsortium.RANDOM);
        KeyFiles.writePrivateKey(key, pair.getPrivate(), TestConsortium.RANDOM);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(key), files.toList());
        }
        Path inner = folder.resolve("x/y");
        OwnerOnlyFiles.createFolder(inner);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)));
    }

    @Test
    void a_file_that_cannot_be_written_leaves_the_old_one() throws IOException {
        Path target = folder.resolve("taken");
        Files.createDirectories(target.resolve("inside"));
        assertThrows(
                UncheckedIOException.class, () -> OwnerOnlyFiles.write(target, new byte[1], TestConsortium.RANDOM));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(target), files.toList());
        }
    }

    @Test
    void a_key_others_can_read_is_refused_with_its_name_and_the_remedy() throws IOException {
        Path key = folder.resolve("a.key");
        KeyFiles.writePrivateKey(key, pair.getPrivate(), TestConsortium.RANDOM);
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            IdentityException e = assertThrows(IdentityException.class, () -> KeyFiles.readPrivateKey(key));
            assertEquals(Problem.FILE_EXPOSED, e.problem());
            String line = String.valueOf(e.getMessage());
            assertTrue(
                    line.contains(key.toString())
                            && line.contains("chmod 600")
                            && line.lines().count() == 1,
                    line);
        }
    }

    @Test
    void a_missing_file_is_named() {
        Path key = folder.resolve("none.key");
        IdentityException e = assertThrows(IdentityException.class, () -> KeyFiles.readPrivateKey(key));
        assertEquals(Problem.FILE_MISSING, e.problem());
        assertEquals(key + " is missing", e.getMessage());
    }

    @Test
    void text_around_the_blocks_is_refused() {
        String pem = KeyFiles.pem(chain);
        assertEquals(chain, KeyFiles.parsePem(pem.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)));
        for (String wrong : List.of(
                "",
                "hello\n" + pem,
                pem + "hello",
                pem.substring(0, pem.length() - 3),
                pem.replaceFirst("-----BEGIN", "-----BEGIN X"),
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                " ".repeat(Pem.MAX_BYTES + 1))) {
            assertThrows(
                    IdentityException.class, () -> KeyFiles.parsePem(wrong.getBytes(StandardCharsets.US_ASCII)), wrong);
        }
    }

    @Test
    void damaged_chains_are_refused_or_read_alike_and_nothing_else_happens() {
        byte[] pem = KeyFiles.pem(chain).getBytes(StandardCharsets.US_ASCII);
        byte[] der = KeyFiles.der(chain.getFirst());
        Random random = new Random(7);
        int count = Mutations.count(2000);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            try {
                KeyFiles.parsePem(Mutations.damage(pem, random));
            } catch (IdentityException e) {
                assertNotNull(e.problem());
                refused++;
            }
            refused += damagedCertificateIsRefused(Mutations.damage(der, random), i);
        }
        assertTrue(refused > count, refused + " of " + 2 * count);
    }

    /// A damaged certificate that still parses must not verify, unless it is the same one.
    private int damagedCertificateIsRefused(byte[] damaged, int mutation) {
        try {
            X509Certificate certificate = KeyFiles.certificate(damaged);
            List<X509Certificate> path = List.of(certificate, chain.get(1), chain.get(2));
            TrustRoot root = TrustRoot.of(chain.getLast());
            assertEquals(
                    root.verify(chain, CertificatePurpose.TLS, NOW), root.verify(path, CertificatePurpose.TLS, NOW));
            assertArrayEquals(KeyFiles.der(chain.getFirst()), damaged, "mutation " + mutation);
            return 0;
        } catch (IdentityException e) {
            return 1;
        }
    }

    @Test
    void damaged_private_keys_are_refused_and_nothing_else_happens() {
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        Random random = new Random(8);
        for (int i = 0; i < Mutations.count(2000); i++) {
            byte[] damaged = Mutations.damage(pkcs8, random);
            try {
                assertNotNull(P256.privateKey(damaged));
            } catch (IdentityException e) {
                assertEquals(Problem.WRONG_KEY, e.problem());
            }
        }
    }
}
