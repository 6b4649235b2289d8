package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.volume.Mask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On a series of 4 × 3 × 3 voxels, segmentations of two frames: the first at 36 mm, the second at 30 mm.
class SegmentationTest {
    @TempDir
    Path folder;

    private Series series;

    @BeforeEach
    void writeSeries() throws IOException {
        series = Series.only(WrittenSeries.files(folder, WrittenSeries.three(slice -> {})));
    }

    private static WrittenObject frame(double height, int segment) {
        return new WrittenObject()
                .items(
                        Tag.PLANE_POSITION_SEQUENCE,
                        new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\" + height))
                .items(
                        Tag.SEGMENT_IDENTIFICATION_SEQUENCE,
                        new WrittenObject().number(Tag.REFERENCED_SEGMENT_NUMBER, segment));
    }

    private static WrittenObject segment(int number, String label) {
        return new WrittenObject()
                .number(Tag.SEGMENT_NUMBER, number)
                .text(Tag.SEGMENT_LABEL, label)
                .items(
                        Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE,
                        new WrittenObject()
                                .text(Tag.CODE_VALUE, "108369006")
                                .text(Tag.CODING_SCHEME_DESIGNATOR, "SCT"));
    }

    static WrittenObject segmentation(String type, int bits) {
        return new WrittenObject()
                .text(Tag.MODALITY, "SEG")
                .text(Tag.SEGMENTATION_TYPE, type)
                .text(Tag.FRAME_OF_REFERENCE_UID, "1.2.4")
                .text(Tag.NUMBER_OF_FRAMES, "2")
                .number(Tag.ROWS, 3)
                .number(Tag.COLUMNS, 4)
                .number(Tag.BITS_ALLOCATED, bits)
                .number(Tag.BITS_STORED, bits)
                .number(Tag.HIGH_BIT, bits - 1)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .items(Tag.SEGMENT_SEQUENCE, segment(1, "Tumour"), segment(2, "Node"))
                .items(
                        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        new WrittenObject()
                                .items(
                                        Tag.PLANE_ORIENTATION_SEQUENCE,
                                        new WrittenObject().text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0"))
                                .items(
                                        Tag.PIXEL_MEASURES_SEQUENCE,
                                        new WrittenObject().text(Tag.PIXEL_SPACING, "2\\1")))
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frame(36, 1), frame(30, 2));
    }

    static WrittenObject binary() {
        // Frame 1 has voxel (0, 0) and (3, 2); frame 2, from bit 12 on, (1, 0).
        return segmentation("BINARY", 1).pixels((byte) 0b0000_0001, (byte) 0b0010_1000, (byte) 0);
    }

    private Segmentation open(WrittenObject object) throws IOException {
        Path file = Files.createTempFile(folder, "seg", ".dcm");
        return Segmentation.of(DicomFile.open(object.write(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
    }

    private Mask mask(WrittenObject object, int number) throws IOException {
        return open(object).mask(number, series, LIMITS);
    }

    @Test
    void binaryFramesLieWhereTheirPositionsSay() throws IOException {
        Mask tumour = mask(binary(), 1);
        assertEquals(2, tumour.count());
        assertTrue(tumour.has(0, 0, 2) && tumour.has(3, 2, 2));
        Mask node = mask(binary(), 2);
        assertEquals(1, node.count());
        assertTrue(node.has(1, 0, 0));
    }

    @Test
    void aFractionBelongsFromHalfTheMaximumOn() throws IOException {
        byte[] cells = new byte[24];
        cells[0] = 127;
        cells[1] = (byte) 128;
        cells[2] = (byte) 255;
        Mask mask = mask(
                segmentation("FRACTIONAL", 8)
                        .number(Tag.MAXIMUM_FRACTIONAL_VALUE, 255)
                        .pixels(cells),
                1);
        assertEquals(2, mask.count());
        assertTrue(mask.has(1, 0, 2) && mask.has(2, 0, 2));
    }

    @Test
    void aLabelMapHoldsEverySegmentInEveryFrame() throws IOException {
        byte[] cells = new byte[24];
        cells[0] = 1;
        cells[5] = 2;
        cells[12 + 5] = 2;
        Mask mask = mask(segmentation("LABELMAP", 8).pixels(cells), 2);
        assertEquals(2, mask.count());
        assertTrue(mask.has(1, 1, 2) && mask.has(1, 1, 0));
    }

    @Test
    void aSmallerFrameIsPlacedByItsCorner() throws IOException {
        WrittenObject object = segmentation("BINARY", 1)
                .number(Tag.ROWS, 1)
                .number(Tag.COLUMNS, 2)
                .text(Tag.NUMBER_OF_FRAMES, "1")
                .items(
                        Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                        frame(0, 1)
                                .items(
                                        Tag.PLANE_POSITION_SEQUENCE,
                                        new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, "12\\24\\33")))
                .pixels((byte) 0b11);
        Mask mask = mask(object, 1);
        assertTrue(mask.count() == 2 && mask.has(2, 2, 1) && mask.has(3, 2, 1));
    }

    private static WrittenObject shared(String orientation, String spacing) {
        return new WrittenObject()
                .items(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        new WrittenObject().text(Tag.IMAGE_ORIENTATION_PATIENT, orientation))
                .items(Tag.PIXEL_MEASURES_SEQUENCE, new WrittenObject().text(Tag.PIXEL_SPACING, spacing));
    }

    @ParameterizedTest
    @CsvSource({
        "1\\0\\0\\0\\1\\0, 1\\1, finer rows",
        "1\\0\\0\\0\\1\\0, 2\\2, coarser columns",
        "1\\0\\0\\0\\-1\\0, 2\\1, rows the other way",
        "0\\1\\0\\1\\0\\0, 1\\2, rows for columns",
        "1\\0\\0\\0\\0\\1, 3\\1, another plane",
        "0.995004\\0.099833\\0\\-0.099833\\0.995004\\0, 2\\1, turned by a tenth"
    })
    void framesOfAnotherGridAreRefusedByName(String orientation, String spacing, String how) {
        assertRefused(
                Reason.GRID_DIFFERS,
                () -> mask(binary().items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared(orientation, spacing)), 1));
    }

    @Test
    void framesBetweenVoxelsOrSlicesAreRefusedByName() {
        for (String position : List.of("10.5\\20\\36", "10\\21\\36", "10\\20\\34.5")) {
            WrittenObject between = frame(36, 1)
                    .items(Tag.PLANE_POSITION_SEQUENCE, new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, position));
            assertRefused(
                    Reason.GRID_DIFFERS,
                    () -> mask(binary().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, between, frame(30, 2)), 1));
        }
    }

    @Test
    void theEmptyMarginOfALargerFrameMayReachOutsideTheImage() throws IOException {
        // One voxel more on each side: 6 columns and 5 rows from (9, 18) on; pixel 14 is column 2 of row 2.
        WrittenObject object = segmentation("FRACTIONAL", 8)
                .number(Tag.MAXIMUM_FRACTIONAL_VALUE, 1)
                .number(Tag.ROWS, 5)
                .number(Tag.COLUMNS, 6)
                .text(Tag.NUMBER_OF_FRAMES, "1");
        WrittenObject larger = frame(36, 1)
                .items(Tag.PLANE_POSITION_SEQUENCE, new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, "9\\18\\36"));
        byte[] cells = new byte[30];
        cells[14] = 1;
        Mask mask = mask(
                object.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, larger).pixels(cells), 1);
        assertTrue(mask.count() == 1 && mask.has(1, 1, 2));
        cells[0] = 1;
        assertRefused(Reason.REGION_OUTSIDE_IMAGE, () -> mask(object.pixels(cells), 1));
    }

    @Test
    void segmentsKeepTheirLabelsAndCodes() throws IOException {
        CodedSegment segment = open(binary()).named("Node");
        assertEquals(new CodedSegment(2, "Node", Optional.empty(), Optional.of(new Code("108369006", "SCT"))), segment);
        assertRefused(Reason.REGION_NAME_ABSENT, () -> open(binary()).named("Lung"));
    }

    @Test
    void anotherGridPlaceOrTypeIsRefusedByName() {
        assertRefused(
                Reason.GRID_DIFFERS,
                () -> mask(binary().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frame(31, 1), frame(30, 2)), 1));
        assertRefused(
                Reason.REGION_OUTSIDE_IMAGE,
                () -> mask(binary().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frame(39, 1), frame(30, 2)), 1));
        assertRefused(
                Reason.FRAME_OF_REFERENCE_DIFFERS, () -> mask(binary().text(Tag.FRAME_OF_REFERENCE_UID, "1.9"), 1));
        assertRefused(Reason.REGION_EMPTY, () -> mask(binary(), 3));
        assertRefused(Reason.NOT_A_SEGMENTATION, () -> mask(binary().text(Tag.SEGMENTATION_TYPE, "OTHER"), 1));
        assertRefused(
                Reason.FRAME_GROUPS_DAMAGED,
                () -> mask(binary().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frame(36, 1)), 1));
    }
}
