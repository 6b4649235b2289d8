package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
    /// The example of the Go module golang.org/x/mod/sumdb/note, where the format comes from.
    private static final String EXAMPLE = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
        """;

    private static final VerifierKey PETER =
            VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

    @Test
    void a_note_signed_elsewhere_verifies() {
        SignedNote note = SignedNote.parse(bytes(EXAMPLE));
        assertTrue(note.signedBy(PETER));
        assertArrayEquals(bytes(EXAMPLE), note.bytes());
        assertFalse(SignedNote.parse(bytes(EXAMPLE.replace("problem is", "problem was")))
                .signedBy(PETER));
    }

    @Test
    void a_key_is_written_as_it_was_read() {
        assertEquals("c74f20a3", PETER.keyId());
        assertEquals("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", PETER.text());
    }

    @Test
    void keys_in_another_spelling_are_refused() {
        for (String text : List.of(
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3",
                "")) {
            assertThrows(LedgerFormatException.class, () -> VerifierKey.parse(text), text);
        }
    }

    @Test
    void what_is_signed_verifies_and_is_the_same_every_time() {
        Ed25519NoteSigner signer = TestLedger.newSigner("example.org/log");
        Checkpoint head = new Checkpoint("example.org/log", 7, Digest.of("root"));
        SignedNote note = head.sign(signer);
        assertTrue(note.signedBy(signer.verifier()));
        assertFalse(note.signedBy(PETER));
        assertEquals(note, SignedNote.parse(note.bytes()));
        assertEquals(head, Checkpoint.parse(note));
        assertArrayEquals(note.bytes(), head.sign(signer).bytes());
    }

    @Test
    void a_wrong_signature_beside_a_right_one_spoils_the_note() {
        Ed25519NoteSigner signer = TestLedger.newSigner("example.org/log");
        SignedNote right = SignedNote.sign("text\n", signer);
        NoteSignature wrong = SignedNote.sign("other\n", signer).signatures().getFirst();
        SignedNote both = new SignedNote("text\n", List.of(right.signatures().getFirst(), wrong));
        assertFalse(both.signedBy(signer.verifier()));
    }

    @Test
    void malformed_notes_are_refused() {
        for (String text : List.of(
                "",
                "\n",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n\nno signature\n",
                EXAMPLE.substring(0, EXAMPLE.length() - 1),
                EXAMPLE + "\n",
                EXAMPLE.replace('\u2014', '-'),
                EXAMPLE.replace("is the", "is\tthe"),
                EXAMPLE.replace("JnAM=", "JnAN="),
                EXAMPLE.replace("JnAM=", "JnAM"))) {
            assertThrows(LedgerFormatException.class, () -> SignedNote.parse(bytes(text)), text);
        }
        assertThrows(LedgerFormatException.class, () -> SignedNote.parse(new byte[] {(byte) 0xff, '\n', '\n'}));
        assertThrows(LedgerFormatException.class, () -> SignedNote.parse(new byte[70_000]));
    }

    @Test
    void malformed_checkpoints_are_refused() {
        String root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        NoteSignature any = SignedNote.parse(bytes(EXAMPLE)).signatures().getFirst();
        assertEquals(
                0,
                Checkpoint.parse(new SignedNote("log\n0\n" + root + "\n", List.of(any)))
                        .size());
        for (String text : List.of(
                "log\n0\n",
                "\n0\n" + root + "\n",
                "log\n00\n" + root + "\n",
                "log\n-1\n" + root + "\n",
                "log\n1e3\n" + root + "\n",
                "log\n9999999999999999999\n" + root + "\n",
                "log\n0\n47DE\n",
                "log\n0\n" + root.replace("uFU=", "uFV=") + "\n",
                "log\n0\n" + root + "\n\nmore\n")) {
            assertThrows(LedgerFormatException.class, () -> Checkpoint.parse(new SignedNote(text, List.of(any))), text);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
