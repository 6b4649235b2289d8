package org.isopleth.radiomics.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Orientation;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written is read back: every value to the bit, NaN included, and the place in the patient.
class WrittenVolumeTest {
    private static final double COS = Math.sqrt(0.75);

    private final Volume oblique = volume(new Grid(
            5,
            4,
            3,
            new Vector3(0.7, 1.3, 2.5),
            new Vector3(-99.609375, 12.25, 1e-3),
            new Orientation(new Vector3(COS, 0.5, 0), new Vector3(-0.5, COS, 0), new Vector3(0, 0, -1))));

    @TempDir
    private Path folder;

    @Test
    void nrrd_keeps_values_and_place() throws IOException {
        Path file = folder.resolve("map.nrrd");
        NrrdWriter.write(oblique, file);
        assertSame(oblique, NrrdFile.open(file, ReferenceImages.LIMITS).volume(), 1e-12);
    }

    @Test
    void nifti_keeps_values_and_its_place_in_single_precision() throws IOException {
        Path file = folder.resolve("map.nii.gz");
        NiftiWriter.write(oblique, file);
        assertSame(oblique, NiftiFile.open(file, ReferenceImages.LIMITS).volume(), 1e-4);
    }

    @Test
    void the_same_volume_gives_the_same_bytes() throws IOException {
        for (String name : new String[] {"one", "two"}) {
            NrrdWriter.write(oblique, folder.resolve(name + ".nrrd"));
            NiftiWriter.write(oblique, folder.resolve(name + ".nii.gz"));
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one.nrrd")), Files.readAllBytes(folder.resolve("two.nrrd")));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one.nii.gz")), Files.readAllBytes(folder.resolve("two.nii.gz")));
    }

    @Test
    void only_the_owner_reads_it_and_no_draft_is_left() throws IOException {
        Path file = Files.writeString(folder.resolve("map.nrrd"), "older");
        NrrdWriter.write(oblique, file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void what_the_format_cannot_name_is_refused_before_a_file_is_there() throws IOException {
        Volume line = volume(Grid.of(40_000, 1, 1, new Vector3(1, 1, 1)));
        assertThrows(IllegalArgumentException.class, () -> NiftiWriter.write(line, folder.resolve("line.nii.gz")));
        NrrdWriter.write(line, folder.resolve("line.nrrd"));
        assertSame(
                line,
                NrrdFile.open(folder.resolve("line.nrrd"), ReferenceImages.LIMITS)
                        .volume(),
                0);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    private static void assertSame(Volume expected, Volume found, double tolerance) {
        assertArrayEquals(expected.values(), found.values());
        Grid grid = expected.grid();
        int[] corners = {0, grid.columns() - 1, grid.voxels() - 1};
        for (int corner : corners) {
            assertEquals(0, grid.at(corner).minus(found.grid().at(corner)).length(), tolerance);
        }
        assertEquals(0, grid.spacing().minus(found.grid().spacing()).length(), Math.max(tolerance, 1e-12));
    }

    private static Volume volume(Grid grid) {
        Random random = new Random(7);
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(5) == 0 ? Float.NaN : random.nextFloat() * 1000;
        }
        return Volume.owning(grid, values);
    }
}
