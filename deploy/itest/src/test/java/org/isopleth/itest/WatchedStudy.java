package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.remote.CoordinatorClient;
import org.isopleth.study.Study;

/// A study that a scientist handed in and watches to its end, over every death of the coordinator. For one test
/// thread.
final class WatchedStudy {
    private final Consortium consortium;
    private final Study study;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Thread watching;

    private WatchedStudy(Consortium consortium, Study study) {
        this.consortium = consortium;
        this.study = study;
        this.watching = Thread.ofPlatform().daemon().unstarted(this::watch);
    }

    /// Begins to hand it in, again and again until a coordinator has it, and to watch it.
    static WatchedStudy submit(Consortium consortium, Study study) {
        WatchedStudy watched = new WatchedStudy(consortium, study);
        watched.watching.start();
        return watched;
    }

    /// Handing in again changes nothing, so that nobody needs to know how far a broken connection came.
    private void watch() {
        while (true) {
            try (CoordinatorClient client = consortium.scientist()) {
                Digest digest = client.submit(study);
                client.watch(digest, event -> told.add(CanonicalJson.text(event)));
                return;
            } catch (CommandFailure e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Waits for the end of the study; whether it came.
    boolean hasEnded(Duration longest) throws InterruptedException {
        return watching.join(longest);
    }

    /// The result document of the study that has ended, after a look whether every event that was ever told is
    /// still there.
    String results() {
        List<String> events = new ArrayList<>();
        try (CoordinatorClient client = consortium.scientist()) {
            client.watch(study.digest(), event -> events.add(CanonicalJson.text(event)));
            assertTrue(events.containsAll(told), "an event that was told is gone");
            return new String(client.document(study.digest(), "results"), StandardCharsets.UTF_8);
        }
    }

    /// The results without what tells one study from another of the same analyses: its digest and its title.
    String numbers() {
        return results().replace(study.digest().hex(), "").replace(study.title(), "");
    }
}
