package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever step a connector dies in, it goes on from there to the same bytes.
class KillTest {
    private static final AnalysisTable TABLE = TestStudies.table(60, 3);
    private static final Study STUDY = TestStudies.study("killed", ReleaseLevel.SITE_LEVEL);

    /// Everything a connector stores about a study is stored with an entry of the ledger, whose time is
    /// asked for inside the transaction: the place to die before it commits. What was stored before is
    /// all that is left, as after a power failure.
    private static final class MortalClock implements InstantSource {
        private final AtomicInteger steps = new AtomicInteger();
        private final int last;
        private volatile boolean dead;

        MortalClock(int last) {
            this.last = last;
        }

        @Override
        public Instant instant() {
            if (!dead && insideLedger() && steps.incrementAndGet() > last) {
                dead = true;
            }
            if (dead) {
                throw new KilledException();
            }
            return Instant.now();
        }

        private static boolean insideLedger() {
            return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.anyMatch(frame -> frame.getDeclaringClass() == LedgerBook.class));
        }
    }

    private static final class KilledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path folder;

    @Test
    void a_connector_killed_at_any_stored_step_goes_on_to_the_same_contributions() throws Exception {
        MortalClock immortal = new MortalClock(Integer.MAX_VALUE);
        List<Digest> expected = run(folder.resolve("whole"), immortal);
        int steps = immortal.steps.get();
        assertTrue(steps > 15, "a whole study has many steps");
        int stride = "full".equals(System.getProperty("isopleth.tests")) ? 1 : 8;
        System.getLogger(KillTest.class.getName())
                .log(System.Logger.Level.INFO, "killing at every {0}th of {1} steps", stride, steps);
        for (int last = 1; last < steps; last += stride) {
            MortalClock clock = new MortalClock(last);
            assertEquals(expected, run(folder.resolve("killed-" + last), clock), "killed after step " + last);
            assertTrue(clock.dead, "the connector was killed after step " + last);
        }
    }

    private static List<Digest> run(Path place, MortalClock clock) throws Exception {
        try (Hospital hospital = new Hospital(place, TABLE)) {
            Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
            CompletableFuture<Boolean> course = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    course.complete(hold(conversation));
                } catch (InterruptedException | RuntimeException | Error e) {
                    course.completeExceptionally(e);
                }
            });
            hospital.clock = clock;
            startMortal(hospital);
            while (!course.isDone() && !clock.dead) {
                Thread.sleep(5);
            }
            if (clock.dead) {
                hospital.stop();
                hospital.clock = InstantSource.system();
                hospital.start();
            }
            assertTrue(course.get(60, TimeUnit.SECONDS));
            assertFalse(hospital.patients.keeps(STUDY.digest()));
            hospital.stop();
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
            ConversationTest.assertOneEntryPerRelease(hospital, conversation);
            return conversation.contributions;
        }
    }

    private static boolean hold(Conversation conversation) throws InterruptedException {
        conversation.whole();
        return true;
    }

    private static void startMortal(Hospital hospital) {
        try {
            hospital.start();
        } catch (KilledException e) {
            // It died while it started.
            return;
        }
    }
}
