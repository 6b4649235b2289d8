package org.isopleth.connector.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Images are measured for one study after the other, each until it was told how it ended.
class ImageWorkerTest {
    private static final Study ONE = study("one");
    private static final Study TWO = study("two");

    private final Measured patients = new Measured();
    private final ImageWorker worker = new ImageWorker(patients, InstantSource.fixed(Instant.EPOCH));
    private final Thread thread = Thread.ofPlatform().unstarted(worker);

    @AfterEach
    void stop() throws InterruptedException {
        worker.stop();
        thread.join();
    }

    @Test
    void a_study_is_measured_once_each_time_it_asks() throws Exception {
        assertFalse(worker.isMeasured(ONE), "it was only ordered");
        assertFalse(worker.isMeasured(TWO), "the one place is taken");
        patients.open.countDown();
        thread.start();
        await(ONE);
        await(TWO);
        assertEquals(List.of("one", "two"), patients.done);
        assertFalse(worker.isMeasured(ONE), "asked again, images may have changed");
        await(ONE);
        assertEquals(List.of("one", "two", "one"), patients.done);
        assertEquals(Optional.empty(), worker.doing());
    }

    @Test
    void why_it_failed_is_told_once() throws Exception {
        patients.open.countDown();
        patients.failure = Optional.of(new PatientsAwayException("no answer", new IllegalStateException()));
        thread.start();
        assertThrows(PatientsAwayException.class, () -> await(ONE));
        patients.failure = Optional.empty();
        await(ONE);
    }

    @Test
    void what_cannot_be_answered_to_the_site_s_people_keeps_no_study_waiting() throws Exception {
        patients.open.countDown();
        patients.unanswerable = true;
        thread.start();
        while (!patients.asked) {
            Thread.sleep(1);
        }
        await(ONE);
        assertEquals(List.of("one"), patients.done);
    }

    @Test
    void it_stops_at_the_next_region_and_is_asked_again() throws Exception {
        thread.start();
        worker.isMeasured(ONE);
        while (worker.doing().isEmpty()) {
            Thread.sleep(1);
        }
        assertEquals(
                "measuring images for study " + ONE.digest().hex().substring(0, 12)
                        + " since 1970-01-01T00:00:00Z: 3 series looked at",
                worker.doing().orElseThrow());
        worker.stop();
        thread.join();
        assertEquals(List.of(), patients.done);
        assertFalse(worker.isMeasured(ONE));
    }

    @Test
    void a_study_that_asks_nothing_of_images_waits_for_nobody() {
        worker.isMeasured(ONE);
        Study tables = new Study(
                "t",
                "q",
                "p",
                List.of(),
                List.of(new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120)),
                Cohort.EVERYONE,
                ONE.analyses(),
                ONE.privacy(),
                Deadlines.DEFAULT);
        assertTrue(worker.isMeasured(tables));
    }

    private void await(Study study) throws InterruptedException {
        while (!worker.isMeasured(study)) {
            Thread.sleep(1);
        }
    }

    private static Study study(String title) {
        return new Study(
                title,
                "q",
                "p",
                List.of(),
                List.of(new Variable.Numeric("contrast", Optional.of(TermId.parse("ro:ACUI")), Unit.ONE, 0, 5000)),
                Optional.of(new FeatureRequest(
                        Json.object().build(),
                        "GTVp1",
                        FeatureRequest.BASELINE,
                        List.of(new FeatureRequest.Measured("contrast", "ACUI", Optional.of("3D, averaged"))))),
                Cohort.EVERYONE,
                List.of(new AnalysisPlan(
                        AnalysisId.parse("summary@1"), "describe", Json.object().build())),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                Deadlines.DEFAULT);
    }

    /// Images that take until the latch is open.
    private static final class Measured implements Patients {
        private final CountDownLatch open = new CountDownLatch(1);
        private final List<String> done = Collections.synchronizedList(new ArrayList<>());
        private volatile Optional<RuntimeException> failure = Optional.empty();
        private volatile boolean unanswerable;
        private volatile boolean asked;

        @Override
        public void measure(Study study, Watch watch) {
            while (open.getCount() > 0) {
                watch.at("series looked at", 3);
            }
            failure.ifPresent(e -> {
                throw e;
            });
            done.add(study.title());
        }

        @Override
        public void serve(Watch watch) {
            asked = true;
            if (unanswerable) {
                throw new UncheckedIOException(new IOException("no room on the disk"));
            }
        }

        @Override
        public Selection select(Study study) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Kept> kept(Digest study) {
            return Optional.empty();
        }

        @Override
        public Kept freeze(Digest study, AnalysisTable table, Readiness readiness, Instant deleteAt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AnalysisTable frozen(Digest study, Digest table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Digest study) {}
    }
}
