package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What somebody may do to a log of 1,000 entries who has its files, and then what somebody may do who has its key
/// as well.
class LedgerTamperingTest {
    private static final boolean FULL =
            !System.getProperty("isopleth.tests", "sampled").equals("sampled");
    private static final int SIZE = 1_000;
    private static final List<byte[]> LEAVES = TestLedger.leaves(SIZE);
    private static final long[] HEADS = {1, 100, 256, 300, 512, 768, 900, SIZE};

    private final TestLedger ledger = new TestLedger(LEAVES, HEADS);
    private final Random random = new Random(20_261_122);

    @Test
    void a_tail_that_was_cut_is_seen_at_every_length() {
        for (int kept = 0; kept < SIZE; kept += FULL ? 1 : 25) {
            TestLedger cut = new TestLedger(LEAVES, HEADS);
            for (long bundle = 0; bundle * TilePath.FULL < SIZE; bundle++) {
                TilePath path = TilePath.entries(bundle, SIZE);
                int from = (int) bundle * TilePath.FULL;
                int to = Math.min(kept, from + path.width());
                if (to <= from) {
                    cut.files().remove(path.path());
                } else {
                    cut.files().put(path.path(), EntryBundle.encode(LEAVES.subList(from, to)));
                }
            }
            assertForged(cut, "cut to " + kept);
        }
    }

    @Test
    void swapped_entries_are_seen() {
        for (int i = 0; i < (FULL ? 2_000 : 100); i++) {
            int one = random.nextInt(SIZE);
            int other = (one + 1 + random.nextInt(SIZE - 1)) % SIZE;
            List<byte[]> swapped = new ArrayList<>(LEAVES);
            Collections.swap(swapped, one, other);
            TestLedger changed = new TestLedger(LEAVES, HEADS);
            for (int entry : List.of(one, other)) {
                TilePath path = TilePath.entries(entry / TilePath.FULL, SIZE);
                int from = entry - entry % TilePath.FULL;
                changed.files().put(path.path(), EntryBundle.encode(swapped.subList(from, from + path.width())));
            }
            assertForged(changed, "swapped " + one + " and " + other);
        }
    }

    /// Alone, an old backup is a sound shorter ledger: it takes a head kept elsewhere.
    @Test
    void an_old_backup_contradicts_each_later_head_that_an_auditor_holds() {
        for (int then = 0; then < HEADS.length - 1; then++) {
            TestLedger backup = restored(then);
            assertInstanceOf(LedgerVerdict.Sound.class, backup.verify());
            for (int held = 0; held < HEADS.length; held++) {
                SignedNote kept = SignedNote.parse(ledger.file("checkpoints/" + HEADS[held]));
                LedgerVerdict verdict =
                        LedgerVerification.verify(backup, new LedgerExpectations(Optional.empty(), List.of(kept)));
                String what = "backup of " + HEADS[then] + ", known " + HEADS[held];
                if (held <= then) {
                    assertInstanceOf(LedgerVerdict.Sound.class, verdict, what);
                } else {
                    LedgerVerdict.Broken broken = assertInstanceOf(LedgerVerdict.Broken.class, verdict, what);
                    assertEquals(LedgerFinding.Kind.CRYPTOGRAPHIC, broken.kind(), what);
                }
            }
        }
    }

    /// The owner's key can sign another history; a head kept from before still tells.
    @Test
    void a_history_written_anew_by_the_owner_contradicts_a_head_that_an_auditor_holds() {
        List<byte[]> other = new ArrayList<>(LEAVES);
        other.set(500, other.get(501));
        TestLedger rewritten = ledger.rewritten(other, HEADS);
        SignedNote kept = SignedNote.parse(ledger.file("checkpoints/512"));
        LedgerVerdict.Broken broken = assertInstanceOf(
                LedgerVerdict.Broken.class,
                LedgerVerification.verify(rewritten, new LedgerExpectations(Optional.empty(), List.of(kept))));
        assertEquals(LedgerFinding.Kind.CRYPTOGRAPHIC, broken.kind());
    }

    /// The files as they were when there were so many heads.
    private TestLedger restored(int head) {
        long[] heads = Arrays.copyOf(HEADS, head + 1);
        return ledger.rewritten(LEAVES, heads);
    }

    private static void assertForged(TestLedger changed, String what) {
        LedgerVerdict.Broken broken = assertInstanceOf(LedgerVerdict.Broken.class, changed.verify(), what);
        assertEquals(LedgerFinding.Kind.CRYPTOGRAPHIC, broken.kind(), what);
    }
}
