package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructureSetTest {
    private static final int SIZE = 12;

    @TempDir
    Path folder;

    private Series series;

    @BeforeEach
    void writeSeries() throws IOException {
        series = series(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1));
    }

    /// 12 × 12 × 3 voxels of 1 × 1 × 2 mm from (0, 0, 0).
    private Series series(Vector3 columns, Vector3 rows, Vector3 normal) throws IOException {
        List<WrittenObject> slices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            slices.add(WrittenSeries.slice(normal.times(2 * i), columns, rows, 0)
                    .number(Tag.ROWS, SIZE)
                    .number(Tag.COLUMNS, SIZE)
                    .text(Tag.PIXEL_SPACING, "1\\1")
                    .pixels(new short[SIZE * SIZE]));
        }
        return Series.only(WrittenSeries.files(folder, slices));
    }

    private static WrittenObject contour(String kind, double... points) {
        return new WrittenObject()
                .text(Tag.CONTOUR_GEOMETRIC_TYPE, kind)
                .text(
                        Tag.CONTOUR_DATA,
                        DoubleStream.of(points).mapToObj(Double::toString).collect(Collectors.joining("\\")));
    }

    private static WrittenObject square(double from, double to, double height) {
        return contour("CLOSED_PLANAR", from, from, height, to, from, height, to, to, height, from, to, height);
    }

    private StructureSet set(String frameOfReference, WrittenObject... contours) throws IOException {
        WrittenObject object = new WrittenObject()
                .text(Tag.MODALITY, "RTSTRUCT")
                .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .items(
                        Tag.STRUCTURE_SET_ROI_SEQUENCE,
                        new WrittenObject()
                                .text(Tag.ROI_NUMBER, "7")
                                .text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, frameOfReference)
                                .text(Tag.ROI_NAME, "Läsion"))
                .items(
                        Tag.ROI_CONTOUR_SEQUENCE,
                        new WrittenObject()
                                .items(Tag.CONTOUR_SEQUENCE, contours)
                                .text(Tag.REFERENCED_ROI_NUMBER, "7"));
        Path file = Files.createTempFile(folder, "set", ".dcm");
        return StructureSet.of(DicomFile.open(object.write(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
    }

    private Mask mask(WrittenObject... contours) throws IOException {
        return set("1.2.4", contours).named("Läsion").mask(series, LIMITS);
    }

    @Test
    void aCentreOnTheLowerEdgeIsInsideAndOnTheUpperOutside() throws IOException {
        Mask mask = mask(square(2, 5, 2));
        assertEquals(9, mask.count());
        assertTrue(mask.has(2, 2, 1));
        assertFalse(mask.has(5, 3, 1));
        assertFalse(mask.has(3, 5, 1));
    }

    @Test
    void regionsThatShareAnEdgeShareNoVoxelAndLeaveNone() throws IOException {
        double[] cut = {2, 9};
        Mask left = mask(contour("CLOSED_PLANAR", 1, 1, 2, cut[0], 1, 2, cut[1], 9, 2, 1, 9, 2));
        Mask right = mask(contour("CLOSED_PLANAR", cut[0], 1, 2, 9, 1, 2, 9, 9, 2, cut[1], 9, 2));
        var both = left.bits();
        both.and(right.bits());
        assertTrue(both.isEmpty());
        assertEquals(64, left.count() + right.count());
    }

    @Test
    void aContourWithinAnotherIsAHoleAndOneWithinThatAnIsland() throws IOException {
        Mask mask = mask(square(0.5, 10.5, 2), square(2.5, 8.5, 2), square(4.5, 6.5, 2));
        assertEquals(100 - 36 + 4, mask.count());
        assertEquals(
                84,
                mask(square(0.5, 10.5, 2), withKind(square(2.5, 6.5, 2), "CLOSEDPLANAR_XOR"))
                        .count());
    }

    private static WrittenObject withKind(WrittenObject contour, String kind) {
        return contour.text(Tag.CONTOUR_GEOMETRIC_TYPE, kind);
    }

    @Test
    void aKeyholeLeavesItsHoleOpen() throws IOException {
        double[] ring = {
            0.5, 0.5, 8.5, 0.5, 8.5, 8.5, 0.5, 8.5, 0.5, 0.5, 2.5, 2.5, 2.5, 5.5, 5.5, 5.5, 5.5, 2.5, 2.5, 2.5
        };
        double[] points = new double[ring.length / 2 * 3];
        for (int i = 0; i < ring.length / 2; i++) {
            points[3 * i] = ring[2 * i];
            points[3 * i + 1] = ring[2 * i + 1];
            points[3 * i + 2] = 2;
        }
        assertEquals(64 - 9, mask(contour("CLOSED_PLANAR", points)).count());
    }

    @Test
    void aContourBelongsToTheNearestSliceAndTheClosestPlaneCounts() throws IOException {
        assertTrue(mask(square(2, 5, 2.9)).has(3, 3, 1));
        assertTrue(mask(square(2, 5, 3.1)).has(3, 3, 2));
        Mask mask = mask(square(2, 5, 2.6), square(1, 7, 2.1), square(3, 5, 1.4));
        assertEquals(36, mask.count(), "planes nearer to each other than slices do not cancel");
    }

    @Test
    void pointsAndOpenLinesHoldNoVoxel() throws IOException {
        Mask mask = mask(square(2, 5, 2), contour("POINT", 1, 1, 2), contour("OPEN_PLANAR", 0, 0, 2, 9, 9, 2));
        assertEquals(9, mask.count());
        assertRefused(Reason.REGION_EMPTY, () -> mask(contour("POINT", 1, 1, 2)));
        assertRefused(Reason.REGION_EMPTY, () -> mask(square(2.1, 2.9, 2)));
        assertRefused(Reason.REGION_EMPTY, this::mask);
    }

    @Test
    void aRegionOutsideTheImageOrAcrossSlicesIsRefusedByName() {
        assertRefused(Reason.REGION_OUTSIDE_IMAGE, () -> mask(square(2, 5, 9)));
        assertRefused(Reason.REGION_OUTSIDE_IMAGE, () -> mask(square(2, 15, 2)));
        assertRefused(Reason.REGION_OUTSIDE_IMAGE, () -> mask(square(1e300, 1e301, 2)));
        assertRefused(
                Reason.CONTOUR_NOT_IN_SLICE, () -> mask(contour("CLOSED_PLANAR", 1, 1, 0, 5, 1, 2, 5, 5, 4, 1, 5, 2)));
        assertRefused(Reason.CONTOUR_DAMAGED, () -> mask(contour("CLOSED_PLANAR", 1, 1, 2, 5, 1, 2)));
        assertRefused(Reason.CONTOUR_DAMAGED, () -> mask(contour("BLOB", 1, 1, 2, 5, 1, 2, 5, 5, 2)));
    }

    @Test
    void anotherFrameOfReferenceIsRefusedByName() throws IOException {
        StructureSet other = set("1.2.5", square(2, 5, 2));
        assertRefused(
                Reason.FRAME_OF_REFERENCE_DIFFERS,
                () -> other.structures().getFirst().mask(series, LIMITS));
        assertRefused(Reason.REGION_NAME_ABSENT, () -> other.named("Lasion"));
    }

    @Test
    void anObliqueSeriesHoldsTheSameVoxels() throws IOException {
        Vector3 columns = new Vector3(0.8, 0.6, 0);
        Vector3 rows = new Vector3(-0.36, 0.48, 0.8);
        Vector3 normal = columns.cross(rows);
        series = series(columns, rows, normal);
        double[][] corners = {{1.5, 1.5}, {6.5, 1.5}, {6.5, 4.5}, {1.5, 4.5}};
        double[] points = new double[12];
        for (int i = 0; i < 4; i++) {
            Vector3 point =
                    columns.times(corners[i][0]).plus(rows.times(corners[i][1])).plus(normal.times(4));
            System.arraycopy(new double[] {point.x(), point.y(), point.z()}, 0, points, 3 * i, 3);
        }
        Mask mask = mask(contour("CLOSED_PLANAR", points));
        assertEquals(15, mask.count());
        assertTrue(mask.has(2, 2, 2) && mask.has(6, 4, 2), () -> Arrays.toString(points));
    }
}
