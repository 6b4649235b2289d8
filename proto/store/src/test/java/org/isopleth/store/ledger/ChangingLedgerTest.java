package org.isopleth.store.ledger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerSource;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TestLedger;
import org.isopleth.store.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An auditor reads a ledger file by file while its owner publishes; here the owner's changes fall between
/// the auditor's reads at every pace, from a seed, instead of as a loaded machine happens to place them: 500 times,
/// or 10,000 with `-Disopleth.tests=full`.
class ChangingLedgerTest {
    private static final List<byte[]> ENTRIES = TestLedger.leaves(280);
    private static final int SEEDS = Scale.of(500, 10_000, 100_000);

    @TempDir
    Path folder;

    /// What lies in the folder after each change of a file.
    private static final class RecordedFiles extends LedgerFiles {
        private final List<Map<String, byte[]>> moments = new ArrayList<>();

        RecordedFiles(Path directory) {
            super(directory);
        }

        @Override
        void replace(String path, byte[] content) {
            super.replace(path, content);
            Map<String, byte[]> now = latest();
            now.put(path, content);
            moments.add(now);
        }

        @Override
        void remove(String path) {
            super.remove(path);
            Map<String, byte[]> now = latest();
            now.remove(path);
            moments.add(now);
        }

        private Map<String, byte[]> latest() {
            return moments.isEmpty() ? new HashMap<>() : new HashMap<>(moments.getLast());
        }
    }

    /// The folder as a reader meets it whose reads take as long as some changes.
    private static final class Changing implements LedgerSource {
        private final List<Map<String, byte[]>> moments;
        private final Random random;
        private final double pace;
        private int moment;

        Changing(List<Map<String, byte[]>> moments, int moment, double pace, Random random) {
            this.moments = moments;
            this.moment = moment;
            this.pace = pace;
            this.random = random;
        }

        /// A name made or removed while a folder is listed may be in the listing or not.
        @Override
        public SortedSet<String> paths() {
            Map<String, byte[]> before = moments.get(moment);
            Map<String, byte[]> after = advance();
            SortedSet<String> paths = new TreeSet<>(before.keySet());
            paths.addAll(after.keySet());
            paths.removeIf(path -> (!before.containsKey(path) || !after.containsKey(path)) && random.nextBoolean());
            return paths;
        }

        @Override
        public Optional<byte[]> read(String path) {
            return Optional.ofNullable(advance().get(path));
        }

        private Map<String, byte[]> advance() {
            while (moment < moments.size() - 1 && random.nextDouble() < pace) {
                moment++;
            }
            return moments.get(moment);
        }
    }

    @Test
    void an_auditor_at_any_pace_finds_nothing_wrong() {
        List<Map<String, byte[]>> moments = published();
        Random random = new Random(20261121);
        int sound = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double pace = Math.pow(2, -1 - random.nextInt(10));
            LedgerSource source = new Changing(moments, random.nextInt(moments.size()), pace, random);
            LedgerVerdict verdict = LedgerVerification.verify(source, LedgerExpectations.NONE);
            assertFalse(verdict instanceof LedgerVerdict.Broken, verdict::toString);
            sound += verdict instanceof LedgerVerdict.Sound ? 1 : 0;
        }
        assertTrue(sound > SEEDS / 2, "sound: " + sound + " of " + SEEDS);
    }

    @Test
    void each_moment_of_a_publication_is_sound_or_said_to_be_no_ledger_yet() {
        boolean begun = false;
        for (Map<String, byte[]> moment : published()) {
            LedgerSource still = new Changing(List.of(moment), 0, 0, new Random(1));
            LedgerVerdict verdict = LedgerVerification.verify(still, LedgerExpectations.NONE);
            begun |= verdict instanceof LedgerVerdict.Sound;
            assertTrue(
                    begun ? verdict instanceof LedgerVerdict.Sound : verdict instanceof LedgerVerdict.Unreadable,
                    verdict::toString);
        }
        assertTrue(begun);
    }

    /// A ledger that grows by one to a few entries at a time, over the end of a bundle.
    private List<Map<String, byte[]>> published() {
        List<byte[]> leaves = new ArrayList<>(ENTRIES.subList(0, 1));
        Leaves growing = new Leaves() {
            @Override
            public long size() {
                return leaves.size();
            }

            @Override
            public List<byte[]> range(long from, long to) {
                return List.copyOf(leaves.subList((int) from, (int) to));
            }
        };
        TestCertificates certificates = new TestCertificates("urn:isopleth:site:aurora:signing");
        var signer = TestLedger.newSigner("consortium.example/ledger/aurora");
        LedgerIdentity identity = new LedgerIdentity(signer, certificates.certify(TestLedger.OWNER, signer.verifier()));
        RecordedFiles files = new RecordedFiles(folder.resolve("ledger"));
        LedgerDirectory ledger = new LedgerDirectory(files, identity, growing);
        ledger.derive(new TreeSet<>());
        ledger.publish();
        for (int size : new int[] {2, 3, 7, 250, 254, 258, 259, 280}) {
            leaves.addAll(ENTRIES.subList(leaves.size(), size));
            ledger.publish();
        }
        return files.moments;
    }
}
