package org.isopleth.wire.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.isopleth.site.Role;
import org.isopleth.wire.TestConsortium;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path work;

    private final TestConsortium consortium = new TestConsortium(NOW);
    private final IdentityFolder identity = consortium.member("maastro", Role.SITE, NOW);

    @BeforeEach
    void write() {
        identity.create(work, TestConsortium.RANDOM);
    }

    @Test
    void it_is_read_as_it_was_written() {
        IdentityFolder read = IdentityFolder.open(work, NOW);
        assertEquals(identity.membership(), read.membership());
        assertEquals(identity.tls(), read.tls());
        assertEquals(identity.signing(), read.signing());
        assertEquals(identity.root().fingerprint(), read.root().fingerprint());
    }

    @Test
    void every_file_is_for_its_owner_alone() throws IOException {
        Path folder = work.resolve("identity");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        try (var files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(6, all.size());
            for (Path file : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        try (var beside = Files.list(work)) {
            assertEquals(List.of(folder), beside.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consortium.json", "root.pem", "tls.pem", "tls.key", "signing.pem", "signing.key"})
    void each_missing_exposed_or_damaged_file_is_named_in_one_line(String name) throws IOException {
        Path file = work.resolve("identity").resolve(name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(Problem.FILE_EXPOSED, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "damaged");
        assertRefused(Problem.MALFORMED, file);
        Files.delete(file);
        assertRefused(Problem.FILE_MISSING, file);
    }

    @Test
    void an_open_folder_is_refused() throws IOException {
        Path folder = work.resolve("identity");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertRefused(Problem.FILE_EXPOSED, folder);
    }

    @Test
    void an_expired_certificate_is_refused_with_file_date_and_remedy() {
        Instant later = NOW.plus(TestConsortium.LIFE).plusSeconds(1);
        IdentityException e = assertThrows(IdentityException.class, () -> IdentityFolder.open(work, later));
        assertEquals(Problem.EXPIRED, e.problem());
        String line = String.valueOf(e.getMessage());
        assertTrue(line.contains(work.resolve("identity/tls.pem").toString()), line);
        assertTrue(line.contains("expired on 2026-12-21T08:00:00Z"), line);
        assertTrue(line.contains("ask for a new invite"), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void a_key_of_somebody_else_is_refused() {
        KeyAndChain other = consortium.member("other", Role.SITE, NOW).tls();
        KeyFiles.writePrivateKey(work.resolve("identity/tls.key"), other.key(), TestConsortium.RANDOM);
        assertRefused(Problem.WRONG_KEY, work.resolve("identity/tls.key"));
        KeyFiles.writeCertificates(work.resolve("identity/tls.pem"), other.chain(), TestConsortium.RANDOM);
        assertRefused(Problem.WRONG_ROLE, work.resolve("identity/tls.pem"));
    }

    @Test
    void another_root_than_the_pinned_one_is_refused() {
        Path root = work.resolve("identity/root.pem");
        KeyFiles.writeCertificates(root, List.of(new TestConsortium(NOW).root.certificate()), TestConsortium.RANDOM);
        assertRefused(Problem.UNTRUSTED, root);
    }

    @Test
    void the_two_certificates_cannot_be_exchanged() {
        KeyFiles.writePrivateKey(
                work.resolve("identity/tls.key"), identity.signing().key(), TestConsortium.RANDOM);
        KeyFiles.writeCertificates(
                work.resolve("identity/tls.pem"), identity.signing().chain(), TestConsortium.RANDOM);
        assertRefused(Problem.WRONG_PURPOSE, work.resolve("identity/tls.pem"));
    }

    @Test
    void a_folder_that_belongs_to_a_consortium_is_not_overwritten() {
        IdentityFolder other = new TestConsortium(NOW).member("other", Role.SITE, NOW);
        IdentityException e = assertThrows(IdentityException.class, () -> other.create(work, TestConsortium.RANDOM));
        assertEquals(Problem.FOLDER_TAKEN, e.problem());
        String line = String.valueOf(e.getMessage());
        assertTrue(
                line.contains("site maastro")
                        && line.contains(consortium.trust.fingerprint().hex()),
                line);
        assertEquals("maastro", IdentityFolder.open(work, NOW).membership().name());
    }

    @Test
    void a_folder_without_identity_says_to_enrol() {
        Path empty = work.resolve("empty");
        IdentityException e = assertThrows(IdentityException.class, () -> IdentityFolder.open(empty, NOW));
        assertEquals(empty + " holds no identity: enrol with an invite first", e.getMessage());
        assertFalse(Files.exists(empty));
    }

    private void assertRefused(Problem problem, Path named) {
        IdentityException e = assertThrows(IdentityException.class, () -> IdentityFolder.open(work, NOW));
        String line = String.valueOf(e.getMessage());
        assertEquals(problem, e.problem(), line);
        assertTrue(line.contains(named.toString()), line);
        assertEquals(line.indexOf(named.toString()), line.lastIndexOf(named.toString()), line);
        assertEquals(1, line.lines().count(), line);
    }
}
