package org.isopleth.radiomics.read.metaimage;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaImageFileTest {
    private static final String HEADER = """
        ObjectType = Image
        NDims = 3
        BinaryData = True
        BinaryDataByteOrderMSB = False
        CompressedData = False
        TransformMatrix = 0 1 0 -1 0 0 0 0 1
        Offset = 10 20 30
        ElementSpacing = 1 2 3
        DimSize = 2 1 2
        ElementType = MET_SHORT
        ElementDataFile = LOCAL
        """;
    private static final byte[] VOXELS = {1, 0, -1, -1, 0, 1, 0, 0};
    private static final float[] VALUES = {1, -1, 256, 0};

    @TempDir
    Path folder;

    private MetaImageFile open(String header, byte[] voxels) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(voxels);
            return MetaImageFile.open(Files.write(folder.resolve("image.mha"), out.toByteArray()), LIMITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void voxelsLieWhereTheHeaderSays() {
        MetaImageFile file = open(HEADER, VOXELS);
        assertArrayEquals(VALUES, file.volume().values());
        assertEquals(new Vector3(1, 2, 3), file.grid().spacing());
        // Columns run along y, rows along -x.
        assertEquals(new Vector3(10, 21, 33), file.grid().at(1, 0, 1));
        assertEquals(3, file.mask(new RegionChoice.AnyLabel()).count());
        assertTrue(file.mask(new RegionChoice.Label(256)).has(0, 0, 1));
    }

    @Test
    void bigEndianTextAndCompressedVoxelsAreTheSame() throws IOException {
        String big = HEADER.replace("MSB = False", "MSB = True");
        assertArrayEquals(
                VALUES,
                open(big, new byte[] {0, 1, -1, -1, 1, 0, 0, 0}).volume().values());
        String packed = HEADER.replace("CompressedData = False", "CompressedData = True");
        assertArrayEquals(VALUES, open(packed, deflated(VOXELS)).volume().values());
        String text = HEADER.replace("BinaryData = True", "BinaryData = False");
        byte[] words = "1 -1 256 0".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(VALUES, open(text, words).volume().values());
    }

    @Test
    void voxelsMayLieInAFileBesideTheHeaderAndNowhereElse() throws IOException {
        Files.write(folder.resolve("image.raw"), VOXELS);
        String beside = HEADER.replace("LOCAL", "image.raw");
        assertArrayEquals(VALUES, open(beside, new byte[0]).volume().values());
        Files.write(folder.resolve("image.raw"), new byte[] {9, 9, 9, 1, 0, -1, -1, 0, 1, 0, 0});
        String atEnd = beside.replace("NDims", "HeaderSize = -1\nNDims");
        assertArrayEquals(VALUES, open(atEnd, new byte[0]).volume().values());
        assertRefused(Reason.NRRD_DATA_ELSEWHERE, () -> open(HEADER.replace("LOCAL", "../image.raw"), new byte[0]));
        assertRefused(Reason.NRRD_MANY_FILES, () -> open(HEADER.replace("LOCAL", "LIST"), new byte[0]));
    }

    @Test
    void whatIsDamagedOrNotReadIsRefusedByName() {
        assertRefused(Reason.FILE_TRUNCATED, () -> open(HEADER, new byte[7]));
        assertRefused(Reason.FORMAT_UNKNOWN, () -> open("NRRD0004\n", VOXELS));
        assertRefused(Reason.FORMAT_UNKNOWN, () -> open("", new byte[0]));
        assertRefused(Reason.NOT_THREE_DIMENSIONAL, () -> open(HEADER.replace("NDims = 3", "NDims = 4"), VOXELS));
        assertRefused(Reason.SPACING_INVALID, () -> open(HEADER.replace("1 2 3", "0 2 3"), VOXELS));
        assertRefused(Reason.HEADER_DAMAGED, () -> open(HEADER.replace("1 2 3", "1 2"), VOXELS));
        assertRefused(Reason.HEADER_DAMAGED, () -> open(HEADER.replace("DimSize = 2 1 2", "DimSize = 2 1 -2"), VOXELS));
        assertRefused(Reason.SAMPLES_NOT_SCALAR, () -> open(HEADER.replace("MET_SHORT", "MET_LONG"), VOXELS));
        assertRefused(Reason.AXES_NOT_AT_RIGHT_ANGLES, () -> open(HEADER.replace("0 1 0 -1", "1 0 0 -1"), VOXELS));
        String packed = HEADER.replace("CompressedData = False", "CompressedData = True");
        assertRefused(Reason.COMPRESSION_DAMAGED, () -> open(packed, VOXELS).volume());
        Path large = folder.resolve("image.mha");
        assertRefused(Reason.TOO_MANY_VOXELS, () -> MetaImageFile.open(large, new ReadLimits(3)));
    }
}
