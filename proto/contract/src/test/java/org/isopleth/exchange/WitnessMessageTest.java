package org.isopleth.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.canonical.JsonException;
import org.isopleth.ledger.Cosignature;
import org.isopleth.ledger.TestLog;
import org.isopleth.ledger.WitnessAnswer;
import org.junit.jupiter.api.Test;

class WitnessMessageTest {
    private final TestLog log = new TestLog("aurora").grow(20);
    private final TestLog coordinator = new TestLog("coordinator");

    private WitnessMessage.Asked asked() {
        return new WitnessMessage.Asked(log.certification(), "coordinator", log.ask(9, 20));
    }

    @Test
    void every_message_is_read_as_it_was_written() {
        assertEquals(asked(), WitnessMessage.read(asked().bytes()));
        for (WitnessAnswer answer : List.of(
                new WitnessAnswer.Cosigned(
                        Cosignature.sign(coordinator.signer(), log.head(20).text(), TestLog.NOON)),
                new WitnessAnswer.Malformed(),
                new WitnessAnswer.NotSigned(),
                new WitnessAnswer.UnknownLog(),
                new WitnessAnswer.Conflict(9),
                new WitnessAnswer.Inconsistent())) {
            WitnessMessage answered = new WitnessMessage.Answered(
                    "aurora", coordinator.certification(), answer, Optional.of(log.head(9)));
            assertEquals(answered, WitnessMessage.read(answered.bytes()));
            WitnessMessage withoutHeld =
                    new WitnessMessage.Answered("aurora", coordinator.certification(), answer, Optional.empty());
            assertEquals(withoutHeld, WitnessMessage.read(withoutHeld.bytes()));
        }
    }

    /// A witness sees heads and hashes.
    @Test
    void no_entry_is_in_what_a_witness_is_sent() {
        String sent = new String(asked().bytes(), StandardCharsets.UTF_8);
        for (int entry = 0; entry < 20; entry++) {
            assertFalse(sent.contains(new String(TestLog.entry(entry), StandardCharsets.UTF_8)));
        }
    }

    @Test
    void malformed_messages_are_refused() {
        String sound = new String(asked().bytes(), StandardCharsets.UTF_8);
        for (String text : List.of(
                "",
                "{}",
                "[]",
                sound.replace("old 9", "old x"),
                sound.replace("\"owner\"", "\"name\""),
                sound.replace("\"request\"", "\"demand\""))) {
            assertThrows(JsonException.class, () -> WitnessMessage.read(text.getBytes(StandardCharsets.UTF_8)), text);
        }
        assertThrows(JsonException.class, () -> WitnessMessage.read(new byte[WitnessMessage.MAX_BYTES + 1]));
    }

    /// Whatever bytes come, they are a message or are refused as none.
    @Test
    void damaged_messages_are_refused_or_are_other_messages() {
        Random random = new Random(4);
        byte[] sound = asked().bytes();
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                WitnessMessage read = WitnessMessage.read(damaged);
                assertEquals(read, WitnessMessage.read(read.bytes()));
            } catch (JsonException refused) {
                assertFalse(refused.toString().isEmpty());
            }
        }
    }
}
