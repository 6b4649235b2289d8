package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isopleth.study.Study;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Halt a program at any of the steps it stores in a study whose sums are masked, just before a step is durable or
/// just after, and start it again: the study ends with the very same numbers, at every step of a site and of the
/// coordinator. No sum is opened twice, which is part of what verifying a ledger means.
///
/// One consortium of real processes conducts study after study, alike but for their titles. A few steps of each
/// program, or every one with `-Pfull`, which `-Disopleth.halts.first=N` lets go on where it was broken off.
class HaltedProgramsTest {
    private static final String SITE = "avon";

    /// What must be halted at when every step is, on each side.
    private static final int FEWEST = 40;

    /// Where a full run that was broken off goes on.
    private static final int FIRST = Integer.getInteger("isopleth.halts.first", 1);

    /// So that a program that stores for ever ends the test.
    private static final int MOST = 400;

    /// A study of seconds that has not ended after so long never will.
    private static final Duration HANG = Duration.ofMinutes(15);

    /// What is stored after a study's end, such as a receipt, is stored within this.
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private static final boolean SAMPLED =
            System.getProperty("isopleth.tests", "sampled").equals("sampled");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    @SuppressWarnings("NullAway.Init") // Founded before all tests.
    private static Consortium consortium;

    @BeforeAll
    static void found() throws Exception {
        consortium =
                Consortium.found(folder.resolve("consortium"), Members.demo().withJava(HaltedProgramsTest::agent));
        consortium.startHospitals();
    }

    @AfterAll
    static void stopAndVerify() {
        consortium.stop();
        consortium.requireSoundLedgers();
        System.out.println("every ledger verifies");
    }

    /// The longer study has more for a site to store.
    @Test
    void a_site_that_halts_at_any_stored_step_changes_no_number_and_opens_no_sum_twice() throws Exception {
        haltAtEach(SITE, SAMPLED ? new int[] {10, 25, 36} : all(), HaltedProgramsTest::longStudy);
    }

    @Test
    void a_coordinator_that_halts_at_any_stored_step_changes_no_number_and_opens_no_sum_twice() throws Exception {
        haltAtEach(Consortium.COORDINATOR, SAMPLED ? new int[] {21, 52, 83} : all(), HaltedProgramsTest::study);
    }

    private static int[] all() {
        return IntStream.rangeClosed(FIRST, MOST).toArray();
    }

    /// Only those that will halt.
    private static List<String> agent(String program) {
        return program.equals(SITE) || program.equals(Consortium.COORDINATOR)
                ? List.of(HaltAtCommit.option(order(program)))
                : List.of();
    }

    private static Path order(String program) {
        return folder.resolve(program + ".order");
    }

    /// Halts a program at one step after the other, each in a study of its own, until a study has fewer steps.
    private static void haltAtEach(String program, int[] steps, Function<String, Study> study) throws Exception {
        String expected = undisturbed(study.apply("Nobody halts beside " + program));
        int halted = 0;
        for (int step : steps) {
            String what = program + " halts at step " + step;
            HaltAtCommit.put(order(program), step);
            WatchedStudy watched = WatchedStudy.submit(consortium, study.apply(what));
            String doing = halted(consortium.process(program), watched) ? Files.readString(order(program)) : "";
            Files.delete(order(program));
            if (doing.isEmpty()) {
                consortium.kill(program);
                consortium.start(program);
                awaitEnd(watched, what);
                break;
            }
            assertEquals(HaltAtCommit.EXIT, consortium.process(program).exitValue(), what);
            consortium.start(program);
            awaitEnd(watched, what + " in " + doing);
            assertEquals(expected, watched.numbers(), what + " in " + doing);
            System.out.println(what + " in " + doing);
            halted++;
        }
        int fewest = SAMPLED ? steps.length : FEWEST - FIRST + 1;
        assertTrue(halted >= fewest, program + " stored " + halted + " steps only");
        System.out.println(program + " halted at " + halted + " stored steps, the first " + steps[0]
                + ": the same numbers each time");
    }

    private static String undisturbed(Study study) throws Exception {
        WatchedStudy watched = WatchedStudy.submit(consortium, study);
        awaitEnd(watched, "nobody halts");
        String numbers = watched.numbers();
        assertTrue(numbers.contains("\"coefficients\""), numbers);
        return numbers;
    }

    /// Whether the program halts before the study's end, or soon after.
    private static boolean halted(Process process, WatchedStudy watched) throws InterruptedException {
        long until = System.nanoTime() + HANG.toNanos();
        while (!watched.hasEnded(Duration.ofMillis(1)) && System.nanoTime() < until) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return process.waitFor(AFTERWARDS);
    }

    private static void awaitEnd(WatchedStudy watched, String what) throws IOException, InterruptedException {
        if (!watched.hasEnded(HANG)) {
            consortium.dumpThreads();
            fail("the study hangs: " + what + "; logs and threads are in " + folder);
        }
    }

    /// All four hospitals or none, so that an analysis without the one that halts would show.
    private static Study study(String title) {
        return SyntheticHospitals.study(title, Members.demo().hospitals().size());
    }

    private static Study longStudy(String title) {
        return SyntheticHospitals.longStudy(title, Members.demo().hospitals().size());
    }
}
