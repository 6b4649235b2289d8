package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.study.ReleaseLevel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A site and a coordinator of which one has an older state say so when they meet.
class LostStateTest {
    @TempDir
    Path folder;

    /// Positive: the coordinator has an older state. Negative: the site has.
    @ParameterizedTest
    @ValueSource(ints = {2, -1})
    void a_site_that_meets_a_coordinator_with_another_memory_stays_away_and_says_why(int forgets) throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), TestStudies.table(60, 1))) {
            hospital.start();
            Conversation conversation = new Conversation(
                    hospital.coordinator, hospital.offer(TestStudies.study("lost", ReleaseLevel.SITE_LEVEL)));
            conversation.offer();
            conversation.permit();
            // With this message the site hears that its permit was received.
            conversation.getReady();
            hospital.coordinator.forgets = forgets;
            hospital.coordinator.drop();
            awaitStatus(ErrorCode.STATE_LOST.meaning());
        }
    }

    private void awaitStatus(String words) throws Exception {
        Path status = folder.resolve("site").resolve(StatusFile.NAME);
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String text = "";
        while (System.nanoTime() < until && !text.contains(words)) {
            Thread.sleep(100);
            text = Files.exists(status) ? Files.readString(status) : "";
        }
        assertTrue(text.contains(words), text);
    }
}
