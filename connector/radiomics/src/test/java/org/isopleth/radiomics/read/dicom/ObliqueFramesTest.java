package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Enhanced multi-frame CT and MR whose planes lie askew: directions turned about two axes, three frames of 4 × 3
/// pixels of 1 × 2 mm, 2.5 mm apart, stored in another order than they lie.
class ObliqueFramesTest {
    private static final double COS = Math.cos(0.5);
    private static final double SIN = Math.sin(0.5);
    private static final Vector3 COLUMNS = new Vector3(COS, SIN, 0);
    private static final Vector3 ROWS = new Vector3(-SIN * 0.8, COS * 0.8, 0.6);
    private static final Vector3 NORMAL = COLUMNS.cross(ROWS);
    private static final Vector3 ORIGIN = new Vector3(5, 6, 7);

    @TempDir
    Path folder;

    private static WrittenObject frame(Vector3 position) {
        return new WrittenObject()
                .items(
                        Tag.PLANE_POSITION_SEQUENCE,
                        new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, WrittenSeries.words(position)));
    }

    private static WrittenObject shared() {
        return new WrittenObject()
                .items(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        new WrittenObject()
                                .text(
                                        Tag.IMAGE_ORIENTATION_PATIENT,
                                        WrittenSeries.words(COLUMNS) + "\\" + WrittenSeries.words(ROWS)))
                .items(Tag.PIXEL_MEASURES_SEQUENCE, new WrittenObject().text(Tag.PIXEL_SPACING, "2\\1"));
    }

    private static Vector3 plane(int slice) {
        return ORIGIN.plus(NORMAL.times(2.5 * slice));
    }

    /// Slice s, stored as frame 2, 0 and 1 in turn, holds `100·s + 10·row + column`.
    private static WrittenObject image(String modality) {
        int[] order = {1, 2, 0};
        short[] cells = new short[36];
        WrittenObject[] frames = new WrittenObject[3];
        for (int frame = 0; frame < 3; frame++) {
            frames[frame] = frame(plane(order[frame]));
            for (int i = 0; i < 12; i++) {
                cells[12 * frame + i] = (short) (100 * order[frame] + 10 * (i / 4) + i % 4);
            }
        }
        return WrittenSeries.format(new WrittenObject())
                .text(Tag.MODALITY, modality)
                .text(Tag.SERIES_INSTANCE_UID, "1.2.3")
                .text(Tag.FRAME_OF_REFERENCE_UID, "1.2.4")
                .text(Tag.NUMBER_OF_FRAMES, "3")
                .items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared())
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames)
                .pixels(cells);
    }

    private Series series(WrittenObject image) throws IOException {
        return Series.only(WrittenSeries.files(folder, List.of(image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CT", "MR"})
    void voxelsLieWhereTheFramesSay(String modality) throws IOException {
        Volume volume = series(image(modality)).image(LIMITS).volume();
        Grid grid = volume.grid();
        for (int slice = 0; slice < 3; slice++) {
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 4; column++) {
                    assertEquals(100 * slice + 10 * row + column, volume.at(column, row, slice));
                    Vector3 expected = plane(slice).plus(COLUMNS.times(column)).plus(ROWS.times(2 * row));
                    assertEquals(0, grid.at(column, row, slice).minus(expected).length(), 1e-8);
                }
            }
        }
    }

    @Test
    void framesShiftedAgainstEachOtherAreRefusedByName() {
        WrittenObject sheared = image("MR")
                .items(
                        Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                        frame(plane(1).plus(COLUMNS.times(0.5))),
                        frame(plane(2).plus(COLUMNS)),
                        frame(plane(0)));
        assertRefused(Reason.SLICES_TILTED, () -> series(sheared).image(LIMITS));
    }

    @Test
    void aSegmentOfAnObliqueImageLiesOnItsVoxels() throws IOException {
        Series series = series(image("MR"));
        WrittenObject segment = new WrittenObject()
                .items(
                        Tag.SEGMENT_IDENTIFICATION_SEQUENCE,
                        new WrittenObject().number(Tag.REFERENCED_SEGMENT_NUMBER, 1));
        // Two columns and one row of slice 2, from voxel (1, 2) on.
        Vector3 corner = plane(2).plus(COLUMNS).plus(ROWS.times(4));
        segment.items(
                Tag.PLANE_POSITION_SEQUENCE,
                new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, WrittenSeries.words(corner)));
        WrittenObject object = SegmentationTest.segmentation("BINARY", 1)
                .number(Tag.ROWS, 1)
                .number(Tag.COLUMNS, 2)
                .text(Tag.NUMBER_OF_FRAMES, "1")
                .items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared())
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, segment)
                .pixels((byte) 0b11);
        Path file = Files.createTempFile(folder, "seg", ".dcm");
        object.write(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        Mask mask = Segmentation.of(DicomFile.open(file)).mask(1, series, LIMITS);
        assertTrue(mask.count() == 2 && mask.has(1, 2, 2) && mask.has(2, 2, 2));
    }
}
