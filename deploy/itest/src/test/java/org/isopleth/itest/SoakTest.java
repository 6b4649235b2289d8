package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
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
    /// Less than any deadline of the studies, which thus mends nothing, and more than a loaded machine needs.
    private static final Duration HANG = Duration.ofMinutes(15);

    /// A small heap that gives memory back at each collection, so that what a process holds is what it needs.
    private static final List<String> JAVA =
            List.of("-Xms16m", "-Xmx192m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");

    /// From when on whoever is watched is not killed any more, as a part of the whole time.
    private static final double WATCHED = 0.4;

    /// How many studies it then conducts before it is measured: the first load classes, and a coordinator keeps the
    /// latest eight at hand.
    private static final int WARM_STUDIES = 10;

    /// Fewer measurements would show nothing.
    private static final int LEAST_SAMPLES = 5;

    /// A study that stayed in memory would be hundreds of objects of the programs' own classes: its events, its
    /// sites' answers, its documents' digests. What is left over is chance: a message under way.
    private static final double OBJECTS_OF_A_STUDY = 20;

    /// H2 caches pages up to 64 MiB for each GiB of heap, so 12 MiB here, and fills its cache while the store grows.
    /// Nothing else may.
    private static final double HEAP_MIB = 14;

    /// Compiled code, classes and the allocator's own fragments still grow by some MiB, the same for few studies and
    /// for many.
    private static final double RESIDENT = 1.15;

    private static final double RESIDENT_MIB = 16;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Random random = new Random(SEED);
    private final List<String> kills = new ArrayList<>();
    private final Map<String, List<Sample>> samples = new TreeMap<>();

    /// @param studies how many had ended
    private record Sample(int studies, ProgramMemory memory) {}

    @Test
    void an_hour_of_masked_studies_and_a_kill_a_minute_give_no_wrong_result_and_cost_no_memory() throws Exception {
        Duration whole = Duration.ofMinutes(Long.getLong("isopleth.soak.minutes", 60));
        Duration watched = Duration.ofMillis((long) (whole.toMillis() * WATCHED));
        Members members = new Members(
                SyntheticHospitals.names(SITES), SyntheticHospitals::write, _ -> Optional.empty(), _ -> JAVA);
        try (Consortium consortium = Consortium.found(folder.resolve("consortium"), members)) {
            consortium.startHospitals();
            String expected = undisturbed(consortium);
            long start = System.nanoTime();
            Duration next = watched;
            int studies = 0;
            int unwatched = 0;
            while (since(start).compareTo(whole) < 0) {
                studies++;
                boolean spared = since(start).compareTo(watched) > 0;
                unwatched += spared ? 0 : 1;
                String numbers = disturbed(consortium, studies, start, spared);
                assertEquals(expected, numbers, "study " + studies + " after " + kills);
                if (studies - unwatched > WARM_STUDIES && since(start).compareTo(next) >= 0) {
                    measure(consortium, studies);
                    next = since(start).plus(whole.dividedBy(60));
                }
            }
            consortium.stop();
            consortium.requireSoundLedgers();
            System.out.println(studies + " masked studies of " + SITES + " sites in " + whole.toMinutes() + " minutes, "
                    + kills.size() + " kills, 0 wrong results, every ledger verifies");
            System.out.println("killed: " + kills);
            samples.forEach(SoakTest::print);
            assertEquals(2, samples.size(), "too few studies for a judgement on memory");
            samples.forEach(SoakTest::requireFlat);
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
    private String disturbed(Consortium consortium, int number, long start, boolean spared) throws Exception {
        WatchedStudy watched = WatchedStudy.submit(consortium, SyntheticHospitals.study("Study " + number, SITES));
        if (since(start).compareTo(MINUTE.multipliedBy(kills.size() + 1)) >= 0) {
            // At any moment of a study, which lasts some seconds.
            watched.hasEnded(Duration.ofMillis(random.nextLong(4000)));
            String victim = victim(consortium.programs(), spared);
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

    /// Anybody, the coordinator as often as all sites together.
    ///
    /// @param spared neither the coordinator nor the first site, so that of each side there is one process that has
    ///     seen many studies when its memory is looked at
    private String victim(List<String> programs, boolean spared) {
        if (!spared && random.nextBoolean()) {
            return Consortium.COORDINATOR;
        }
        int first = spared ? 1 : 0;
        return programs.get(first + random.nextInt(programs.size() - 1 - first));
    }

    private void measure(Consortium consortium, int studies) throws IOException, InterruptedException {
        for (String program : List.of(consortium.programs().getFirst(), Consortium.COORDINATOR)) {
            ProgramMemory memory = ProgramMemory.of(consortium.process(program).pid());
            samples.computeIfAbsent(program, _ -> new ArrayList<>()).add(new Sample(studies, memory));
        }
    }

    private static void print(String program, List<Sample> taken) {
        System.out.println(program + ", not killed since " + 100 * WATCHED + " % of the time:");
        taken.forEach(sample -> System.out.println("  after study " + sample.studies() + ": " + sample.memory()));
        System.out.printf(
                Locale.ROOT,
                "  for each study: %.2f own objects, %.1f KiB of heap, %.1f KiB resident%n",
                slope(taken, ProgramMemory::ownObjects),
                1024 * slope(taken, ProgramMemory::heapMib),
                1024 * slope(taken, ProgramMemory::residentMib));
    }

    private static void requireFlat(String program, List<Sample> taken) {
        assertTrue(taken.size() >= LEAST_SAMPLES, "too few studies for a judgement on memory: " + taken.size());
        double objects = slope(taken, ProgramMemory::ownObjects);
        assertTrue(objects < OBJECTS_OF_A_STUDY, program + " keeps " + objects + " objects of each study");
        ProgramMemory first = taken.getFirst().memory();
        ProgramMemory last = taken.getLast().memory();
        assertTrue(last.heapMib() <= first.heapMib() + HEAP_MIB, program + " grew from " + first + " to " + last);
        assertTrue(
                last.residentMib() <= first.residentMib() * RESIDENT + RESIDENT_MIB,
                program + " grew from " + first + " to " + last);
    }

    /// By how much a number grows with each study: the line of least squares through all samples, since one alone may
    /// be taken while something is under way.
    private static double slope(List<Sample> taken, ToDoubleFunction<ProgramMemory> number) {
        double meanX = taken.stream().mapToDouble(Sample::studies).average().orElseThrow();
        double meanY = taken.stream()
                .mapToDouble(sample -> number.applyAsDouble(sample.memory()))
                .average()
                .orElseThrow();
        double xx = 0;
        double xy = 0;
        for (Sample sample : taken) {
            double x = sample.studies() - meanX;
            xx += x * x;
            xy += x * (number.applyAsDouble(sample.memory()) - meanY);
        }
        return xy / xx;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
