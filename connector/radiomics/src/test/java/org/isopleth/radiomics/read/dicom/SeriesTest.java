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
import java.util.List;
import java.util.Set;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTest {
    @TempDir
    Path folder;

    private Series only(List<WrittenObject> objects) throws IOException {
        return Series.only(WrittenSeries.files(folder, objects));
    }

    private void assertGridRefused(Reason reason, List<WrittenObject> objects) {
        assertRefused(reason, () -> only(objects).grid(LIMITS));
    }

    @Test
    void slicesAreOrderedByPositionAndRowSpacingComesFirst() throws IOException {
        Series series = only(WrittenSeries.three(slice -> {}));
        Volume image = series.image(LIMITS).volume();
        assertEquals(new Vector3(1, 2, 3), image.grid().spacing());
        assertEquals(new Vector3(10, 20, 30), image.grid().origin());
        for (int slice = 0; slice < 3; slice++) {
            assertEquals(100 * slice + 23, image.at(3, 2, slice));
        }
    }

    @Test
    void eachSliceHasItsOwnRescaling() throws IOException {
        Series series = only(WrittenSeries.three(
                slice -> slice.text(Tag.RESCALE_SLOPE, "0.5").text(Tag.RESCALE_INTERCEPT, "-1024")));
        Volume image = series.image(LIMITS).volume();
        assertEquals(23, image.at(3, 2, 0));
        assertEquals(123 * 0.5f - 1024, image.at(3, 2, 1));
        assertTrue(series.image(LIMITS).cautions().isEmpty());
    }

    @Test
    void paddingTakesTheLowestValueOfTheOtherVoxels() throws IOException {
        List<WrittenObject> slices = WrittenSeries.three(slice -> {});
        slices.forEach(slice -> slice.text(Tag.RESCALE_INTERCEPT, "-1024").number(Tag.PIXEL_PADDING_VALUE, -2000));
        short[] cells = new short[12];
        cells[0] = -2000;
        cells[1] = 7;
        slices.get(1).pixels(cells);
        SeriesImage image = only(slices).image(LIMITS);
        assertEquals(-1024, image.volume().at(0, 0, 1));
        assertEquals(-1017, image.volume().at(1, 0, 1));
        assertEquals(Set.of(Caution.PADDING_FILLED), image.cautions());
    }

    @Test
    void cautionsNameLossAndBurnedInTextAndUndeclaredPadding() throws IOException {
        SeriesImage image = only(WrittenSeries.three(slice -> slice.text(Tag.LOSSY_IMAGE_COMPRESSION, "01")
                        .text(Tag.BURNED_IN_ANNOTATION, "YES")
                        .text(Tag.RESCALE_TYPE, "US")
                        .text(Tag.RESCALE_INTERCEPT, "-3024")))
                .image(LIMITS);
        assertEquals(
                Set.of(Caution.LOSSY, Caution.BURNED_IN_ANNOTATION, Caution.NOT_HOUNSFIELD, Caution.BELOW_AIR),
                image.cautions());
    }

    @Test
    void anObliqueSeriesHasItsAxesAndPlaces() throws IOException {
        double c = Math.cos(0.5);
        double s = Math.sin(0.5);
        Vector3 columns = new Vector3(c, s, 0);
        Vector3 rows = new Vector3(-s * 0.8, c * 0.8, 0.6);
        Vector3 normal = columns.cross(rows);
        List<WrittenObject> slices = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slices.add(WrittenSeries.slice(new Vector3(5, 6, 7).plus(normal.times(2.5 * i)), columns, rows, i));
        }
        Grid grid = only(slices).grid(LIMITS);
        Vector3 expected = new Vector3(5, 6, 7)
                .plus(columns.times(3))
                .plus(rows.times(2 * 2))
                .plus(normal.times(2.5 * 3));
        assertEquals(0, grid.at(3, 2, 3).minus(expected).length(), 1e-8);
        assertEquals(2.5, grid.spacing().z(), 1e-8);
    }

    @Test
    void aMissingDuplicateUnevenOrTiltedSliceIsRefusedByName() {
        List<WrittenObject> four = WrittenSeries.three(slice -> {});
        four.add(WrittenSeries.axial(42, 4));
        assertGridRefused(Reason.SLICE_MISSING, four);
        List<WrittenObject> twice = WrittenSeries.three(slice -> {});
        twice.add(WrittenSeries.axial(33, 4));
        assertGridRefused(Reason.SLICE_DUPLICATE, twice);
        assertGridRefused(
                Reason.SLICES_UNEVEN,
                WrittenSeries.three(slice -> slice.text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\33.05")));
        assertGridRefused(
                Reason.SLICES_TILTED,
                WrittenSeries.three(slice -> slice.text(Tag.IMAGE_POSITION_PATIENT, "10\\20.5\\33")));
        assertGridRefused(
                Reason.PIXEL_SPACING_DIFFERS, WrittenSeries.three(slice -> slice.text(Tag.PIXEL_SPACING, "2\\1.1")));
        assertGridRefused(Reason.SLICE_SPACING_UNKNOWN, List.of(WrittenSeries.axial(1, 1)));
    }

    @Test
    void moreSlicesThanMemoryIsSetAsideForAreRefused() {
        assertRefused(
                Reason.TOO_MANY_VOXELS,
                () -> only(WrittenSeries.three(slice -> {})).grid(new ReadLimits(3 * 12 - 1)));
    }

    @Test
    void twoSeriesOrNoneInOneFolderAreRefusedByName() {
        List<WrittenObject> two = WrittenSeries.three(slice -> {});
        WrittenSeries.three(slice -> {}).forEach(slice -> two.add(slice.text(Tag.SERIES_INSTANCE_UID, "1.2.9")));
        assertGridRefused(Reason.SEVERAL_SERIES, two);
        assertGridRefused(Reason.SERIES_ABSENT, List.of());
    }

    @Test
    void scoutsOfAnotherOrientationAreAVolumeOfTheirOwn() throws IOException {
        List<WrittenObject> objects = WrittenSeries.three(slice -> {});
        objects.add(WrittenSeries.slice(new Vector3(0, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, -1), 5));
        List<Series> found = Series.in(WrittenSeries.files(folder, objects));
        assertEquals(2, found.size());
        assertTrue(found.stream().anyMatch(series -> series.slices() == 3));
    }

    @Test
    void volumesAtTheSamePlacesAreSplitByWhatTellsThemApart() throws IOException {
        for (Tag tag : List.of(Tag.TEMPORAL_POSITION_IDENTIFIER, Tag.ECHO_TIME, Tag.ACQUISITION_TIME)) {
            List<WrittenObject> objects = WrittenSeries.three(slice -> {});
            objects.addAll(WrittenSeries.three(slice -> {}));
            for (int i = 0; i < 6; i++) {
                objects.get(i).text(tag, i < 3 ? "1" : "2");
            }
            List<Series> found = Series.in(WrittenSeries.files(folder, objects));
            assertEquals(List.of(3, 3), found.stream().map(Series::slices).toList(), tag.name());
        }
    }

    @Test
    void oneUnreadableSliceMakesItsSeriesUnreadable() throws IOException {
        List<WrittenObject> slices = WrittenSeries.three(slice -> slice.without(Tag.IMAGE_POSITION_PATIENT));
        assertGridRefused(Reason.DICOM_ATTRIBUTE_MISSING, slices);
        assertGridRefused(
                Reason.MODALITY_LUT_DAMAGED,
                WrittenSeries.three(slice -> slice.items(Tag.MODALITY_LUT_SEQUENCE, new WrittenObject())));
        assertFalse(Series.in(WrittenSeries.files(folder, slices)).isEmpty());
    }

    /// Stored values of the second slice are 100 to 123.
    private static WrittenObject table(int entries, int first, int bits, short... words) {
        byte[] descriptor = new byte[6];
        java.nio.ByteBuffer.wrap(descriptor)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putShort((short) entries)
                .putShort((short) first)
                .putShort((short) bits);
        byte[] data = new byte[2 * words.length];
        java.nio.ByteBuffer.wrap(data)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .put(words);
        return new WrittenObject()
                .raw(Tag.LUT_DESCRIPTOR.number(), Vr.SS, descriptor)
                .text(Tag.MODALITY_LUT_TYPE, "HU")
                .raw(Tag.LUT_DATA.number(), Vr.OW, data);
    }

    @Test
    void aLookUpTableMakesValuesInsteadOfSlopeAndIntercept() throws IOException {
        List<WrittenObject> items = List.of(
                table(3, 101, 16, (short) 7, (short) 60_000, (short) 9), table(3, 101, 8, (short) 0xC807, (short) 9));
        List<List<Float>> expected = List.of(List.of(7f, 7f, 60_000f, 9f), List.of(7f, 7f, 200f, 9f));
        for (int i = 0; i < items.size(); i++) {
            WrittenObject item = items.get(i);
            SeriesImage image = only(WrittenSeries.three(
                            slice -> slice.text(Tag.RESCALE_SLOPE, "2").items(Tag.MODALITY_LUT_SEQUENCE, item)))
                    .image(LIMITS);
            Volume volume = image.volume();
            assertEquals(
                    expected.get(i),
                    List.of(volume.at(0, 0, 1), volume.at(1, 0, 1), volume.at(2, 0, 1), volume.at(3, 0, 1)));
            assertEquals(9, volume.at(0, 2, 1), "above the last entry");
            assertEquals(java.util.Set.of(), image.cautions());
        }
        WrittenObject unsaid = items.getFirst().without(Tag.MODALITY_LUT_TYPE);
        assertEquals(
                java.util.Set.of(Caution.NOT_HOUNSFIELD),
                only(WrittenSeries.three(slice -> slice.items(Tag.MODALITY_LUT_SEQUENCE, unsaid)))
                        .image(LIMITS)
                        .cautions());
        for (WrittenObject damaged : List.of(table(4, 101, 16, (short) 1), table(1, 101, 32, (short) 1))) {
            assertGridRefused(
                    Reason.MODALITY_LUT_DAMAGED,
                    WrittenSeries.three(slice -> slice.items(Tag.MODALITY_LUT_SEQUENCE, damaged)));
        }
    }

    @Test
    void aDamagedFileInAFolderIsNeverLeftOutInSilence() throws IOException {
        WrittenSeries.axial(30, 0).write(folder.resolve("0.dcm"), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        byte[] whole = WrittenSeries.axial(33, 1).bytes(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, true);
        Files.write(folder.resolve("1.dcm"), java.util.Arrays.copyOf(whole, whole.length - 1));
        Files.writeString(folder.resolve("notes.txt"), "not DICOM");
        DicomFolder found = DicomFolder.open(folder);
        assertEquals(1, found.files().size());
        assertEquals(List.of(new DicomFolder.Refused(folder.resolve("1.dcm"), Reason.FILE_TRUNCATED)), found.refused());
        assertRefused(Reason.FILE_TRUNCATED, found::soundFiles);
    }

    @Test
    void framesOfAnEnhancedObjectLieWhereTheirGroupsSay() throws IOException {
        short[] cells = new short[36];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (short) i;
        }
        WrittenObject[] groups = new WrittenObject[3];
        double[] heights = {36, 30, 33};
        for (int frame = 0; frame < 3; frame++) {
            groups[frame] = new WrittenObject()
                    .items(
                            Tag.PLANE_POSITION_SEQUENCE,
                            new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\" + heights[frame]))
                    .items(
                            Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                            new WrittenObject()
                                    .text(Tag.RESCALE_SLOPE, "2")
                                    .text(Tag.RESCALE_INTERCEPT, Integer.toString(frame)));
        }
        WrittenObject shared = new WrittenObject()
                .items(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        new WrittenObject().text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0"))
                .items(Tag.PIXEL_MEASURES_SEQUENCE, new WrittenObject().text(Tag.PIXEL_SPACING, "2\\1"));
        WrittenObject object = WrittenSeries.format(new WrittenObject())
                .text(Tag.MODALITY, "MR")
                .text(Tag.SERIES_INSTANCE_UID, "1.2.3")
                .text(Tag.NUMBER_OF_FRAMES, "3")
                .items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups)
                .pixels(cells);
        Volume image = only(List.of(object)).image(LIMITS).volume();
        assertEquals(new Vector3(1, 2, 3), image.grid().spacing());
        assertEquals(2 * 12 + 1, image.at(0, 0, 0), "the second frame lies lowest");
        assertEquals(2 * 24 + 2, image.at(0, 0, 1));
        assertEquals(0, image.at(0, 0, 2));
        object.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups[0], groups[1]);
        assertGridRefused(Reason.FRAME_GROUPS_DAMAGED, List.of(object));
    }
}
