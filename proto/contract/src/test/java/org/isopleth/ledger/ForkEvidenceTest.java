package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class ForkEvidenceTest {
    private final TestLog log = new TestLog("aurora").grow(40);

    /// A ledger that shows one story to one witness and another to the other is convicted by what the two hold.
    @Test
    void two_witnesses_shown_different_logs_have_evidence_that_verifies() {
        TestLog fork = log.fork(12, "retold", 40);
        Witness coordinator = new TestLog("coordinator").watching(log);
        Witness borealis = new TestLog("borealis").watching(fork);
        SignedNote one = log.cosigned(coordinator, 10, 20).orElseThrow();
        SignedNote other = fork.cosigned(borealis, 10, 20).orElseThrow();
        assertTrue(one.cosignedBy(coordinator.key()).isPresent());
        assertTrue(other.cosignedBy(borealis.key()).isPresent());

        ForkEvidence evidence =
                ForkEvidence.find(log.certification(), one, other, List.of()).orElseThrow();
        ForkEvidence handedOn = ForkEvidence.parse(evidence.bytes());
        assertEquals(evidence, handedOn);
        assertEquals(List.of(), handedOn.problems(Optional.of(root(log))));
        assertEquals(
                List.of("the chain ends at another root than the expected one"),
                handedOn.problems(Optional.of(Digest.of("another consortium"))));
    }

    private static Digest root(TestLog log) {
        return CertificationCheck.of(log.certification(), Optional.empty())
                .rootFingerprint()
                .orElseThrow();
    }

    @Test
    void a_fork_of_any_sizes_is_convicted_by_its_own_tree() {
        for (int common = 0; common < 12; common++) {
            TestLog fork = log.fork(common, "retold", 40);
            for (int smaller = common + 1; smaller <= 20; smaller += 3) {
                for (int larger : new int[] {smaller + 1, smaller + 2, 32, 33, 40}) {
                    ForkEvidence evidence = ForkEvidence.find(
                                    log.certification(),
                                    fork.head(larger),
                                    log.head(smaller),
                                    walk(fork, smaller, larger))
                            .orElseThrow(() -> new AssertionError("nothing found"));
                    assertEquals(log.head(smaller), evidence.first());
                    assertEquals(List.of(), evidence.problems(Optional.empty()));
                }
            }
        }
    }

    /// The hashes of a proof with the one it starts from.
    private static List<Digest> walk(TestLog log, int smaller, int larger) {
        List<Digest> walk = new ArrayList<>(log.at(larger).consistency(smaller).path());
        if (Integer.bitCount(smaller) == 1) {
            walk.addFirst(log.at(smaller).root());
        }
        return walk;
    }

    @Test
    void an_honest_ledger_cannot_be_accused() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            int larger = 2 + random.nextInt(39);
            int smaller = 1 + random.nextInt(larger - 1);
            List<Digest> walk = new ArrayList<>(walk(log, smaller, larger));
            assertEquals(Optional.empty(), find(smaller, larger, walk), "a proof that holds");
            walk.set(random.nextInt(walk.size()), Digest.of("made up"));
            assertEquals(Optional.empty(), find(smaller, larger, walk), "a proof made up");
            walk.removeLast();
            assertEquals(Optional.empty(), find(smaller, larger, walk), "a proof cut short");
        }
        assertEquals(Optional.empty(), find(7, 7, List.of()));
        assertEquals(Optional.empty(), find(0, 7, List.of()));
        assertEquals(Optional.empty(), find(7, 9, List.of()));
    }

    private Optional<ForkEvidence> find(int smaller, int larger, List<Digest> walk) {
        return ForkEvidence.find(log.certification(), log.head(smaller), log.head(larger), walk);
    }

    @Test
    void heads_that_the_ledger_did_not_sign_or_of_two_ledgers_convict_nobody() {
        TestLog other = new TestLog("aurora").grow(7);
        ForkEvidence forged = new ForkEvidence(log.certification(), log.head(7), other.head(7), List.of());
        assertFalse(forged.problems(Optional.empty()).isEmpty());
        SignedNote elsewhere = new Checkpoint("isopleth/ledger/borealis", 7, Digest.of("x")).sign(log.signer());
        ForkEvidence twoOrigins = new ForkEvidence(log.certification(), log.head(7), elsewhere, List.of());
        assertFalse(twoOrigins.problems(Optional.empty()).isEmpty());
        ForkEvidence noHead =
                new ForkEvidence(log.certification(), log.head(7), SignedNote.sign("hello\n", log.signer()), List.of());
        assertEquals(List.of("one of the two is no head of a ledger"), noHead.problems(Optional.empty()));
        ForkEvidence honest = new ForkEvidence(log.certification(), log.head(7), log.head(7), List.of());
        assertEquals(1, honest.problems(Optional.empty()).size());
    }

    @Test
    void the_key_must_be_certified_as_the_owners() {
        TestLog fork = log.fork(5, "retold", 7);
        KeyCertification claimed = new KeyCertification(
                "borealis",
                log.certification().key(),
                log.certification().signature(),
                log.certification().chain());
        ForkEvidence evidence = new ForkEvidence(claimed, log.head(7), fork.head(7), List.of());
        assertFalse(evidence.problems(Optional.empty()).isEmpty());
    }

    @Test
    void malformed_files_are_refused() {
        TestLog fork = log.fork(5, "retold", 9);
        byte[] sound = ForkEvidence.find(log.certification(), log.head(9), fork.head(9), List.of())
                .orElseThrow()
                .bytes();
        String text = new String(sound, StandardCharsets.UTF_8);
        for (String wrong : List.of(
                "",
                "{}",
                "[]",
                text + "\n",
                text.replace("fork-evidence/v1", "fork-evidence/v2"),
                text.replace("\"walk\":[]", "\"walk\":[\"00\"]"),
                text.replace("\"walk\":[]", "\"walk\":[],\"why\":1"),
                text.replace("\"first\":\"", "\"first\":\"\\t"))) {
            assertThrows(
                    LedgerFormatException.class,
                    () -> ForkEvidence.parse(wrong.getBytes(StandardCharsets.UTF_8)),
                    wrong);
        }
        assertThrows(LedgerFormatException.class, () -> ForkEvidence.parse(new byte[300_000]));
    }

    /// Whatever is done to the file: it is refused, proves nothing, or proves the same.
    @Test
    void damaged_files_convict_nobody_else() {
        TestLog fork = log.fork(5, "retold", 9);
        ForkEvidence evidence = ForkEvidence.find(log.certification(), log.head(9), fork.head(9), List.of())
                .orElseThrow();
        byte[] sound = evidence.bytes();
        Random random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            ForkEvidence read;
            try {
                read = ForkEvidence.parse(Damage.of(sound, random));
            } catch (LedgerFormatException refused) {
                continue;
            }
            if (read.problems(Optional.empty()).isEmpty()) {
                assertEquals(evidence.log().owner(), read.log().owner());
                assertEquals(evidence.first().text(), read.first().text());
                assertEquals(evidence.second().text(), read.second().text());
            }
        }
    }
}
