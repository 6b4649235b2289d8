package org.isopleth.connector.cohort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Column;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortVaultTest {
    private static final Digest STUDY = Digest.of("study");
    private static final Passport PASSPORT = new Passport("isopleth-radiomics 0.1.0", 482, 482, Digest.of("values"));
    private static final Readiness READY = new Readiness(
            CohortSize.UNDER_10,
            List.of(new Readiness.Finding(Readiness.Cause.UNMEASURED, "age", "")),
            Optional.of(PASSPORT));
    private static final Instant DUE = Instant.parse("2027-01-01T00:00:00Z");
    private static final AnalysisTable TABLE = new AnalysisTable(
            3,
            List.of(
                    new Column.Numeric("age", new double[] {62.25, Double.NaN, -0.0}),
                    new Column.Categorical("sex", List.of("male", "Größe"), new int[] {1, -1, 0})));

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private CohortVault vault;

    @BeforeEach
    void open() {
        vault = vault("key");
    }

    private CohortVault vault(String key) {
        return new CohortVault(folder.resolve("cohorts"), SiteSecret.openOrCreate(folder.resolve(key), random), random);
    }

    private Path file() {
        return folder.resolve("cohorts").resolve(STUDY.hex() + ".cohort");
    }

    @Test
    void a_frozen_table_comes_back_bit_by_bit() {
        FrozenCohort cohort = vault.freeze(STUDY, TABLE, READY, DUE);
        assertEquals(Optional.of(cohort), vault("key").find(STUDY));
        assertEquals(Digest.of(TableBytes.write(TABLE)), cohort.table());
        assertArrayEquals(TableBytes.write(TABLE), TableBytes.write(vault("key").table(STUDY)));
        assertEquals(Optional.empty(), vault.find(Digest.of("another")));
        assertThrows(CohortException.class, () -> vault.table(Digest.of("another")));
    }

    @Test
    void what_is_frozen_stays_whatever_the_data_say_later() {
        FrozenCohort cohort = vault.freeze(STUDY, TABLE, READY, DUE);
        AnalysisTable later = TABLE.select(new int[] {0});
        Readiness other = new Readiness(CohortSize.FROM_50, List.of());
        assertEquals(cohort, vault.freeze(STUDY, later, other, DUE.plusSeconds(9)));
        assertEquals(3, vault.table(STUDY).rows());
        assertEquals(Optional.of(READY), vault("key").find(STUDY).orElseThrow().readiness());
    }

    @Test
    void what_the_first_release_froze_is_read_and_frozen_anew_when_it_was_not_answered() throws IOException {
        vault("key");
        copy("site.secret", folder.resolve("key"));
        copy("table.cohort", file());
        vault = vault("key");
        FrozenCohort first = vault.find(STUDY).orElseThrow();
        assertEquals(Optional.empty(), first.readiness());
        assertEquals(DUE, first.deleteAfter());
        assertArrayEquals(TableBytes.write(TABLE), TableBytes.write(vault.table(STUDY)));

        AnalysisTable now = TABLE.select(new int[] {0});
        assertEquals(Optional.of(READY), vault.freeze(STUDY, now, READY, DUE).readiness());
        assertEquals(1, vault.table(STUDY).rows());
    }

    private void copy(String golden, Path target) throws IOException {
        try (InputStream in = CohortVaultTest.class.getResourceAsStream("golden/cohort/1/" + golden)) {
            Files.deleteIfExists(target);
            OwnerOnlyFiles.write(target, Objects.requireNonNull(in, golden).readAllBytes(), random);
        }
    }

    @Test
    void the_file_is_encrypted_and_its_owner_s_alone() throws IOException {
        vault.freeze(STUDY, TABLE, READY, DUE);
        String text = Files.readString(file(), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("age") || text.contains("male"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        byte[] first = Files.readAllBytes(file());
        vault.delete(STUDY);
        vault.freeze(STUDY, TABLE, READY, DUE);
        assertNotEquals(Digest.of(first), Digest.of(Files.readAllBytes(file())), "a nonce is used once");
    }

    @Test
    void every_changed_byte_and_every_other_secret_is_refused() throws IOException {
        vault.freeze(STUDY, TABLE, READY, DUE);
        byte[] good = Files.readAllBytes(file());
        Random damage = new Random(5);
        for (int at = 0; at < good.length; at++) {
            byte[] changed = good.clone();
            changed[at] ^= (byte) (1 + damage.nextInt(255));
            Files.write(file(), changed);
            assertThrows(CohortException.class, () -> vault.table(STUDY), "byte " + at);
        }
        for (int length = 0; length < good.length; length++) {
            Files.write(file(), Arrays.copyOf(good, length));
            assertThrows(CohortException.class, () -> vault.find(STUDY), "length " + length);
        }
        Files.write(file(), good);
        assertEquals(3, vault.table(STUDY).rows());
        assertThrows(CohortException.class, () -> vault("other").table(STUDY));
    }

    @Test
    void a_cohort_is_deleted_when_its_date_has_come() {
        FrozenCohort cohort = vault.freeze(STUDY, TABLE, READY, DUE);
        assertEquals(List.of(), vault.deleteDue(DUE.minusMillis(1)));
        assertEquals(List.of(cohort), vault.deleteDue(DUE));
        assertFalse(Files.exists(file()));
        assertEquals(List.of(), vault.deleteDue(DUE));
    }

    @Test
    void a_damaged_cohort_does_not_keep_the_others_from_being_deleted() throws IOException {
        vault.freeze(STUDY, TABLE, READY, DUE);
        Digest other = Digest.of("other");
        vault.freeze(other, TABLE, READY, DUE);
        Files.write(file(), new byte[200]);
        assertThrows(CohortException.class, () -> vault.deleteDue(DUE));
        assertEquals(Optional.empty(), vault.find(other));
    }

    @Test
    void a_secret_others_can_read_is_refused() throws IOException {
        Path key = folder.resolve("key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(IdentityException.class, () -> vault("key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.write(key, new byte[5]);
        assertThrows(IdentityException.class, () -> vault("key"));
        assertTrue(Files.exists(key));
    }
}
