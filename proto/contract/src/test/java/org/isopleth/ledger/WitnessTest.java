package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

/// The rules of C2SP tlog-witness, one test each.
class WitnessTest {
    private static final Instant NOON = TestLog.NOON;

    private final TestLog log = new TestLog("aurora").grow(40);
    private final TestLog coordinator = new TestLog("coordinator");
    private final Witness witness = coordinator.watching(log);

    private WitnessStep step(Optional<SignedNote> held, AddCheckpoint request) {
        return witness.step(held, request, NOON);
    }

    private static void assertRefused(WitnessAnswer expected, WitnessStep step) {
        assertEquals(expected, step.answer());
        assertEquals(Optional.empty(), step.held(), "what is refused changes nothing");
    }

    @Test
    void what_grew_out_of_the_last_head_is_cosigned_and_held() {
        Optional<SignedNote> held = Optional.empty();
        long old = 0;
        for (long size : new long[] {0, 1, 2, 2, 3, 8, 9, 31, 32, 40, 40}) {
            WitnessStep step = step(held, log.ask(old, size));
            WitnessAnswer.Cosigned answer = assertInstanceOf(WitnessAnswer.Cosigned.class, step.answer());
            assertEquals(200, answer.status());
            SignedNote cosigned = log.head(size).with(List.of(answer.cosignature()));
            assertEquals(Optional.of(NOON), cosigned.cosignedBy(witness.key()));
            assertEquals(Optional.of(cosigned), step.held());
            assertEquals(Optional.empty(), step.evidence());
            held = step.held();
            old = size;
        }
    }

    @Test
    void a_ledger_nobody_told_of_is_404_and_one_under_another_key_403() {
        assertRefused(
                new WitnessAnswer.UnknownLog(),
                step(Optional.empty(), new TestLog("borealis").grow(3).ask(0, 3)));
        TestLog impostor = new TestLog("aurora").grow(3);
        assertRefused(new WitnessAnswer.NotSigned(), step(Optional.empty(), impostor.ask(0, 3)));
        AddCheckpoint unsigned =
                new AddCheckpoint(0, List.of(), SignedNote.sign(log.head(3).text(), coordinator.signer()));
        assertRefused(new WitnessAnswer.NotSigned(), step(Optional.empty(), unsigned));
        assertEquals(404, new WitnessAnswer.UnknownLog().status());
        assertEquals(403, new WitnessAnswer.NotSigned().status());
    }

    @Test
    void signatures_of_strangers_beside_the_ledgers_do_not_matter_and_are_not_kept() {
        NoteSignature stranger =
                Cosignature.sign(new TestLog("x").signer(), log.head(3).text(), NOON);
        AddCheckpoint more = new AddCheckpoint(0, List.of(), log.head(3).with(List.of(stranger)));
        WitnessStep step = step(Optional.empty(), more);
        assertInstanceOf(WitnessAnswer.Cosigned.class, step.answer());
        assertEquals(2, step.held().orElseThrow().signatures().size());
    }

    @Test
    void an_old_size_beyond_the_new_one_is_400() {
        AddCheckpoint backwards = new AddCheckpoint(9, List.of(), log.head(8));
        assertRefused(new WitnessAnswer.Malformed(), step(log.cosigned(witness, 9), backwards));
        assertEquals(400, new WitnessAnswer.Malformed().status());
    }

    @Test
    void an_old_size_that_is_not_the_held_one_is_409_with_the_held_one() {
        Optional<SignedNote> held = log.cosigned(witness, 9);
        assertRefused(new WitnessAnswer.Conflict(9), step(held, log.ask(0, 20)));
        assertRefused(new WitnessAnswer.Conflict(9), step(held, log.ask(8, 20)));
        assertRefused(new WitnessAnswer.Conflict(9), step(held, log.ask(10, 20)));
        assertRefused(new WitnessAnswer.Conflict(0), step(Optional.empty(), log.ask(8, 20)));
        assertRefused(new WitnessAnswer.Conflict(9), step(held, log.ask(0, 5)));
        assertEquals(409, new WitnessAnswer.Conflict(9).status());
    }

    @Test
    void another_head_of_the_held_size_is_409_with_evidence() {
        Optional<SignedNote> held = log.cosigned(witness, 9);
        TestLog fork = log.fork(5, "retold", 9);
        WitnessStep step = step(held, fork.ask(9, 9));
        assertRefused(new WitnessAnswer.Conflict(9), step);
        assertEquals(List.of(), step.evidence().orElseThrow().problems(Optional.empty()));
    }

    @Test
    void a_proof_that_proves_nothing_is_422() {
        Optional<SignedNote> held = log.cosigned(witness, 9);
        AddCheckpoint sound = log.ask(9, 20);
        List<Digest> swapped = new ArrayList<>(sound.proof());
        Collections.swap(swapped, 0, 1);
        List<Digest> longer = new ArrayList<>(sound.proof());
        longer.add(Digest.of("more"));
        for (List<Digest> wrong :
                List.of(List.<Digest>of(), swapped, longer, sound.proof().subList(1, 3))) {
            assertRefused(
                    new WitnessAnswer.Inconsistent(), step(held, new AddCheckpoint(9, wrong, sound.checkpoint())));
        }
        AddCheckpoint same = new AddCheckpoint(9, List.of(Digest.of("more")), log.head(9));
        assertRefused(new WitnessAnswer.Inconsistent(), step(held, same));
        assertEquals(422, new WitnessAnswer.Inconsistent().status());
    }

    /// Size 0 is a prefix of everything, so a proof from it says nothing and must not be asked for one.
    @Test
    void from_nothing_there_is_no_proof() {
        AddCheckpoint proven = new AddCheckpoint(0, log.ask(3, 20).proof(), log.head(20));
        assertRefused(new WitnessAnswer.Inconsistent(), step(Optional.empty(), proven));
        SignedNote wrongEmpty = new Checkpoint(log.origin(), 0, Digest.of("not empty")).sign(log.signer());
        assertRefused(
                new WitnessAnswer.Inconsistent(), step(Optional.empty(), new AddCheckpoint(0, List.of(), wrongEmpty)));
        Optional<SignedNote> held = log.cosigned(witness, 0);
        assertInstanceOf(
                WitnessAnswer.Cosigned.class, step(held, log.ask(0, 20)).answer());
    }

    @Test
    void a_fork_that_grew_beyond_the_held_head_is_422_and_its_own_proof_convicts_it() {
        Optional<SignedNote> held = log.cosigned(witness, 9);
        TestLog fork = log.fork(5, "retold", 20);
        WitnessStep step = step(held, fork.ask(9, 20));
        assertRefused(new WitnessAnswer.Inconsistent(), step);
        ForkEvidence evidence = step.evidence().orElseThrow();
        assertEquals(List.of(), evidence.problems(Optional.empty()));
    }

    @Test
    void a_clock_put_back_does_not_date_a_larger_head_before_a_smaller_one() {
        Optional<SignedNote> held = log.cosigned(witness, 9);
        WitnessStep step = witness.step(held, log.ask(9, 20), NOON.minusSeconds(3_600));
        assertEquals(Optional.of(NOON), step.held().orElseThrow().cosignedBy(witness.key()));
    }

    @Test
    void a_request_is_read_as_it_was_written() {
        for (AddCheckpoint request : List.of(log.ask(0, 0), log.ask(0, 5), log.ask(9, 20), log.ask(20, 20))) {
            assertEquals(request, AddCheckpoint.parse(request.bytes()));
        }
        String text = new String(log.ask(9, 20).bytes(), StandardCharsets.UTF_8);
        assertTrue(text.startsWith("old 9\n"), text);
        assertEquals(6, text.lines().toList().indexOf("") - 1, "a proof from 9 to 20 has six hashes");
    }

    @Test
    void malformed_requests_are_refused() {
        String sound = new String(log.ask(9, 20).bytes(), StandardCharsets.UTF_8);
        String hash = sound.lines().toList().get(1) + "\n";
        for (String text : List.of(
                "",
                "old 9\n\n",
                sound.replace("old 9", "old 09"),
                sound.replace("old 9", "old -9"),
                sound.replace("old 9", "new 9"),
                sound.replace("old 9\n", ""),
                sound.replace(hash, hash.repeat(64)),
                sound.replace(hash, "AAAA\n"),
                sound.replace(hash, hash + "\n"),
                sound + "more\n")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThrows(LedgerFormatException.class, () -> AddCheckpoint.parse(bytes), text);
        }
        assertThrows(LedgerFormatException.class, () -> AddCheckpoint.parse(new byte[200_000]));
    }

    /// Whatever bytes come: they are refused, or they ask for a head that the ledger signed and are read back as
    /// they are.
    @Test
    void damaged_requests_never_get_another_head_cosigned() {
        Optional<SignedNote> held = log.cosigned(witness, 9);
        byte[] sound = log.ask(9, 20).bytes();
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Damage.of(sound, random);
            AddCheckpoint read;
            try {
                read = AddCheckpoint.parse(damaged);
            } catch (LedgerFormatException refused) {
                continue;
            }
            assertArrayEquals(damaged, read.bytes());
            WitnessStep step = step(held, read);
            step.held().ifPresent(note -> assertEquals(log.head(20).text(), note.text()));
            assertEquals(Optional.empty(), step.evidence());
        }
    }
}
