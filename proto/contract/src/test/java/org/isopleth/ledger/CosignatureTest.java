package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class CosignatureTest {
    /// The example of the C2SP specification; it publishes no keys for it, so its frame can be read and its
    /// signature not.
    private static final String PUBLISHED = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
        """;

    private static final Instant TIME = Instant.ofEpochSecond(1_679_315_147L);

    private final Ed25519NoteSigner log = TestLedger.newSigner("example.com/log");
    private final Ed25519NoteSigner witness = TestLedger.newSigner("witness.example/w1");
    private final CosignerKey key = new CosignerKey(witness.verifier());
    private final SignedNote head = new Checkpoint("example.com/log", 7, Digest.of("root")).sign(log);

    @Test
    void the_published_example_has_the_frame_that_is_written_here() {
        SignedNote note = SignedNote.parse(PUBLISHED.getBytes(StandardCharsets.UTF_8));
        assertEquals(20_852_163, Checkpoint.parse(note).size());
        NoteSignature published = note.signatures().get(1);
        assertEquals("8d66cf3f", published.keyId());
        assertEquals(8 + 64, published.signature().length);
        assertEquals(
                TIME.getEpochSecond(), ByteBuffer.wrap(published.signature()).getLong());
        assertArrayEquals(PUBLISHED.getBytes(StandardCharsets.UTF_8), note.bytes());

        NoteSignature ours = Cosignature.sign(witness, note.text(), TIME);
        assertEquals(published.signature().length, ours.signature().length);
        assertEquals(Optional.of(TIME), note.with(List.of(ours)).cosignedBy(key));
    }

    @Test
    void it_covers_the_header_the_time_and_the_note() {
        NoteSignature line = Cosignature.sign(witness, head.text(), TIME);
        byte[] message = ("cosignature/v1\ntime 1679315147\n" + head.text()).getBytes(StandardCharsets.UTF_8);
        byte[] signature = HexFormat.of().parseHex(HexFormat.of().formatHex(line.signature(), 8, 72));
        assertTrue(witness.verifier().verifies(message, signature));
        assertEquals(Optional.of(TIME), Cosignature.time(head.text(), line, key));
    }

    @Test
    void every_bit_of_it_counts() {
        NoteSignature line = Cosignature.sign(witness, head.text(), TIME);
        byte[] stamped = line.signature();
        for (int bit = 0; bit < 8 * stamped.length; bit++) {
            byte[] changed = stamped.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            NoteSignature wrong = NoteSignature.of(line.name(), line.keyId(), changed);
            assertEquals(Optional.empty(), Cosignature.time(head.text(), wrong, key), "bit " + bit);
        }
        assertEquals(Optional.empty(), Cosignature.time(head.text() + "more\n", line, key));
        CosignerKey other = new CosignerKey(log.verifier());
        assertEquals(Optional.empty(), Cosignature.time(head.text(), line, other));
        NoteSignature shorter = NoteSignature.of(line.name(), line.keyId(), new byte[40]);
        assertEquals(Optional.empty(), Cosignature.time(head.text(), shorter, key));
    }

    @Test
    void a_note_carries_cosignatures_of_several() {
        Ed25519NoteSigner second = TestLedger.newSigner("witness.example/w2");
        SignedNote both = head.with(List.of(
                Cosignature.sign(witness, head.text(), TIME),
                Cosignature.sign(second, head.text(), TIME.plusSeconds(5))));
        assertEquals(3, both.signatures().size());
        assertTrue(both.signedBy(log.verifier()));
        assertEquals(Optional.of(TIME), both.cosignedBy(key));
        assertEquals(Optional.of(TIME.plusSeconds(5)), both.cosignedBy(new CosignerKey(second.verifier())));
        assertEquals(both, SignedNote.parse(both.bytes()));
        assertEquals(both, both.with(both.signatures()), "a line that is there is not added again");
    }

    @Test
    void the_latest_of_several_by_one_witness_counts_and_a_wrong_one_spoils_them() {
        NoteSignature early = Cosignature.sign(witness, head.text(), TIME);
        NoteSignature late = Cosignature.sign(witness, head.text(), TIME.plusSeconds(60));
        assertEquals(
                Optional.of(TIME.plusSeconds(60)),
                head.with(List.of(late, early)).cosignedBy(key));
        NoteSignature wrong = Cosignature.sign(witness, "another\n", TIME);
        assertEquals(Optional.empty(), head.with(List.of(late, wrong)).cosignedBy(key));
    }

    /// One key pair signs a program's own ledger and cosigns those of others.
    @Test
    void a_signature_of_one_use_is_none_of_the_other() {
        assertNotEquals(witness.verifier().keyId(), key.keyId());
        SignedNote own = SignedNote.sign(head.text(), witness);
        assertEquals(Optional.empty(), own.cosignedBy(key));
        assertFalse(
                head.with(List.of(Cosignature.sign(witness, head.text(), TIME))).signedBy(witness.verifier()));
        String cosigned = "cosignature/v1\ntime 1679315147\n" + head.text();
        assertThrows(
                LedgerFormatException.class,
                () -> Checkpoint.parse(SignedNote.sign(cosigned, witness)),
                "what a cosignature covers is no checkpoint");
    }

    @Test
    void a_cosigners_key_is_written_as_it_was_read_and_is_not_a_logs_key() {
        assertEquals(key, CosignerKey.parse(key.text()));
        assertThrows(
                LedgerFormatException.class,
                () -> CosignerKey.parse(witness.verifier().text()));
        assertThrows(LedgerFormatException.class, () -> VerifierKey.parse(key.text()));
    }

    @Test
    void times_before_1970_are_not_signed() {
        assertThrows(LedgerException.class, () -> Cosignature.sign(witness, head.text(), Instant.ofEpochSecond(-1)));
    }
}
