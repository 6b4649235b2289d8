package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.radiomics.read.ReferenceImages;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A public CT series, compressed by DCMTK and by GDCM, is read as it was. Skipped by name where the public
/// images or these programs are not there.
class ReencodedSeriesTest {
    private static final int SLICES = 12;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "dcmcjpeg +e1, JPEG_LOSSLESS_FIRST_ORDER",
        "dcmcjpeg +el +sv 2, JPEG_LOSSLESS",
        "dcmcjpeg +el +sv 4, JPEG_LOSSLESS",
        "dcmcjpeg +el +sv 6, JPEG_LOSSLESS",
        "dcmcjpeg +el +sv 7 +ff, JPEG_LOSSLESS",
        "dcmcjpeg +e1 +fs 1, JPEG_LOSSLESS_FIRST_ORDER",
        "dcmcrle, RUN_LENGTHS",
        "gdcmconv --jpeg, JPEG_LOSSLESS_FIRST_ORDER",
        "gdcmconv --j2k, JPEG_2000_LOSSLESS"
    })
    void isReadAsItWas(String command, TransferSyntax syntax) throws IOException, InterruptedException {
        List<Path> originals = slices();
        List<DicomFile> files = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            Path to = folder.resolve(i + ".dcm");
            run(command, originals.get(i), to);
            DicomFile file = DicomFile.open(to);
            assertEquals(syntax, file.syntax());
            files.add(file);
        }
        float[] expected = values(originals.stream().map(DicomFile::open).toList());
        assertArrayEquals(expected, values(files));
        assertTrue(Arrays.hashCode(expected) != Arrays.hashCode(new float[expected.length]), "an image of zeros");
    }

    private static float[] values(List<DicomFile> files) {
        return Series.only(files).image(LIMITS).volume().values();
    }

    private static List<Path> slices() throws IOException {
        List<DicomFile> files = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(ReferenceImages.at("sts_002/CT/dicom"))) {
            for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
                DicomFile file = DicomFile.open(path);
                if (file.hasPixels()) {
                    files.add(file);
                    paths.add(path);
                }
            }
        }
        // Neighbours in space, in whatever order the folder has them.
        List<Path> places = new ArrayList<>(paths);
        places.sort(java.util.Comparator.comparingDouble(
                path -> files.get(paths.indexOf(path)).attributes().numbers(Tag.IMAGE_POSITION_PATIENT, 3)[2]));
        int from = places.size() / 2;
        return places.subList(from, Math.min(from + SLICES, places.size()));
    }

    private static void run(String command, Path from, Path to) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        String program = words.getFirst();
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        Assumptions.assumeTrue(there, program + " is absent: " + command + " was not checked");
        words.add(from.toString());
        words.add(to.toString());
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), command);
    }
}
