package org.isopleth.wire.enrolment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InviteTokenTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InviteId INVITE = new InviteId("0123456789ABCDEF");
    private static final byte[] A = {1, 2};
    private static final byte[] B = {3};

    private final InviteToken token = InviteToken.random(RANDOM);

    @Test
    void a_token_is_read_as_it_was_written_and_as_people_write_it() {
        String text = token.text();
        assertTrue(text.matches("([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}"), text);
        for (String typed : new String[] {
            text,
            text.replace("-", ""),
            text.toLowerCase(Locale.ROOT).replace('-', ' '),
            text.replace('0', 'O').replace('1', 'l') + "\n"
        }) {
            assertEquals(text, InviteToken.parse(typed).text());
        }
    }

    @Test
    void a_typing_error_is_found_before_it_is_sent() {
        Random random = new Random(5);
        String alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        int missed = 0;
        for (int i = 0; i < 2000; i++) {
            StringBuilder typed = new StringBuilder(token.text().replace("-", ""));
            int at = random.nextInt(typed.length());
            char wrong = alphabet.charAt(random.nextInt(32));
            if (typed.charAt(at) != wrong) {
                typed.setCharAt(at, wrong);
                missed += parses(typed.toString()) ? 1 : 0;
            }
        }
        // One in 32768 is expected to pass; three in 2000 would happen once in 26000 runs.
        assertTrue(missed < 3, missed + " errors of 2000 were not found");
        assertFalse(parses(token.text().substring(1)));
        assertFalse(parses(token.text().replaceFirst("^.", "U")));
        assertFalse(parses(""));
    }

    private static boolean parses(String typed) {
        try {
            InviteToken.parse(typed);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void a_token_is_not_printed_by_accident() {
        assertEquals("InviteToken[hidden]", token.toString());
    }

    @Test
    void a_proof_holds_for_this_token_invite_and_requests_only() {
        byte[] proof = token.proof(INVITE, A, B);
        assertEquals(32, proof.length);
        assertTrue(token.proves(new EnrolmentRequest(INVITE, A, B, proof)));
        assertFalse(InviteToken.random(RANDOM).proves(new EnrolmentRequest(INVITE, A, B, proof)));
        assertFalse(token.proves(new EnrolmentRequest(new InviteId("0123456789ABCDEG"), A, B, proof)));
        assertFalse(token.proves(new EnrolmentRequest(INVITE, B, A, proof)));
        // The same bytes with the border between the requests elsewhere.
        assertFalse(token.proves(new EnrolmentRequest(INVITE, new byte[] {1}, new byte[] {2, 3}, proof)));
        assertFalse(token.proves(new EnrolmentRequest(INVITE, A, B, new byte[0])));
    }

    @Test
    void bytes_survive_base_32() {
        Random random = new Random(6);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[5 * random.nextInt(6)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, Base32.decode(Base32.encode(bytes)));
        }
        // Crockford's alphabet, most significant bits first.
        assertEquals("0000001Z", Base32.encode(new byte[] {0, 0, 0, 0, 63}));
        assertThrows(IllegalArgumentException.class, () -> Base32.encode(new byte[4]));
    }

    @Test
    void an_invites_identifier_is_a_safe_file_name() {
        assertEquals(
                INVITE, InviteId.parse("ol23-4567-89ab-cdef".replace("l", "1").replace("o", "O")));
        for (String wrong :
                new String[] {"", "../../etc/passwd", "0123456789ABCDE", "0123456789ABCDEFG", "0123456789abcdef"}) {
            assertThrows(IllegalArgumentException.class, () -> new InviteId(wrong));
        }
    }
}
