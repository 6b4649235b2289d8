package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.WrittenCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    private Path work;

    @Test
    void a_case_of_ones_own_is_measured_by_family() throws IOException {
        Path image = WrittenCases.image(work.resolve("a.nrrd"), 9, 1);
        Path mask = WrittenCases.ball(work.resolve("m.nrrd"), 9, 3);
        Path file = work.resolve("b.json");
        Commands done = Commands.run("bench", "--image", image, "--mask", mask, "--rounds", 1, "--json", file);
        assertEquals(0, done.exit(), done.err());
        Json.Obj times = CanonicalJson.parse(Files.readAllBytes(file)).asObject();
        assertEquals(
                Set.of("firstorder", "shape", "glcm", "glrlm", "glszm", "gldm", "ngtdm"),
                times.object("families").members().keySet());
        assertEquals(93, times.count("voxels"));
        assertTrue(times.number("totalCpuMs") > 0 && times.number("peakMiB") > 0);
    }

    @Test
    void half_a_case_is_refused() {
        Commands done = Commands.run("bench", "--image", work);
        assertEquals(2, done.exit());
        assertEquals(
                "isopleth: error: --image and --mask go together: name both or neither",
                done.err().strip());
    }

    @Test
    void growth_is_measured_on_cases_of_its_own() {
        Commands done = Commands.run("bench", "--growth", "--image", work, "--mask", work);
        assertEquals(2, done.exit());
        assertEquals(
                "isopleth: error: --growth has cases of its own: leave --image and --mask away",
                done.err().strip());
    }
}
