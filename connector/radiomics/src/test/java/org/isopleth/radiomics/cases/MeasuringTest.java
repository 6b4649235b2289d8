package org.isopleth.radiomics.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a result in a journal depends on, so that a changed case is measured again.
class MeasuringTest {
    private static final Measuring MEASURING = new Measuring(
            DigitalPhantom.settings(Settings.Dimension.IN_SPACE),
            Digest.of("settings"),
            Optional.empty(),
            RegionRules.STANDARD,
            new Profile.Ibsi());

    @TempDir
    Path folder;

    @Test
    void voxels_beside_their_header_count() throws IOException {
        Path nrrd = written("image.nhdr", "NRRD0004\ntype: uchar\ndata file: image.raw\n");
        Path meta = written("mask.mhd", "ObjectType = Image\nNDims = 3\nElementDataFile = mask.raw\n");
        Path imageVoxels = written("image.raw", "1234");
        Path maskVoxels = written("mask.raw", "0011");
        Digest before = key(nrrd, meta);
        assertEquals(before, key(nrrd, meta));

        Files.setLastModifiedTime(imageVoxels, FileTime.fromMillis(86_400_000));
        Digest otherImage = key(nrrd, meta);
        assertNotEquals(before, otherImage, "the image's voxels changed");

        Files.writeString(maskVoxels, "00111");
        assertNotEquals(otherImage, key(nrrd, meta), "the mask's voxels changed");
    }

    @Test
    void what_lies_beside_files_that_hold_their_voxels_does_not_count() throws IOException {
        Path image = WrittenCases.image(folder.resolve("image.nrrd"), 3, 1);
        Path mask = WrittenCases.ball(folder.resolve("mask.nrrd"), 3, 1);
        Digest before = key(image, mask);
        written("image.raw", "1234");
        assertEquals(before, key(image, mask));
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Digest key(Path image, Path mask) {
        return MEASURING.key(new Case("case", List.of(image), Optional.empty(), mask, Optional.empty(), List.of()));
    }
}
