package org.isopleth.masking;

import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.key.MaskingException;
import org.junit.jupiter.api.Test;

/// Messages as bytes: what is written is read back, and what was changed on the way is no message or has no
/// valid signature.
class MaskingMessageJsonTest {

    private static List<Signed<? extends CoordinatorMessage>> questions() {
        List<Signed<? extends CoordinatorMessage>> all = new ArrayList<>();
        for (Step step : List.of(Step.PROPOSE, Step.SHARE, Step.MASK, Step.AGREE, Step.UNMASK, Step.RESULT)) {
            all.add(new TestRound(3).upTo(step).question(site(0)));
        }
        all.add(TestConsortium.byCoordinator(new CoordinatorMessage.Cancelled(), TestConsortium.PLAN));
        return all;
    }

    private static List<Signed<? extends SiteMessage>> answers() {
        List<Signed<? extends SiteMessage>> all = new ArrayList<>();
        TestRound round = new TestRound(3);
        round.tampering.put(site(0), signed -> {
            all.add(signed);
            return signed;
        });
        round.run();
        Refusal refusal = new Refusal(Refusal.Reason.BAD_SHARES, Optional.of(site(2)));
        all.add(TestConsortium.bySite(site(0), new SiteMessage.Refused(refusal), TestConsortium.PLAN));
        return all;
    }

    @Test
    void every_message_is_read_back() {
        Set<Step> seen = new HashSet<>();
        for (Signed<? extends CoordinatorMessage> signed : questions()) {
            assertEquals(signed, MaskingMessageJson.readOfCoordinator(MaskingMessageJson.bytes(signed)));
            seen.add(signed.message().step());
        }
        assertEquals(Set.of(Step.values()), seen);
        assertEquals(6, answers().size());
        for (Signed<? extends SiteMessage> signed : answers()) {
            assertEquals(signed, MaskingMessageJson.readOfSite(MaskingMessageJson.bytes(signed)));
        }
    }

    /// Some messages are written without a JSON value in between.
    @Test
    void every_message_is_written_in_its_canonical_form() {
        for (Signed<?> signed :
                Stream.concat(questions().stream(), answers().stream()).toList()) {
            assertArrayEquals(CanonicalJson.bytes(signed.json()), MaskingMessageJson.bytes(signed));
            assertArrayEquals(
                    CanonicalJson.bytes(signed.message().json()),
                    signed.message().canonical());
        }
        Signed<?> strange = new Signed<>(
                "quote \" and \u00e9\n",
                TestConsortium.PLAN,
                new CoordinatorMessage.Cancelled(),
                new Bytes(new byte[3]));
        assertArrayEquals(CanonicalJson.bytes(strange.json()), MaskingMessageJson.bytes(strange));
    }

    @Test
    void a_changed_byte_is_no_message_or_breaks_the_signature() {
        Random random = new Random(8);
        int read = 0;
        for (Signed<? extends SiteMessage> signed : answers()) {
            byte[] bytes = MaskingMessageJson.bytes(signed);
            for (int trial = 0; trial < 200; trial++) {
                byte[] changed = bytes.clone();
                int at = random.nextInt(changed.length);
                changed[at] = (byte) (random.nextBoolean() ? changed[at] ^ 1 : 'a' + random.nextInt(26));
                try {
                    Signed<? extends SiteMessage> other = MaskingMessageJson.readOfSite(changed);
                    read++;
                    // The spare bits of base64 may change without changing what was said.
                    assertFalse(!other.equals(signed)
                            && other.sender().equals(signed.sender())
                            && other.by(TestConsortium.key(site(0))));
                } catch (MaskingException e) {
                    assertFalse(e.toString().contains("site-0"));
                }
            }
        }
        assertFalse(read == 0, "some changes must survive the reader for the signature to be tried");
    }

    @Test
    void another_layout_or_kind_of_the_same_is_refused() {
        String text = new String(MaskingMessageJson.bytes(answers().getFirst()), StandardCharsets.UTF_8);
        byte[] spaced = text.replace(":", ": ").getBytes(StandardCharsets.UTF_8);
        assertThrows(MaskingException.class, () -> MaskingMessageJson.readOfSite(spaced));
        byte[] own = text.getBytes(StandardCharsets.UTF_8);
        assertThrows(MaskingException.class, () -> MaskingMessageJson.readOfCoordinator(own));
    }

    @Test
    void statements_of_different_senders_steps_or_contexts_differ() {
        SiteMessage.Agreement agreement = new SiteMessage.Agreement(Digest.of("survivors"));
        Digest other = Digest.of("other");
        Set<String> statements = new HashSet<>();
        for (byte[] statement : List.of(
                Signed.statement("site-000", TestConsortium.PLAN, agreement),
                Signed.statement("site-001", TestConsortium.PLAN, agreement),
                Signed.statement("site-000", other, agreement),
                Signed.statement("site-000", TestConsortium.PLAN, Step.UNMASK, agreement.payload()),
                Signed.statement("site-000", TestConsortium.PLAN, Step.AGREE, other))) {
            assertEquals(0, statement[0]);
            statements.add(Digest.of(statement).hex());
        }
        assertEquals(5, statements.size());
    }
}
