package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/// One changed byte anywhere in a ledger is seen.
class LedgerFlipTest {
    private static final boolean FULL =
            !System.getProperty("isopleth.tests", "sampled").equals("sampled");
    private static final int FLIPS = FULL ? 100_000 : 1_000;

    /// A ledger in which one file has one changed byte.
    private record Flipped(TestLedger ledger, String changed, int at, int bit) implements LedgerSource {
        @Override
        public SortedSet<String> paths() {
            return ledger.paths();
        }

        @Override
        public Optional<byte[]> read(String path) {
            if (!path.equals(changed)) {
                return ledger.read(path);
            }
            byte[] content = ledger.file(path).clone();
            content[at] ^= (byte) (1 << bit);
            return Optional.of(content);
        }

        boolean unseen() {
            return !(LedgerVerification.verify(this, LedgerExpectations.NONE) instanceof LedgerVerdict.Broken);
        }

        @Override
        public String toString() {
            return changed + " byte " + at + " bit " + bit;
        }
    }

    /// Full and partial tiles of two levels, several checkpoints; drawn from all bytes alike, and some of each file.
    @Test
    void a_flipped_byte_of_1000_entries_fails_the_verification() {
        flip(new TestLedger(TestLedger.leaves(1_000), 1, 256, 300, 600, 768, 1_000), FLIPS);
    }

    @Test
    void every_flipped_byte_of_a_small_ledger_fails_the_verification() {
        flip(new TestLedger(TestLedger.leaves(2), 2), Integer.MAX_VALUE);
    }

    @Test
    void a_flipped_byte_of_a_cosigned_ledger_fails_the_verification() {
        flip(cosigned("witness.example/borealis"), FULL ? Integer.MAX_VALUE : FLIPS);
    }

    /// A ledger whose only head another site cosigned.
    private static TestLedger cosigned(String name) {
        TestLedger ledger = new TestLedger(TestLedger.leaves(2), 2);
        Ed25519NoteSigner witness = TestLedger.newSigner(name);
        KeyCertification certification = ledger.certificates()
                .another("urn:isopleth:site:borealis:signing")
                .certify("borealis", witness.verifier());
        SignedNote head = SignedNote.parse(ledger.file("checkpoint"));
        byte[] cosigned = head.with(List.of(Cosignature.sign(witness, head.text(), TestLog.NOON)))
                .bytes();
        ledger.files().put("checkpoint", cosigned.clone());
        ledger.files().put("checkpoints/2", cosigned.clone());
        ledger.files().put(KeyCertification.witnessPath(new CosignerKey(witness.verifier())), certification.bytes());
        return ledger;
    }

    @Test
    void a_witness_of_another_consortium_is_not_believed() {
        TestLedger ledger = cosigned("witness.example/borealis");
        Ed25519NoteSigner stranger = TestLedger.newSigner("witness.example/stranger");
        CosignerKey key = new CosignerKey(stranger.verifier());
        ledger.files()
                .put(
                        KeyCertification.witnessPath(key),
                        new TestCertificates("urn:isopleth:site:stranger:signing")
                                .certify("stranger", stranger.verifier())
                                .bytes());
        assertInstanceOf(LedgerVerdict.Broken.class, ledger.verify());
    }

    private static void flip(TestLedger ledger, int atMost) {
        assertInstanceOf(LedgerVerdict.Sound.class, ledger.verify());
        List<Flipped> flips = flips(ledger, atMost);
        assertEquals(
                List.of(),
                flips.parallelStream()
                        .filter(Flipped::unseen)
                        .map(Flipped::toString)
                        .toList(),
                () -> "unseen of " + flips.size() + " flips");
    }

    /// Every byte if there are no more than `atMost`; otherwise `atMost` of them, ten of which in each file.
    private static List<Flipped> flips(TestLedger ledger, int atMost) {
        Random random = new Random(20_261_101);
        List<Map.Entry<String, byte[]>> files = List.copyOf(ledger.files().entrySet());
        long bytes = files.stream().mapToLong(file -> file.getValue().length).sum();
        List<Flipped> flips = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files) {
            int length = file.getValue().length;
            for (int i = 0; i < (bytes <= atMost ? length : 10); i++) {
                int at = bytes <= atMost ? i : random.nextInt(length);
                flips.add(new Flipped(ledger, file.getKey(), at, random.nextInt(8)));
            }
        }
        while (bytes > atMost && flips.size() < atMost) {
            long at = random.nextLong(bytes);
            int file = 0;
            while (at >= files.get(file).getValue().length) {
                at -= files.get(file).getValue().length;
                file++;
            }
            flips.add(new Flipped(ledger, files.get(file).getKey(), (int) at, random.nextInt(8)));
        }
        return flips;
    }
}
