package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dose of three planes of 4 × 3 voxels. Voxel i of plane k stores `1,000,000·k + i` and is scaled by 1e-5: plane 1
/// begins with 10 Gy, plane 2 with 20 Gy.
public class DoseTest {
    @TempDir
    Path folder;

    static WrittenObject dose() {
        short[] halves = new short[2 * 36];
        for (int i = 0; i < 36; i++) {
            int stored = 1_000_000 * (i / 12) + i % 12;
            halves[2 * i] = (short) stored;
            halves[2 * i + 1] = (short) (stored >>> 16);
        }
        return WrittenSeries.format(new WrittenObject())
                .text(Tag.MODALITY, "RTDOSE")
                .text(Tag.SERIES_INSTANCE_UID, "1.2.8")
                .text(Tag.FRAME_OF_REFERENCE_UID, "1.2.4")
                .text(Tag.NUMBER_OF_FRAMES, "3")
                .number(Tag.BITS_ALLOCATED, 32)
                .number(Tag.BITS_STORED, 32)
                .number(Tag.HIGH_BIT, 31)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\30")
                .text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0")
                .text(Tag.PIXEL_SPACING, "2\\1")
                .text(Tag.DOSE_UNITS, "GY")
                .text(Tag.DOSE_TYPE, "PHYSICAL")
                .text(Tag.GRID_FRAME_OFFSET_VECTOR, "0\\3\\6")
                .text(Tag.DOSE_GRID_SCALING, "1e-5")
                .pixels(halves);
    }

    /// Writes a CT, series 1.2.3, and a dose on its planes, series 1.2.8, into a folder.
    ///
    /// @return the file of the dose
    public static Path write(Path folder) throws IOException {
        List<WrittenObject> slices = WrittenSeries.three(slice -> {});
        for (int i = 0; i < slices.size(); i++) {
            slices.get(i).write(folder.resolve("CT" + i), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        }
        return dose().write(folder.resolve("RD"), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private Series only(WrittenObject... objects) {
        try {
            List<Series> found = Series.doses(WrittenSeries.files(folder, List.of(objects)));
            assertEquals(1, found.size());
            return found.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertDose(double expected, Volume dose, int slice) {
        assertEquals(expected, dose.at(0, 0, slice), 1e-5);
        assertEquals(expected + 11e-5, dose.at(3, 2, slice), 1e-5);
    }

    @Test
    void offsetsFromZeroLieAlongTheNormal() {
        Volume dose = only(dose()).image(LIMITS).volume();
        assertEquals(new Vector3(1, 2, 3), dose.grid().spacing());
        assertEquals(new Vector3(10, 20, 30), dose.grid().origin());
        assertDose(0, dose, 0);
        assertDose(10, dose, 1);
        assertDose(20, dose, 2);
    }

    @Test
    void negativeOffsetsPutTheLastPlaneLowest() {
        Volume dose = only(dose().text(Tag.GRID_FRAME_OFFSET_VECTOR, "0\\-3\\-6"))
                .image(LIMITS)
                .volume();
        assertEquals(new Vector3(10, 20, 24), dose.grid().origin());
        assertDose(20, dose, 0);
    }

    @Test
    void offsetsFromTheFirstPlanesHeightAreHeights() {
        Grid grid =
                only(dose().text(Tag.GRID_FRAME_OFFSET_VECTOR, "30\\33\\36")).grid(LIMITS);
        assertEquals(new Vector3(10, 20, 30), grid.origin());
        assertEquals(3, grid.spacing().z(), 1e-12);
        assertRefused(
                Reason.DOSE_GRID_UNCLEAR,
                () -> only(dose().text(Tag.GRID_FRAME_OFFSET_VECTOR, "31\\34\\37"))
                        .grid(LIMITS));
    }

    @Test
    void anObliqueDoseFollowsItsNormal() {
        // Rows run along z: the normal of x and z is −y.
        Grid grid = only(dose().text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\0\\1"))
                .grid(LIMITS);
        assertEquals(0, grid.at(0, 0, 2).minus(new Vector3(10, 14, 30)).length(), 1e-9);
    }

    @Test
    void whatIsNoAbsoluteDoseOrHasNoPlacesIsRefusedByName() {
        assertRefusal(Reason.DOSE_NOT_IN_GRAY, dose().text(Tag.DOSE_UNITS, "RELATIVE"));
        assertRefusal(Reason.DOSE_NOT_IN_GRAY, dose().without(Tag.DOSE_UNITS));
        assertRefusal(Reason.DOSE_NOT_IN_GRAY, dose().text(Tag.DOSE_TYPE, "ERROR"));
        assertRefusal(Reason.DICOM_ATTRIBUTE_MISSING, dose().without(Tag.DOSE_GRID_SCALING));
        assertRefusal(Reason.HEADER_DAMAGED, dose().text(Tag.DOSE_GRID_SCALING, "0"));
        assertRefusal(Reason.DOSE_GRID_UNCLEAR, dose().without(Tag.GRID_FRAME_OFFSET_VECTOR));
        assertRefusal(Reason.DOSE_GRID_UNCLEAR, dose().text(Tag.GRID_FRAME_OFFSET_VECTOR, "0\\3"));
        assertRefusal(Reason.SLICES_UNEVEN, dose().text(Tag.GRID_FRAME_OFFSET_VECTOR, "0\\3\\7"));
        assertRefused(Reason.SUV_NOT_PET, () -> only(dose()).uptake(LIMITS, UptakeValue.BODY_WEIGHT));
    }

    private void assertRefusal(Reason reason, WrittenObject object) {
        assertRefused(reason, () -> only(object).image(LIMITS));
    }

    @Test
    void aDoseBesideItsImageIsNotTakenForOne() throws IOException {
        List<WrittenObject> objects = new ArrayList<>(WrittenSeries.three(slice -> {}));
        objects.add(dose());
        List<DicomFile> files = WrittenSeries.files(folder, objects);
        assertEquals("1.2.3", Series.only(files).seriesUid());
        assertEquals(
                List.of("1.2.8"),
                Series.doses(files).stream().map(Series::seriesUid).toList());
    }
}
