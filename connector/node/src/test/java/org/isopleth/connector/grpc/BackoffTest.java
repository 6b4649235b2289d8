package org.isopleth.connector.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waits_double_from_100_ms_to_30_s_and_never_exceed_it() {
        Backoff backoff = new Backoff(new Random(1));
        Duration full = Duration.ofMillis(100);
        for (int failures = 1; failures <= 10_000; failures++) {
            Duration wait = backoff.after(failures);
            assertTrue(wait.compareTo(full.dividedBy(2)) >= 0, "at least half of " + full);
            assertTrue(wait.compareTo(full) <= 0, "at most " + full);
            full = full.multipliedBy(2).compareTo(Backoff.LONGEST) < 0 ? full.multipliedBy(2) : Backoff.LONGEST;
        }
        assertEquals(Duration.ofSeconds(30), full);
    }

    @Test
    void two_sites_do_not_come_back_at_the_same_instants() {
        Set<Duration> waits = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            waits.add(new Backoff(new Random(seed)).after(20));
        }
        assertTrue(waits.size() > 40);
    }
}
