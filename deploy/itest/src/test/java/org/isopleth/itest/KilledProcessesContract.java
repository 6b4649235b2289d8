package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.audit.LedgerFolder;
import org.isopleth.client.remote.CoordinatorClient;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kill any process at any instant: the study ends with the same bits, no acknowledged event is lost,
/// and every ledger verifies. Real processes, real sockets, the demo's patients; every store inherits
/// these checks.
abstract class KilledProcessesContract {
    private static final long SEED = 20_260_101;
    private static final int HANG_SECONDS = 120;

    @TempDir
    Path folder;

    /// The `store:` setting of a program, or nothing for its default.
    abstract Optional<String> store(String program);

    /// How many kills this run makes, on each kind of store: ten together by default.
    private static int kills() {
        return switch (System.getProperty("isopleth.tests", "sampled")) {
            case "full" -> 200;
            case "soak" -> 2000;
            default -> 5;
        };
    }

    @Test
    void a_study_survives_the_death_of_any_process_at_any_moment() throws Exception {
        try (Consortium consortium = Consortium.found(folder, this::store)) {
            consortium.startHospitals();
            long start = System.nanoTime();
            Json undisturbed = essence(run(consortium, study(0), List.of()));
            long usual = (System.nanoTime() - start) / 1_000_000;
            Random random = new Random(SEED);
            List<String> programs = new ArrayList<>(Consortium.HOSPITALS);
            programs.add(Consortium.COORDINATOR);
            for (int kill = 1; kill <= kills(); kill++) {
                String victim = programs.get(random.nextInt(programs.size()));
                long moment = random.nextLong(usual);
                Json disturbed = essence(run(consortium, study(kill), List.of(new Kill(victim, moment))));
                assertEquals(
                        CanonicalJson.text(undisturbed),
                        CanonicalJson.text(disturbed),
                        "kill " + kill + ": " + victim + " after " + moment + " ms");
            }
            consortium.stop();
            for (String program : programs) {
                assertInstanceOf(
                        LedgerVerdict.Sound.class,
                        LedgerVerification.verify(
                                new LedgerFolder(consortium.folder(program).resolve("ledger")),
                                LedgerExpectations.NONE),
                        program);
            }
        }
    }

    private record Kill(String victim, long afterMilliseconds) {}

    /// Submits a study, kills and restarts as told, and returns the result document.
    private static Json.Obj run(Consortium consortium, Study study, List<Kill> kills) throws Exception {
        Digest digest = submit(consortium, study);
        List<String> acknowledged = new ArrayList<>();
        Thread watching = Thread.ofVirtual().start(() -> watch(consortium, digest, acknowledged));
        for (Kill kill : kills) {
            Thread.sleep(kill.afterMilliseconds());
            consortium.kill(kill.victim());
            consortium.start(kill.victim());
        }
        watching.join(HANG_SECONDS * 1000L);
        assertTrue(!watching.isAlive(), "the study hangs");
        List<String> events = new ArrayList<>();
        try (CoordinatorClient client = consortium.scientist()) {
            client.watch(digest, event -> events.add(CanonicalJson.text(event)));
            assertTrue(events.containsAll(acknowledged), "an event that was told is gone");
            return CanonicalJson.parse(client.document(digest, "results")).asObject();
        }
    }

    private static Digest submit(Consortium consortium, Study study) {
        try (CoordinatorClient client = consortium.scientist()) {
            return client.submit(study);
        }
    }

    /// Watches to the end, also over deaths of the coordinator.
    private static void watch(Consortium consortium, Digest digest, List<String> acknowledged) {
        while (true) {
            try (CoordinatorClient client = consortium.scientist()) {
                client.watch(digest, event -> acknowledged.add(CanonicalJson.text(event)));
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

    /// The demo's study with a title of its own, so that each run is another study.
    private static Study study(int number) {
        Study demo = new StudyReader(Vocabulary.bundled(), Analyses.all())
                .read(Consortium.documents().resolve("study.yaml"))
                .study();
        return new Study(
                demo.title() + " " + number,
                demo.question(),
                demo.purpose(),
                demo.sites(),
                demo.variables(),
                demo.cohort(),
                demo.analyses(),
                demo.privacy(),
                demo.deadlines());
    }

    /// The result without what names the study: its digest and title.
    private static Json essence(Json.Obj results) {
        Map<String, Json> members = new TreeMap<>(results.members());
        members.remove("study");
        Map<String, Json> document = new TreeMap<>(results.object("document").members());
        document.remove("title");
        members.put("document", new Json.Obj(document));
        assertEquals("completed", results.text("outcome"));
        assertTrue(
                results.list("analyses").getFirst().asObject().find("result").isPresent(),
                "the analysis has no result: " + CanonicalJson.text(results.get("analyses")));
        return new Json.Obj(members);
    }
}
