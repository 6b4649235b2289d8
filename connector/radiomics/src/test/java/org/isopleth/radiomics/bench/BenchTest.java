package org.isopleth.radiomics.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.shape.ShapeFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The benchmark's arithmetic, with a clock of its own; what features really cost is in
/// docs/reference/radiomics-performance.md.
class BenchTest {
    private final SyntheticCase small = SyntheticCase.of(20, 20, 10);
    private final Settings settings = Bench.settings(1);

    @Test
    void a_familys_time_is_the_median_of_its_rounds() {
        // Readings before and after each round: rounds of 1 ms, 2 ms, 3 ms, ...
        AtomicLong reading = new AtomicLong();
        BenchResult result =
                Bench.run(Region.of(small.image(), small.mask(), settings), settings, new Bench.Rounds(1, 3), () -> {
                    long n = reading.getAndIncrement();
                    return n / 2 * (n / 2 - 1) / 2 * 1_000_000 + n % 2 * (n / 2) * 1_000_000;
                });
        assertEquals(1, result.preparationCpuMs());
        assertEquals(
                List.of("firstorder", "shape", "glcm", "glrlm", "glszm", "gldm", "ngtdm"),
                List.copyOf(result.families().keySet()));
        assertEquals(
                List.of(4.0, 7.0, 10.0, 13.0, 16.0, 19.0, 22.0),
                List.copyOf(result.families().values()));
        assertEquals(1 + 4 + 7 + 10 + 13 + 16 + 19 + 22, result.totalCpuMs());
        assertEquals(small.mask().count(), result.voxels());
        assertTrue(result.peakMiB() > 1);
    }

    @Test
    void the_document_has_the_keys_that_others_read() {
        String json = Bench.run(small.image(), small.mask(), settings, new Bench.Rounds(0, 1))
                .json();
        assertTrue(
                json.matches("\\{\"families\":\\{(\"[a-z]+\":\\d+\\.\\d{3},){6}\"ngtdm\":\\d+\\.\\d{3}},"
                        + "\"totalCpuMs\":\\d+\\.\\d{3},\"peakMiB\":\\d+\\.\\d{3},\"voxels\":\\d+,.*}"),
                json);
    }

    @Test
    void the_generated_case_is_a_million_voxels_of_64_levels_always_the_same() {
        SyntheticCase million = SyntheticCase.million();
        assertEquals(1_050_000, million.mask().count(), 10_000);
        int[] counts = new int[65];
        for (int i = million.mask().next(0); i >= 0; i = million.mask().next(i + 1)) {
            counts[(int) million.image().at(i)]++;
        }
        for (int level = 1; level <= 64; level++) {
            assertTrue(counts[level] > 1000, "level " + level + " occurs " + counts[level] + " times");
        }
        assertEquals(-1_561_415_641, java.util.Arrays.hashCode(counts), "another generator makes another case");
    }

    @Test
    void growth_is_shown_on_regions_of_one_four_and_sixteen_times_the_voxels() {
        int once = SyntheticCase.of(79, 79, 40).mask().count();
        assertEquals(4, SyntheticCase.of(126, 126, 63).mask().count() / (double) once, 0.1);
        assertEquals(16, SyntheticCase.of(200, 200, 100).mask().count() / (double) once, 0.1);
    }

    @Test
    void the_shape_features_of_both_programs_are_features() {
        List<String> codes =
                ShapeFeatures.features().stream().map(Feature::code).toList();
        assertTrue(codes.containsAll(Bench.SHAPE));
    }

    @Test
    void the_peak_is_what_the_operating_system_counted(@TempDir Path folder) throws IOException {
        Path status = Files.writeString(folder.resolve("status"), "Name:\tjava\nVmHWM:\t  204800 kB\nVmRSS:\t 1 kB\n");
        assertEquals(200, PeakMemory.mib(status));
        assertTrue(PeakMemory.mib(folder.resolve("absent")) > 1);
    }
}
