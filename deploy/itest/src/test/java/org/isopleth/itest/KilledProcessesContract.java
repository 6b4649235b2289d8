package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Kill any process at any instant and start it again: the same study ends with the same bytes, no
/// acknowledged event is lost, and every ledger verifies. Real processes, real sockets, the demo's
/// patients; every kind of store inherits these checks.
///
/// The consortium is enrolled once. Each run is a copy of it from then on, so every run conducts the very
/// same study, signed with the same keys, over kills at other moments.
abstract class KilledProcessesContract {
    private static final long SEED = 20_260_101;

    /// A study of seconds that has not ended after so long never will.
    private static final int HANG_SECONDS = 300;

    /// So that one run's study does end.
    private static final int KILLS_OF_A_RUN = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /// Makes the store of a program; its `store:` setting, or nothing for its default.
    abstract Optional<String> foundStore(String program);

    /// Copies the store of a program for a run; its setting there, or nothing when its folder holds it.
    abstract Optional<String> copyStore(String program, int run);

    /// Deletes what [#copyStore] made.
    abstract void dropStores(int run);

    /// How many kills are made on each kind of store.
    private static int kills() {
        return switch (System.getProperty("isopleth.tests", "sampled")) {
            case "full" -> 200;
            case "soak" -> 2000;
            default -> 6;
        };
    }

    private record Killed(String victim, long afterMilliseconds) {}

    /// What a run told, and how long its study took.
    private record Outcome(String results, List<Killed> kills, long milliseconds) {}

    @Test
    void the_same_study_ends_with_the_same_bytes_whoever_is_killed_at_whatever_moment() throws Exception {
        Study study = new StudyReader(Vocabulary.bundled(), Analyses.all())
                .read(DemoDocuments.folder().resolve("study.yaml"))
                .study();
        Random random = new Random(SEED);
        try (Consortium enrolled =
                Consortium.found(folder.resolve("enrolled"), Members.demo().withStore(this::foundStore))) {
            enrolled.stop();
            Outcome undisturbed = run(enrolled, study, 0, random, 0);
            Json.Obj results = CanonicalJson.parse(undisturbed.results()).asObject();
            assertEquals("completed", results.text("outcome"));
            assertTrue(
                    results.list("analyses")
                            .getFirst()
                            .asObject()
                            .find("result")
                            .isPresent(),
                    "the analysis has no result: " + CanonicalJson.text(results.get("analyses")));
            int killed = 0;
            for (int run = 1; killed < kills(); run++) {
                Outcome disturbed = run(enrolled, study, run, random, undisturbed.milliseconds() / 2);
                assertEquals(undisturbed.results(), disturbed.results(), "run " + run + ": " + disturbed.kills());
                killed += disturbed.kills().size();
                System.out.println(killed + " kills, the last " + disturbed.kills());
            }
        }
    }

    /// Conducts the study in a copy of the consortium, killing a program every now and then.
    ///
    /// @param longest the longest time from one kill to the next; no kills when 0
    private Outcome run(Consortium enrolled, Study study, int number, Random random, long longest) throws Exception {
        Path at = folder.resolve("run" + number);
        try (Consortium consortium = enrolled.copy(at, program -> copyStore(program, number))) {
            consortium.start(Consortium.COORDINATOR);
            consortium.startHospitals();
            long start = System.nanoTime();
            WatchedStudy watched = WatchedStudy.submit(consortium, study);
            List<Killed> kills = new ArrayList<>();
            while (longest > 0 && kills.size() < KILLS_OF_A_RUN) {
                long moment = random.nextLong(longest);
                String victim = consortium.programs().get(random.nextInt(5));
                if (watched.hasEnded(Duration.ofMillis(moment + 1))) {
                    break;
                }
                consortium.kill(victim);
                kills.add(new Killed(victim, moment));
                consortium.start(victim);
            }
            if (!watched.hasEnded(Duration.ofSeconds(HANG_SECONDS))) {
                consortium.dumpThreads();
                fail("the study hangs after " + kills + "; logs and threads are in " + at);
            }
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            String results = watched.results();
            consortium.stop();
            consortium.requireSoundLedgers();
            dropStores(number);
            Consortium.deleteFolder(at);
            return new Outcome(results, kills, milliseconds);
        }
    }
}
