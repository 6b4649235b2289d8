package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An hour of masked studies between ten synthetic sites, one after the other, while every minute some program is
/// killed and started again: no wrong result, no program that grows, and ledgers that verify.
///
/// Only with `-Psoak`; `-Disopleth.soak.minutes=8` makes it shorter.
@EnabledIfSystemProperty(named = "isopleth.tests", matches = "soak", disabledReason = "an hour, with -Psoak only")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
class SoakTest {
    private static final int SITES = 10;
    private static final long SEED = 20_260_102;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HANG = Duration.ofMinutes(5);

    /// A small heap that gives memory back at each collection, so that what a process holds is what it needs.
    private static final List<String> JAVA =
            List.of("-Xms16m", "-Xmx192m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");

    /// Compiled code, classes and the allocator's own fragments still grow by some MiB after the first tenth, the
    /// same for few studies and for many. Had each of an hour's many hundred studies left 100 KiB behind, that
    /// would be more than both together.
    private static final double GROWTH = 1.15;

    private static final double GROWTH_MIB = 16;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Random random = new Random(SEED);
    private final List<String> kills = new ArrayList<>();

    @Test
    void an_hour_of_masked_studies_and_a_kill_a_minute_give_no_wrong_result_and_cost_no_memory() throws Exception {
        Duration whole = Duration.ofMinutes(Long.getLong("isopleth.soak.minutes", 60));
        Members members = new Members(
                SyntheticHospitals.names(SITES), SyntheticHospitals::write, _ -> Optional.empty(), _ -> JAVA);
        try (Consortium consortium = Consortium.found(folder.resolve("consortium"), members)) {
            consortium.startHospitals();
            String expected = undisturbed(consortium);
            long start = System.nanoTime();
            Map<String, Double> early = new TreeMap<>();
            int studies = 0;
            while (since(start).compareTo(whole) < 0) {
                studies++;
                String numbers = disturbed(consortium, studies, start, whole);
                assertEquals(expected, numbers, "study " + studies + " after " + kills);
                if (early.isEmpty() && since(start).compareTo(whole.dividedBy(10)) > 0) {
                    early.putAll(ResidentMemory.mib(consortium));
                }
            }
            Map<String, Double> late = ResidentMemory.mib(consortium);
            consortium.stop();
            consortium.requireSoundLedgers();
            System.out.println(studies + " masked studies of " + SITES + " sites in " + whole.toMinutes() + " minutes, "
                    + kills.size() + " kills, 0 wrong results, every ledger verifies; MiB after a tenth: "
                    + words(early) + "; at the end: " + words(late));
            early.forEach((program, mib) -> assertTrue(
                    late.getOrDefault(program, 0.0) <= mib * GROWTH + GROWTH_MIB,
                    program + " grew from " + mib + " to " + late.get(program) + " MiB"));
        }
    }

    private String undisturbed(Consortium consortium) throws Exception {
        WatchedStudy watched = WatchedStudy.submit(consortium, SyntheticHospitals.study("Nobody is killed", SITES));
        assertTrue(watched.hasEnded(HANG), "the first study hangs");
        String numbers = watched.numbers();
        assertTrue(numbers.contains("\"coefficients\""), numbers);
        return numbers;
    }

    /// Conducts a study, and kills somebody meanwhile if it is time.
    private String disturbed(Consortium consortium, int number, long start, Duration whole) throws Exception {
        WatchedStudy watched = WatchedStudy.submit(consortium, SyntheticHospitals.study("Study " + number, SITES));
        if (since(start).compareTo(MINUTE.multipliedBy(kills.size() + 1)) >= 0) {
            // At any moment of a study, which lasts some seconds.
            watched.hasEnded(Duration.ofMillis(random.nextLong(4000)));
            String victim = victim(consortium.programs(), since(start).compareTo(whole.dividedBy(2)) > 0);
            consortium.kill(victim);
            consortium.start(victim);
            kills.add(victim);
        }
        if (!watched.hasEnded(HANG)) {
            consortium.dumpThreads();
            fail("study " + number + " hangs after " + kills + "; logs and threads are in " + folder);
        }
        return watched.numbers();
    }

    /// Anybody; in the second half neither the first site nor the coordinator, so that of each side there is one
    /// process that has seen half of all studies when its memory is looked at.
    private String victim(List<String> programs, boolean late) {
        List<String> others = late ? programs.subList(1, programs.size() - 1) : programs;
        return others.get(random.nextInt(others.size()));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String words(Map<String, Double> mib) {
        StringBuilder words = new StringBuilder();
        mib.forEach((program, number) -> words.append(String.format(Locale.ROOT, " %s %.0f", program, number)));
        return words.toString().strip();
    }
}
