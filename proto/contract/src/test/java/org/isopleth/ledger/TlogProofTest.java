package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.isopleth.canonical.Bytes;
import org.junit.jupiter.api.Test;

class TlogProofTest {
    private static final int SIZE = 300;

    private final TestLog log = new TestLog("aurora").grow(SIZE);
    private final TestLog coordinator = new TestLog("coordinator");
    private final TestLog borealis = new TestLog("borealis");
    private final TlogPolicy policy =
            TlogPolicy.of(List.of(log.certification().key()), List.of(named(coordinator), named(borealis)), 2);

    private static TlogPolicy.NamedWitness named(TestLog witness) {
        return new TlogPolicy.NamedWitness(
                witness.origin(), new CosignerKey(witness.certification().key()));
    }

    private TlogProof proof(long index) {
        return TlogProof.of(index, log.at(SIZE), log.cosignedBy(SIZE, coordinator, borealis));
    }

    @Test
    void an_entry_is_proven_with_the_proof_and_the_policy_alone() {
        for (int index = 0; index < SIZE; index++) {
            TlogProof read = TlogProof.parse(proof(index).bytes());
            assertEquals(proof(index), read);
            TlogProof.Verdict.Proven proven =
                    assertInstanceOf(TlogProof.Verdict.Proven.class, read.verify(TestLog.entry(index), policy));
            assertEquals(SIZE, proven.head().size());
            assertEquals(
                    Set.of(coordinator.origin(), borealis.origin()),
                    proven.witnesses().keySet());
        }
    }

    @Test
    void another_entry_place_ledger_or_a_head_with_too_few_cosignatures_proves_nothing() {
        assertRefused("not at that place", proof(7).verify(TestLog.entry(8), policy));
        TlogProof moved = new TlogProof(8, proof(7).path(), proof(7).checkpoint(), Optional.empty());
        assertRefused("not at that place", moved.verify(TestLog.entry(7), policy));
        TlogProof one = TlogProof.of(7, log.at(SIZE), log.cosignedBy(SIZE, borealis));
        assertRefused("enough witnesses", one.verify(TestLog.entry(7), policy));
        TlogPolicy elsewhere = TlogPolicy.of(List.of(borealis.certification().key()), List.of(), 0);
        assertRefused("a ledger of the policy", proof(7).verify(TestLog.entry(7), elsewhere));
    }

    private static void assertRefused(String why, TlogProof.Verdict verdict) {
        String problem =
                assertInstanceOf(TlogProof.Verdict.Refused.class, verdict).problem();
        assertTrue(problem.contains(why), problem);
    }

    @Test
    void the_file_has_the_published_form() {
        List<String> lines =
                new String(proof(0).bytes(), StandardCharsets.UTF_8).lines().toList();
        assertEquals("c2sp.org/tlog-proof@v1", lines.get(0));
        assertEquals("index 0", lines.get(1));
        assertEquals("", lines.get(2 + 9), "a tree of 300 has nine levels above its first leaf");
        assertEquals(log.origin(), lines.get(12));
        assertEquals("300", lines.get(13));
    }

    @Test
    void extra_bytes_are_carried_and_vouched_for_by_nobody() {
        TlogProof extra =
                new TlogProof(7, proof(7).path(), proof(7).checkpoint(), Optional.of(new Bytes(new byte[] {1, 2, 3})));
        assertEquals(extra, TlogProof.parse(extra.bytes()));
        assertInstanceOf(TlogProof.Verdict.Proven.class, extra.verify(TestLog.entry(7), policy));
    }

    @Test
    void an_entry_alone_in_its_ledger_needs_no_hashes() {
        TestLog young = new TestLog("aurora").grow(1);
        TlogProof proof = TlogProof.of(0, young.at(1), young.head(1));
        assertEquals(List.of(), proof.path());
        assertEquals(proof, TlogProof.parse(proof.bytes()));
        TlogPolicy alone = TlogPolicy.of(List.of(young.certification().key()), List.of(), 0);
        assertInstanceOf(TlogProof.Verdict.Proven.class, proof.verify(TestLog.entry(0), alone));
    }

    @Test
    void malformed_proofs_are_refused() {
        String sound = new String(proof(7).bytes(), StandardCharsets.UTF_8);
        String hash = sound.lines().toList().get(2) + "\n";
        for (String text : List.of(
                "",
                "c2sp.org/tlog-proof@v1\n\n",
                sound.replace("@v1", "@v2"),
                sound.replace("index 7\n", ""),
                sound.replace("index 7", "index 07"),
                sound.replace("index 7", "index -7"),
                sound.replace("index 7", "index 7 "),
                sound.replace("index 7\n", "index 7\nextra AA==\n"),
                sound.replace("index 7\n", "extra A\nindex 7\n"),
                sound.replace(hash, "AAAA\n"),
                sound.replace(hash, hash.repeat(64)),
                sound.replace("index 7\n", "index 7\r\n"),
                sound + "\n")) {
            assertThrows(
                    LedgerFormatException.class, () -> TlogProof.parse(text.getBytes(StandardCharsets.UTF_8)), text);
        }
        assertThrows(LedgerFormatException.class, () -> TlogProof.parse(new byte[200_000]));
    }

    /// Whatever bytes come: they are refused, or they prove the very entry and are read back as they are.
    @Test
    void damaged_proofs_never_prove_another_entry() {
        byte[] sound = proof(7).bytes();
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Damage.of(sound, random);
            TlogProof read;
            try {
                read = TlogProof.parse(damaged);
            } catch (LedgerFormatException refused) {
                continue;
            }
            assertArrayEquals(damaged, read.bytes());
            assertInstanceOf(TlogProof.Verdict.Refused.class, read.verify(TestLog.entry(8), policy));
            if (!Arrays.equals(damaged, sound)
                    && read.verify(TestLog.entry(7), policy) instanceof TlogProof.Verdict.Proven) {
                assertEquals(proof(7).path(), read.path());
                assertEquals(proof(7).checkpoint().text(), read.checkpoint().text());
            }
        }
    }
}
