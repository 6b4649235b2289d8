package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SlowProgressTest {

    @Test
    void aQuickSimulationIsSilentAndASlowOneIsNot() {
        Instant start = Instant.parse("2026-11-21T08:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(start);
        StringWriter err = new StringWriter();
        SlowProgress progress = new SlowProgress(new PrintWriter(err), now::get);
        now.set(start.plusSeconds(4));
        progress.ended("survival", 1);
        assertEquals("", err.toString());
        now.set(start.plusSeconds(5));
        progress.ended("survival", 2);
        assertEquals("isopleth: survival: round 2 done\n", err.toString());
    }
}
