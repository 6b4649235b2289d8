package org.isopleth.radiomics.read.nifti;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiFileTest {
    @TempDir
    Path folder;

    private NiftiFile open(ByteBuffer bytes) throws IOException {
        return NiftiFile.open(Files.write(folder.resolve("image.nii"), NiftiBytes.of(bytes)), LIMITS);
    }

    @Test
    void everyScalarTypeInBothByteOrdersGivesTheSameValues() throws IOException {
        int[][] types = {{2, 1}, {4, 2}, {8, 4}, {16, 4}, {64, 8}, {256, 1}, {512, 2}, {768, 4}, {1024, 8}, {1280, 8}};
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int[] type : types) {
                for (boolean second : new boolean[] {false, true}) {
                    ByteBuffer bytes = second
                            ? NiftiBytes.second(order, type[0], type[1])
                            : NiftiBytes.first(order, type[0], type[1]);
                    for (int i = 0; i < NiftiBytes.VOXELS; i++) {
                        put(bytes, (second ? 544 : 352) + i * type[1], type, i);
                    }
                    float[] values = open(bytes).volume().values();
                    for (int i = 0; i < NiftiBytes.VOXELS; i++) {
                        assertEquals(i, values[i], "type " + type[0] + " " + order);
                    }
                }
            }
        }
    }

    private static void put(ByteBuffer bytes, int at, int[] type, int value) {
        switch (type[1]) {
            case 1 -> bytes.put(at, (byte) value);
            case 2 -> bytes.putShort(at, (short) value);
            case 4 -> bytes.putInt(at, type[0] == 16 ? Float.floatToIntBits(value) : value);
            default -> bytes.putLong(at, type[0] == 64 ? Double.doubleToLongBits(value) : value);
        }
    }

    @Test
    void signedAndUnsignedTypesDifferAboveHalf() throws IOException {
        ByteBuffer signed = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 4, 2).putShort(352, (short) -1000);
        ByteBuffer unsigned = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 512, 2).putShort(352, (short) -1000);
        assertEquals(-1000, open(signed).volume().at(0));
        assertEquals(64536, open(unsigned).volume().at(0));
    }

    @Test
    void aSlopeOfZeroMeansNoScalingAndAnyOtherIsApplied() throws IOException {
        ByteBuffer bytes = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1).put(352, (byte) 7);
        assertEquals(7, open(bytes.putFloat(112, 0).putFloat(116, 5)).volume().at(0));
        assertEquals(9, open(bytes.putFloat(112, 2).putFloat(116, -5)).volume().at(0));
    }

    @Test
    void theSformIsTurnedFromRightFrontToLeftBack() throws IOException {
        ByteBuffer bytes = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1).putShort(254, (short) 1);
        float[] affine = {-2, 0, 0, 10, 0, -3, 0, 20, 0, 0, 4, 30};
        for (int i = 0; i < 12; i++) {
            bytes.putFloat(280 + 4 * i, affine[i]);
        }
        NiftiFile file = open(bytes);
        assertEquals(new Vector3(2, 3, 4), file.grid().spacing());
        assertEquals(new Vector3(-10, -20, 30), file.grid().origin());
        assertEquals(new Vector3(1, -0.0, 0), file.grid().orientation().columns());
    }

    @Test
    void theQformTurnsByItsQuaternionAndFlipsSlicesByItsSign() throws IOException {
        // 90° about z in NIfTI's axes: columns run to the front, rows to the right's opposite.
        float half = (float) Math.sqrt(0.5);
        ByteBuffer bytes = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1)
                .putShort(252, (short) 1)
                .putFloat(76, -1)
                .putFloat(264, half)
                .putFloat(268, 1)
                .putFloat(272, 2)
                .putFloat(276, 3);
        NiftiFile file = open(bytes);
        assertNear(new Vector3(-1, -3.5, 3), file.grid().at(3, 0, 0));
        assertNear(new Vector3(1, -2, 3), file.grid().at(0, 1, 0));
        assertNear(new Vector3(-1, -2, 0), file.grid().at(0, 0, 1));
    }

    private static void assertNear(Vector3 expected, Vector3 actual) {
        assertEquals(0, expected.minus(actual).length(), 1e-6, () -> expected + " but was " + actual);
    }

    @Test
    void unitsOfMetresAndMicrometresBecomeMillimetres() throws IOException {
        assertEquals(
                500,
                open(NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1).put(123, (byte) 1))
                        .grid()
                        .spacing()
                        .x());
        assertEquals(
                0.0005,
                open(NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1).put(123, (byte) 3))
                        .grid()
                        .spacing()
                        .x(),
                1e-12);
    }

    @Test
    void aMaskIsTheVoxelsOfOneLabelOrOfAny() throws IOException {
        ByteBuffer bytes = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1)
                .put(352, (byte) 1)
                .put(353, (byte) 2)
                .put(355, (byte) 2);
        NiftiFile file = open(bytes);
        assertEquals(3, file.mask(new RegionChoice.AnyLabel()).count());
        assertEquals(2, file.mask(new RegionChoice.Label(2)).count());
        assertEquals(Set.of(1L, 2L), file.labels());
        assertRefused(Reason.LABEL_ABSENT, () -> file.mask(new RegionChoice.Label(3)));
        assertRefused(Reason.REGION_NAME_ABSENT, () -> file.mask(new RegionChoice.Named("GTV")));
    }

    @Test
    void gzipIsKnownByItsBytesAndNotByItsName() throws IOException {
        ByteBuffer bytes = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1).put(352, (byte) 7);
        NiftiFile file =
                NiftiFile.open(Files.write(folder.resolve("image.nii"), NiftiBytes.gzip(NiftiBytes.of(bytes))), LIMITS);
        assertEquals(7, file.volume().at(0));
    }

    @Test
    void aDeclaredSizeAboveTheFilesIsRefusedBeforeAnythingIsAllocated() throws IOException {
        ByteBuffer bytes = NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 64, 8);
        for (int i = 1; i <= 3; i++) {
            bytes.putShort(40 + 2 * i, (short) 400);
        }
        assertRefused(Reason.FILE_TRUNCATED, () -> open(bytes));
        Path gzip = Files.write(folder.resolve("image.nii.gz"), NiftiBytes.gzip(NiftiBytes.of(bytes)));
        assertRefused(Reason.FILE_TRUNCATED, () -> NiftiFile.open(gzip, LIMITS));
        assertRefused(Reason.TOO_MANY_VOXELS, () -> NiftiFile.open(gzip, new ReadLimits(1000)));
    }

    @Test
    void eachFaultIsRefusedByName() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        assertRefused(Reason.FORMAT_UNKNOWN, () -> open(ByteBuffer.allocate(10)));
        assertRefused(
                Reason.FORMAT_UNKNOWN, () -> open(NiftiBytes.first(order, 2, 1).put(345, (byte) 'x')));
        assertRefused(
                Reason.NIFTI_PAIR, () -> open(NiftiBytes.first(order, 2, 1).put(345, (byte) 'i')));
        assertRefused(Reason.SAMPLES_NOT_SCALAR, () -> open(NiftiBytes.first(order, 128, 3)));
        assertRefused(
                Reason.NOT_THREE_DIMENSIONAL,
                () -> open(NiftiBytes.first(order, 2, 1).putShort(40, (short) 4).putShort(48, (short) 2)));
        assertRefused(
                Reason.SPACING_INVALID, () -> open(NiftiBytes.first(order, 2, 1).putFloat(80, 0)));
        assertRefused(
                Reason.SPACING_INVALID, () -> open(NiftiBytes.first(order, 2, 1).putFloat(80, Float.NaN)));
        ByteBuffer sheared = NiftiBytes.first(order, 2, 1).putShort(254, (short) 1);
        float[] affine = {1, 0.1f, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        for (int i = 0; i < 12; i++) {
            sheared.putFloat(280 + 4 * i, affine[i]);
        }
        assertRefused(Reason.AXES_NOT_AT_RIGHT_ANGLES, () -> open(sheared));
        byte[] damaged = NiftiBytes.gzip(NiftiBytes.of(NiftiBytes.first(order, 2, 1)));
        Arrays.fill(damaged, damaged.length - 8, damaged.length, (byte) 0);
        assertRefused(
                Reason.COMPRESSION_DAMAGED,
                () -> NiftiFile.open(Files.write(folder.resolve("d"), damaged), LIMITS)
                        .volume());
    }

    @Test
    void thePhantomOfIbsiHas74VoxelsOnItsPublishedGrid() {
        NiftiFile mask =
                NiftiFile.open(ReferenceImages.at("ibsi1/ibsi_1_digital_phantom/nifti/mask/mask.nii.gz"), LIMITS);
        assertEquals(74, mask.mask(new RegionChoice.Label(1)).count());
        assertEquals(new Vector3(2, 2, 2), mask.grid().spacing());
    }
}
