package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.radiomics.bench.SyntheticCase;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;
import org.isopleth.radiomics.write.NrrdWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The process that measures a region of a million voxels stays small, though nothing bounds its heap.
///
/// PyRadiomics' peak for the seven families of such a region is 315 MiB.
class MemoryOfExtractTest {
    private static final double HALF_OF_PYRADIOMICS_MIB = 315 / 2.0;

    @TempDir
    private Path work;

    @Test
    @EnabledOnOs(OS.LINUX)
    void all_features_of_a_million_voxels_need_half_of_what_pyradiomics_needs() throws Exception {
        SyntheticCase million = SyntheticCase.million();
        NrrdWriter.write(million.image(), work.resolve("image.nrrd"));
        NrrdWriter.write(volume(million.mask()), work.resolve("mask.nrrd"));
        Path settings = Files.writeString(
                work.resolve("settings.yaml"), "radiomics: 1\ndimension: in-space\ndiscretisation: {width: 1}\n");

        Process process = start(settings);
        double peak = 0;
        while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakMiB(process.pid()));
        }
        assertEquals(0, process.exitValue(), "see err.txt");
        assertTrue(peak > 40 && peak <= HALF_OF_PYRADIOMICS_MIB, "the process peaked at " + peak + " MiB");
    }

    private static Volume volume(Mask mask) {
        float[] values = new float[mask.grid().voxels()];
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            values[i] = 1;
        }
        return Volume.owning(mask.grid(), values);
    }

    private Process start(Path settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(launchersHeap());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RadiomicsMain.class.getName(), "extract"));
        for (Object word : List.of("--image", "image.nrrd", "--mask", "mask.nrrd", "--settings", settings)) {
            command.add(String.valueOf(word));
        }
        command.addAll(List.of("--out", "out.csv"));
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(work.resolve("out.txt").toFile())
                .redirectError(work.resolve("err.txt").toFile())
                .start();
    }

    /// What `isopleth radiomics` itself starts the virtual machine with.
    private static List<String> launchersHeap() throws IOException {
        Matcher heap = Pattern.compile("heap=\"(-[^\"]+)\"").matcher(Files.readString(Path.of("..", "..", "isopleth")));
        assertTrue(heap.find());
        return List.of(heap.group(1).split(" ", -1));
    }

    /// The most memory a process has had; 0 when it is gone.
    private static double peakMiB(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
