package org.isopleth.connector.grpc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.isopleth.connector.grpc.Reconnection.Ending;
import org.junit.jupiter.api.Test;

class ReconnectionTest {
    private static final Ending UNREACHED = new Ending(Duration.ZERO, false);
    private static final Ending AT_ONCE = new Ending(Duration.ofMillis(40), false);

    private final Reconnection reconnection = new Reconnection(new Backoff(new Random(1)));

    private Duration after(int times, Ending ending) {
        Duration wait = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            wait = reconnection.after(ending);
        }
        return wait;
    }

    @Test
    void streams_that_end_at_once_wait_longer_and_longer_like_connections_that_cannot_be_made() {
        assertTrue(after(1, AT_ONCE).compareTo(Backoff.FIRST) <= 0);
        assertTrue(after(5, AT_ONCE).compareTo(Duration.ofMillis(1_600)) >= 0);
        assertTrue(after(5, UNREACHED).compareTo(Backoff.LONGEST.dividedBy(2)) >= 0);
        assertTrue(after(1_000, AT_ONCE).compareTo(Backoff.LONGEST.dividedBy(2)) >= 0);
    }

    @Test
    void a_stream_that_lived_or_moved_a_message_starts_over() {
        after(20, AT_ONCE);
        assertTrue(after(1, new Ending(Reconnection.STEADY, false)).compareTo(Backoff.FIRST) <= 0);
        after(20, AT_ONCE);
        assertTrue(after(1, new Ending(Duration.ofMillis(40), true)).compareTo(Backoff.FIRST) <= 0);
    }
}
