package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.WrittenCases;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapCommandTest {
    private static final int SIDE = 9;
    private static final int MIDDLE = SIDE / 2 * (1 + SIDE + SIDE * SIDE);

    @TempDir
    private Path work;

    private Path out;

    @BeforeEach
    void write() throws IOException {
        WrittenCases.settings(work);
        WrittenCases.image(work.resolve("a.nrrd"), SIDE, 1);
        WrittenCases.ball(work.resolve("m.nrrd"), SIDE, 3);
        out = work.resolve("maps");
    }

    private Commands map(String more) {
        String words = "map --image {w}/a.nrrd --mask {w}/m.nrrd --settings {w}/settings.yaml --out {w}/maps " + more;
        return Commands.run((Object[]) words.replace("{w}", work.toString()).split(" "));
    }

    @Test
    void each_feature_is_a_file_whose_values_are_those_of_the_neighbourhoods() throws IOException {
        Commands done = map("--feature Q4LE,ACUI --radius 1");
        assertEquals(0, done.exit(), done.err());
        assertTrue(done.err().contains("2 of 2 maps: "), done.err());
        float[] image = NrrdFile.open(work.resolve("a.nrrd"), ReferenceImages.LIMITS)
                .volume()
                .values();
        float[] mean = NrrdFile.open(out.resolve("Q4LE.nrrd"), ReferenceImages.LIMITS)
                .volume()
                .values();
        double sum = 0;
        for (int z = -1; z <= 1; z++) {
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) {
                    sum += image[MIDDLE + x + SIDE * (y + SIDE * z)];
                }
            }
        }
        assertEquals(sum / 27, mean[MIDDLE], 1e-3);
        assertTrue(Float.isNaN(mean[0]), "outside the region there is no value");
        float[] contrast = NrrdFile.open(out.resolve("ACUI.nrrd"), ReferenceImages.LIMITS)
                .volume()
                .values();
        assertTrue(contrast[MIDDLE] > 0);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("ACUI.nrrd"))));
        Json.Obj how = CanonicalJson.parse(Files.readAllBytes(out.resolve("maps.provenance.json")))
                .asObject();
        assertEquals(1, how.count("radius"));
        assertEquals(CanonicalJson.digest(how.get("settings")).hex(), how.text("settingsDigest"));
        assertEquals(2, how.list("features").size());
    }

    @Test
    void nifti_holds_the_same_values_at_the_same_place() {
        assertEquals(0, map("--feature Q4LE").exit());
        assertEquals(0, map("--feature Q4LE --format nifti").exit());
        var nrrd = NrrdFile.open(out.resolve("Q4LE.nrrd"), ReferenceImages.LIMITS);
        var nifti = NiftiFile.open(out.resolve("Q4LE.nii.gz"), ReferenceImages.LIMITS);
        assertEquals(nrrd.volume().values()[MIDDLE], nifti.volume().values()[MIDDLE]);
        assertTrue(nrrd.grid().at(1, 2, 3).minus(nifti.grid().at(1, 2, 3)).length() < 1e-4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --feature ACUI --radius 11 | --radius: from 1 to 10 voxels
        --feature ACUI --format png | --format: one of nrrd, nifti
        --feature ACUI,RNU0 | --feature: there are maps of Q4LE, ECT3,
        --feature ACUI --roi GTVp | no region has the name that was asked for
        --feature ACUI --suv bw | the series is not PET
        --radius 1 | Missing required option: '--feature=ID'
        """)
    void what_cannot_be_used_is_refused_in_one_line(String more, String line) {
        Commands done = map(more);
        assertEquals(2, done.exit());
        assertEquals(
                1,
                done.err()
                        .lines()
                        .filter(told -> told.startsWith("isopleth: error: "))
                        .count(),
                done.err());
        assertTrue(done.err().contains(line), done.err());
    }
}
