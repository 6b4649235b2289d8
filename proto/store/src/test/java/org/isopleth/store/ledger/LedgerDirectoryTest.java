package org.isopleth.store.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerSource;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.MerkleTree;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TestLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDirectoryTest {
    private static final List<byte[]> ENTRIES = TestLedger.leaves(1_030);
    private static final String ORIGIN = "consortium.example/ledger/aurora";

    /// Leaves of which ever more exist.
    private static final class Growing implements Leaves {
        private final List<byte[]> leaves = new ArrayList<>();

        Growing grow(int size) {
            leaves.addAll(ENTRIES.subList(leaves.size(), size));
            return this;
        }

        @Override
        public long size() {
            return leaves.size();
        }

        @Override
        public List<byte[]> range(long from, long to) {
            return List.copyOf(leaves.subList((int) from, (int) to));
        }
    }

    /// A disk that fails at its nth change and ever after.
    private static final class FailingFiles extends LedgerFiles {
        private int changesLeft;

        FailingFiles(Path directory, int changesLeft) {
            super(directory);
            this.changesLeft = changesLeft;
        }

        @Override
        void replace(String path, byte[] content) {
            spend();
            super.replace(path, content);
        }

        @Override
        void remove(String path) {
            spend();
            super.remove(path);
        }

        private void spend() {
            if (changesLeft-- <= 0) {
                throw new LedgerFileException(Path.of("full"), new IOException("no space left"));
            }
        }
    }

    @TempDir
    Path folder;

    private final Growing leaves = new Growing();
    private Path directory = Path.of("");
    private LedgerIdentity identity = identity(TestLedger.newSigner(ORIGIN));

    @BeforeEach
    void begin() {
        directory = folder.resolve("site/ledger");
    }

    @Test
    void what_is_published_verifies_at_every_size() {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves);
        MerkleTree tree = new MerkleTree();
        for (int size : List.of(0, 1, 2, 255, 256, 257, 300, 511, 512, 700)) {
            ENTRIES.subList((int) tree.size(), size).forEach(tree::append);
            leaves.grow(size);
            Checkpoint head = ledger.publish();
            assertEquals(tree.root(), head.root());
            assertEquals(size, head.size());
            assertSound(size);
        }
        assertEquals(
                new TreeSet<>(List.of(0L, 1L, 2L, 255L, 256L, 257L, 300L, 511L, 512L, 700L)), ledger.checkpointSizes());
        assertTrue(read().keySet().stream().filter(path -> path.contains(".p/")).count() <= 3, "old partial tiles go");
    }

    @Test
    void publishing_without_new_leaves_changes_nothing() throws IOException {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves.grow(300));
        Checkpoint first = ledger.publish();
        SortedMap<String, byte[]> before = read();
        Object modified = Files.getLastModifiedTime(directory.resolve("checkpoint"));
        assertEquals(first, ledger.publish());
        assertEquals(first, LedgerDirectory.open(directory, identity, leaves).publish());
        assertSameFiles(before, read());
        assertEquals(modified, Files.getLastModifiedTime(directory.resolve("checkpoint")));
    }

    @Test
    void a_lost_directory_is_rebuilt_to_the_same_bytes() {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves);
        for (int size : List.of(1, 200, 256, 400, 700)) {
            leaves.grow(size);
            ledger.publish();
        }
        Path elsewhere = folder.resolve("elsewhere");
        LedgerDirectory.rebuild(elsewhere, identity, leaves, ledger.checkpointSizes());
        assertSameFiles(read(), read(elsewhere));
    }

    @Test
    void growing_in_one_life_or_many_gives_the_same_bytes() {
        Random random = new Random(5);
        TreeSet<Long> sizes = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            sizes.add((long) random.nextInt(700));
        }
        for (long size : sizes) {
            leaves.grow((int) size);
            LedgerDirectory.open(directory, identity, leaves).publish();
        }
        Path elsewhere = folder.resolve("elsewhere");
        LedgerDirectory.rebuild(elsewhere, identity, leaves, sizes);
        assertSameFiles(read(), read(elsewhere));
        assertSound(sizes.last());
    }

    @Test
    void damage_is_put_right_from_the_leaves() throws IOException {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves.grow(300));
        ledger.publish();
        leaves.grow(700);
        ledger.publish();
        SortedMap<String, byte[]> before = read();
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            byte[] damaged = file.getValue().clone();
            damaged[damaged.length / 2] ^= 4;
            Files.write(directory.resolve(file.getKey()), damaged);
            LedgerDirectory.open(directory, identity, leaves).publish();
            assertArrayEquals(file.getValue(), read().get(file.getKey()), file.getKey());
            // An archived checkpoint's file is what remembers its size, so it is not deleted here.
            if (!file.getKey().startsWith("checkpoints/")) {
                Files.delete(directory.resolve(file.getKey()));
                LedgerDirectory.open(directory, identity, leaves).publish();
            }
        }
        assertSameFiles(before, read());
    }

    /// A program may die, and an auditor may look, between any two changes of the disk.
    @Test
    void at_every_instant_of_a_publication_what_lies_there_verifies() {
        List<Integer> sizes = List.of(0, 1, 120, 200, 256, 300, 520, 1024, 1030);
        for (int from = 0; from < sizes.size() - 1; from++) {
            Path begun = folder.resolve("from-" + sizes.get(from));
            Growing before = new Growing().grow(sizes.get(from));
            LedgerDirectory.open(begun, identity, before).publish();
            Growing after = new Growing().grow(sizes.get(from + 1));
            int cuts = 0;
            for (boolean done = false; !done; cuts++) {
                Path copy = folder.resolve("from-" + sizes.get(from) + "-cut-" + cuts);
                copy(begun, copy);
                done = publishUntil(copy, cuts, after);
                assertSound(copy, sizes.get(from));
                assertEveryFlipIsFound(copy, cuts);
                // The next start may die as well.
                for (int second = 0; !publishUntil(copy, second, after); second++) {
                    assertSound(copy, sizes.get(from));
                }
                assertSound(copy, sizes.get(from + 1));
                assertFalse(read(copy).containsKey("pending-checkpoint"));
            }
            assertTrue(cuts > 5, "changes cut: " + cuts);
        }
    }

    /// Publishes until the disk takes no more; true when it took everything.
    private boolean publishUntil(Path directory, int changes, Leaves leaves) {
        LedgerDirectory cut = new LedgerDirectory(new FailingFiles(directory, changes), identity, leaves);
        try {
            cut.derive(Collections.emptySortedSet());
            cut.publish();
            return true;
        } catch (LedgerFileException e) {
            return false;
        }
    }

    private static void assertEveryFlipIsFound(Path directory, int seed) {
        Random random = new Random(seed);
        SortedMap<String, byte[]> files = read(directory);
        for (String path : files.keySet()) {
            byte[] flipped = bytes(files, path).clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            SortedMap<String, byte[]> damaged = new TreeMap<>(files);
            damaged.put(path, flipped);
            assertFalse(verify(damaged) instanceof LedgerVerdict.Sound, path);
        }
    }

    private static LedgerVerdict verify(SortedMap<String, byte[]> files) {
        LedgerSource source = new LedgerSource() {
            @Override
            public SortedSet<String> paths() {
                return new TreeSet<>(files.keySet());
            }

            @Override
            public Optional<byte[]> read(String path) {
                return Optional.ofNullable(files.get(path));
            }
        };
        return LedgerVerification.verify(source, LedgerExpectations.NONE);
    }

    @Test
    void an_auditor_who_reads_while_the_owner_publishes_finds_nothing_wrong() throws InterruptedException {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves.grow(1));
        ledger.publish();
        Thread owner = Thread.ofPlatform().start(() -> {
            for (int size = 2; size <= 60; size++) {
                leaves.grow(size);
                ledger.publish();
            }
        });
        while (owner.isAlive()) {
            LedgerVerdict verdict = new FolderSource(new LedgerFiles(directory)).verify();
            assertFalse(verdict instanceof LedgerVerdict.Broken, verdict::toString);
        }
        owner.join();
        assertSound(60);
    }

    @Test
    void before_the_first_publication_is_complete_there_is_no_ledger_yet() {
        leaves.grow(3);
        for (int changes = 1; changes < 6; changes++) {
            Path copy = folder.resolve("first-" + changes);
            publishUntil(copy, changes, leaves);
            LedgerVerdict verdict = new FolderSource(new LedgerFiles(copy)).verify();
            assertInstanceOf(LedgerVerdict.Unreadable.class, verdict, verdict::toString);
        }
    }

    /// Whatever the change at which the disk fails or the program dies, the next start completes it.
    @Test
    void a_publication_cut_short_anywhere_is_completed() {
        leaves.grow(250);
        LedgerDirectory.open(directory, identity, leaves).publish();
        leaves.grow(520);
        Path whole = folder.resolve("whole");
        LedgerDirectory.rebuild(whole, identity, leaves, new TreeSet<>(List.of(250L, 520L)));
        SortedMap<String, byte[]> expected = read(whole);
        int failures = 0;
        for (boolean done = false; !done; failures++) {
            Path copy = folder.resolve("cut-" + failures);
            copy(directory, copy);
            LedgerDirectory cut = new LedgerDirectory(new FailingFiles(copy, failures), identity, leaves);
            try {
                cut.derive(Collections.emptySortedSet());
                cut.publish();
                done = true;
            } catch (LedgerFileException e) {
                assertFalse(read(copy).keySet().stream().anyMatch(path -> path.contains("next")));
                LedgerDirectory.open(copy, identity, leaves).publish();
            }
            assertSameFiles(expected, read(copy));
        }
        assertTrue(failures > 10, "changes cut: " + failures);
    }

    @Test
    void a_failed_publication_can_be_tried_again_in_the_same_life() throws IOException {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves.grow(100));
        ledger.publish();
        leaves.grow(600);
        Path obstacle = directory.resolve("tile/entries/001");
        Files.createDirectories(obstacle.resolve("in the way"));
        assertThrows(LedgerFileException.class, ledger::publish);
        Files.delete(obstacle.resolve("in the way"));
        Files.delete(obstacle);
        leaves.grow(610);
        assertEquals(610, ledger.publish().size());
        assertSound(610);
    }

    @Test
    void leaves_that_contradict_a_checkpoint_stop_everything() {
        LedgerDirectory ledger = LedgerDirectory.open(directory, identity, leaves.grow(300));
        ledger.publish();
        SortedMap<String, byte[]> before = read();

        Growing fewer = new Growing().grow(299);
        LedgerContradictionException rolledBack = assertThrows(
                LedgerContradictionException.class, () -> LedgerDirectory.open(directory, identity, fewer));
        assertEquals(300, rolledBack.signed());
        assertEquals(299, rolledBack.found());

        leaves.leaves.set(7, ENTRIES.get(8));
        assertThrows(LedgerContradictionException.class, () -> LedgerDirectory.open(directory, identity, leaves));
        leaves.leaves.removeLast();
        assertThrows(LedgerContradictionException.class, ledger::publish);
        assertArrayEquals(before.get("checkpoint"), read().get("checkpoint"));
    }

    @Test
    void a_directory_keeps_its_key_but_may_renew_its_certification() {
        LedgerDirectory.open(directory, identity, leaves.grow(3)).publish();
        LedgerIdentity renewed = identity(identity.signer());
        LedgerDirectory.open(directory, renewed, leaves).publish();
        assertArrayEquals(renewed.certification().bytes(), read().get("key.json"));
        assertSound(3);
        LedgerIdentity stranger = identity(TestLedger.newSigner(ORIGIN));
        assertThrows(LedgerException.class, () -> LedgerDirectory.open(directory, stranger, leaves));
        assertThrows(LedgerException.class, () -> new LedgerIdentity(identity.signer(), stranger.certification()));
    }

    @Test
    void only_the_owner_can_read_the_files() throws IOException {
        LedgerDirectory.open(directory, identity, leaves.grow(300)).publish();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(
                        wanted, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
            }
        }
    }

    @Test
    void a_key_file_reads_back_and_is_never_overwritten() throws IOException {
        Path file = folder.resolve("keys/ledger-key.pem");
        NoteSigner made = LedgerKeyFile.create(file, ORIGIN, new SecureRandom());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        NoteSigner read = LedgerKeyFile.read(file, ORIGIN);
        assertEquals(made.verifier(), read.verifier());
        byte[] message = {1, 2, 3};
        assertArrayEquals(made.sign(message), read.sign(message));
        assertThrows(LedgerFileException.class, () -> LedgerKeyFile.create(file, ORIGIN, new SecureRandom()));
        assertThrows(LedgerFileException.class, () -> LedgerKeyFile.read(folder.resolve("none.pem"), ORIGIN));

        NoteSigner other = LedgerKeyFile.create(folder.resolve("other.pem"), ORIGIN, new SecureRandom());
        assertFalse(other.verifier().equals(made.verifier()));
        String text = Files.readString(file);
        String otherText = Files.readString(folder.resolve("other.pem"));
        int border = text.indexOf("-----BEGIN PUBLIC");
        Files.writeString(file, text.substring(0, border) + otherText.substring(border));
        assertThrows(LedgerException.class, () -> LedgerKeyFile.read(file, ORIGIN));
        Files.writeString(file, text.substring(0, border));
        assertThrows(LedgerException.class, () -> LedgerKeyFile.read(file, ORIGIN));
        Files.writeString(file, text.replace("MC4C", "MC4D"));
        assertThrows(LedgerException.class, () -> LedgerKeyFile.read(file, ORIGIN));
    }

    private void assertSound(long size) {
        assertEquals(size, assertSound(directory, size));
    }

    /// The size, at least `size`.
    private static long assertSound(Path directory, long size) {
        LedgerVerdict verdict = new FolderSource(new LedgerFiles(directory)).verify();
        LedgerVerdict.Sound sound = assertInstanceOf(LedgerVerdict.Sound.class, verdict, verdict::toString);
        assertTrue(sound.summary().size() >= size);
        return sound.summary().size();
    }

    private static LedgerIdentity identity(NoteSigner signer) {
        TestCertificates certificates = new TestCertificates("urn:isopleth:site:aurora:signing");
        return new LedgerIdentity(signer, certificates.certify(TestLedger.OWNER, signer.verifier()));
    }

    private SortedMap<String, byte[]> read() {
        return read(directory);
    }

    private static SortedMap<String, byte[]> read(Path directory) {
        LedgerFiles files = new LedgerFiles(directory);
        SortedMap<String, byte[]> content = new TreeMap<>();
        files.paths().forEach(path -> content.put(path, files.read(path).orElseThrow()));
        return content;
    }

    private static void copy(Path from, Path to) {
        LedgerFiles files = new LedgerFiles(to);
        read(from).forEach(files::replace);
    }

    private static void assertSameFiles(SortedMap<String, byte[]> expected, SortedMap<String, byte[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((path, content) -> assertEquals(Digest.of(content), Digest.of(bytes(found, path)), path));
    }

    private static byte[] bytes(SortedMap<String, byte[]> files, String path) {
        byte[] content = files.get(path);
        assertTrue(content != null, path);
        return content == null ? new byte[0] : content;
    }
}
