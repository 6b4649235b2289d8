package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TlogPolicyTest {
    private final TestLog log = new TestLog("aurora").grow(5);
    private final List<TestLog> x = List.of(new TestLog("x1"), new TestLog("x2"), new TestLog("x3"));
    private final List<TestLog> y = List.of(new TestLog("y1"), new TestLog("y2"), new TestLog("y3"));

    /// The example of the C2SP specification, with keys.
    private String published() {
        return """
            log LOG https://example.org/log

            witness X1 KX0
            witness X2 KX1
            witness X3 KX2\thttps://x3.example
            group X-witnesses 2 X1 X2 X3

              # the other organisation
            witness Y1 KY0
            witness Y2 KY1
            witness Y3 KY2
            group Y-witnesses any Y1 Y2 Y3

            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y
            """.replace("LOG", log.certification().key().text())
                .replace("KX0", cosigner(x.get(0)))
                .replace("KX1", cosigner(x.get(1)))
                .replace("KX2", cosigner(x.get(2)))
                .replace("KY0", cosigner(y.get(0)))
                .replace("KY1", cosigner(y.get(1)))
                .replace("KY2", cosigner(y.get(2)));
    }

    private static String cosigner(TestLog witness) {
        return new CosignerKey(witness.certification().key()).text();
    }

    private static TlogPolicy parse(String text) {
        return TlogPolicyText.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_published_example_asks_for_two_of_one_group_and_one_of_the_other() {
        TlogPolicy policy = parse(published());
        assertTrue(policy.accepts(log.cosignedBy(5, x.get(0), x.get(2), y.get(1))));
        assertTrue(policy.accepts(log.cosignedBy(5, x.get(0), x.get(1), x.get(2), y.get(0), y.get(2))));
        assertFalse(policy.accepts(log.cosignedBy(5, x.get(0), y.get(0), y.get(1), y.get(2))));
        assertFalse(policy.accepts(log.cosignedBy(5, x.get(0), x.get(1), x.get(2))));
        assertFalse(policy.accepts(log.head(5)));
        assertEquals(
                Set.of("X1", "Y3"),
                policy.cosigned(log.cosignedBy(5, y.get(2), x.get(0))).keySet());
    }

    @Test
    void one_witness_that_cosigns_twice_counts_once() {
        TlogPolicy policy = parse(published());
        SignedNote twice = log.cosignedBy(5, x.get(0), y.get(0))
                .with(List.of(Cosignature.sign(x.get(0).signer(), log.head(5).text(), TestLog.NOON.plusSeconds(9))));
        assertFalse(policy.accepts(twice));
    }

    @Test
    void a_head_of_another_ledger_or_another_head_is_not_accepted() {
        TlogPolicy policy = parse(published());
        TestLog other = new TestLog("borealis").grow(5);
        assertFalse(policy.accepts(other.cosignedBy(5, x.get(0), x.get(1), y.get(0))));
        SignedNote elsewhere = log.cosignedBy(4, x.get(0), x.get(1), y.get(0));
        assertFalse(
                policy.accepts(log.head(5).with(elsewhere.signatures().subList(1, 4))),
                "cosignatures of an earlier head");
        SignedNote stranger = SignedNote.sign(log.head(5).text(), other.signer());
        assertTrue(policy.log(stranger).isEmpty(), "signed by another under this ledger's name");
    }

    @Test
    void a_quorum_may_be_one_witness_or_none() {
        String witness = "witness w " + cosigner(x.get(0)) + "\n";
        String known = "log " + log.certification().key().text() + "\n" + witness;
        assertTrue(parse(known + "quorum w\n").accepts(log.cosignedBy(5, x.get(0))));
        assertFalse(parse(known + "quorum w\n").accepts(log.head(5)));
        assertTrue(parse(known + "quorum none\n").accepts(log.head(5)));
        assertTrue(parse("quorum none\n").isQuorum(Set.of()));
    }

    @Test
    void it_is_written_as_it_was_read() {
        TlogPolicy policy = parse(published());
        assertEquals(policy, TlogPolicyText.parse(TlogPolicyText.bytes(policy)));
        List<TlogPolicy.NamedWitness> witnesses = x.stream()
                .map(witness -> new TlogPolicy.NamedWitness(
                        witness.origin(),
                        new CosignerKey(witness.certification().key())))
                .toList();
        TlogPolicy twoOfThree = TlogPolicy.of(List.of(log.certification().key()), witnesses, 2);
        assertEquals(twoOfThree, TlogPolicyText.parse(TlogPolicyText.bytes(twoOfThree)));
        assertTrue(twoOfThree.accepts(log.cosignedBy(5, x.get(2), x.get(0))));
        assertFalse(twoOfThree.accepts(log.cosignedBy(5, x.get(2))));
    }

    @Test
    void what_contradicts_itself_is_refused_with_its_line() {
        String w = "witness w " + cosigner(x.get(0)) + "\n";
        String v = "witness v " + cosigner(x.get(1)) + "\n";
        String logLine = "log " + log.certification().key().text() + "\n";
        for (String text : List.of(
                "",
                w,
                w + "quorum w",
                w + "quorum v\n",
                "quorum w\n" + w,
                w + "quorum w\nquorum w\n",
                w + w + "quorum w\n",
                w + w.replace("witness w", "witness v") + "quorum w\n",
                w.replace("witness w", "witness none") + "quorum none\n",
                w + "group g 0 w\nquorum g\n",
                w + "group g 2 w\nquorum g\n",
                w + "group g 01 w\nquorum g\n",
                w + "group g most w\nquorum g\n",
                w + "group g any\nquorum g\n",
                w + "group g any w w\nquorum g\n",
                w + "group g any v\n" + v + "quorum g\n",
                w + "group g any g\nquorum g\n",
                w + "group w any w\nquorum w\n",
                w + v + "group g any w\ngroup h any w v\nquorum h\n",
                w + "group g any none\nquorum g\n",
                logLine + logLine + "quorum none\n",
                logLine.replace("log ", "witness w ") + "quorum w\n",
                "log " + cosigner(x.get(0)) + "\nquorum none\n",
                "rule none\n",
                "quorum none none\n",
                "quorum none\r\n",
                "quorum none\u0000\n")) {
            assertThrows(LedgerFormatException.class, () -> parse(text), text);
        }
        LedgerFormatException named =
                assertThrows(LedgerFormatException.class, () -> parse("# one\n\n" + w + "group g 2 w\nquorum g\n"));
        assertTrue(named.problem().startsWith("line 4: "), named.problem());
    }

    @Test
    void it_is_bounded() {
        assertThrows(LedgerFormatException.class, () -> parse("#" + "x".repeat(70_000) + "\nquorum none\n"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= TlogPolicy.MAX_EACH; i++) {
            many.append("witness w")
                    .append(i)
                    .append(' ')
                    .append(cosigner(new TestLog("w" + i)))
                    .append('\n');
        }
        assertThrows(LedgerFormatException.class, () -> parse(many + "quorum w0\n"));
    }

    /// Whatever bytes come, they are a policy or are refused as none.
    @Test
    void damaged_policies_are_refused_or_are_other_policies() {
        byte[] sound = published().getBytes(StandardCharsets.UTF_8);
        TlogPolicy policy = TlogPolicyText.parse(sound);
        List<TlogPolicy> others = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            try {
                others.add(TlogPolicyText.parse(Damage.of(sound, random)));
            } catch (LedgerFormatException refused) {
                assertFalse(refused.problem().isEmpty());
            }
        }
        SignedNote unsigned = log.head(5);
        assertFalse(policy.accepts(unsigned));
        others.stream()
                .filter(other -> !other.quorum().equals(TlogPolicy.NONE))
                .forEach(other -> assertFalse(other.accepts(unsigned)));
    }
}
