package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isopleth.radiomics.read.GeneratedPixels;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.jpeg.WrittenJpeg;
import org.isopleth.radiomics.read.jpeg2000.Jpeg2000Test;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedFramesTest {
    private static final TransferSyntax LOSSLESS = TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER;
    private static final int COLUMNS = 3;
    private static final int[] FIRST = {1, 2, 3, 4, 5, 6};
    private static final int[] SECOND = {10, 20, 30, 40, 50, 4000};
    private static final byte[] ONE = even(WrittenJpeg.lossless(COLUMNS, FIRST, new WrittenJpeg.Lossless(12, 1, 0, 0)));
    private static final byte[] TWO =
            even(WrittenJpeg.lossless(COLUMNS, SECOND, new WrittenJpeg.Lossless(12, 7, 0, 0)));
    private static final int ITEM = 8;

    @TempDir
    Path folder;

    private static byte[] even(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    }

    private static WrittenObject image(int frames) {
        return new WrittenObject()
                .text(Tag.MODALITY, "CT")
                .text(Tag.NUMBER_OF_FRAMES, Integer.toString(frames))
                .number(Tag.ROWS, 2)
                .number(Tag.COLUMNS, COLUMNS)
                .number(Tag.BITS_ALLOCATED, 16)
                .number(Tag.BITS_STORED, 12)
                .number(Tag.HIGH_BIT, 11)
                .number(Tag.PIXEL_REPRESENTATION, 0);
    }

    private List<double[]> frames(WrittenObject object, TransferSyntax syntax) throws IOException {
        Path file = Files.write(folder.resolve("object.dcm"), object.bytes(syntax, true));
        List<double[]> frames = new ArrayList<>();
        Frames.of(DicomFile.open(file)).read((frame, stored) -> frames.add(stored.clone()));
        return frames;
    }

    private void assertBoth(WrittenObject object) throws IOException {
        List<double[]> frames = frames(object, LOSSLESS);
        assertEquals(2, frames.size());
        assertArrayEquals(Arrays.stream(FIRST).asDoubleStream().toArray(), frames.get(0));
        assertArrayEquals(Arrays.stream(SECOND).asDoubleStream().toArray(), frames.get(1));
    }

    private static byte[] part(byte[] whole, int from, int to) {
        return Arrays.copyOfRange(whole, from, to);
    }

    @Test
    void oneFragmentForEachFrameNeedsNoTableAndSurvivesAWrongOne() throws IOException {
        assertBoth(image(2).fragments(ONE, TWO));
        assertBoth(image(2).fragments(new int[] {0, ONE.length + ITEM}, ONE, TWO));
        assertBoth(image(2).fragments(new int[] {4, 2}, ONE, TWO));
        assertBoth(image(2).fragments(new int[] {0}, ONE, TWO));
        assertBoth(image(2).extended(0, ONE.length + ITEM).fragments(ONE, TWO));
    }

    @Test
    void framesInSeveralFragmentsAreToldByATable() throws IOException {
        byte[][] pieces = {part(ONE, 0, 40), part(ONE, 40, ONE.length), part(TWO, 0, 30), part(TWO, 30, TWO.length)};
        int second = ONE.length + 2 * ITEM;
        assertBoth(image(2).fragments(new int[] {0, second}, pieces));
        assertBoth(image(2).extended(0, second).fragments(pieces));
    }

    @Test
    void withoutATableFramesAreToldByTheirFirstMarkers() throws IOException {
        byte[][] pieces = {part(ONE, 0, 40), part(ONE, 40, ONE.length), TWO};
        assertBoth(image(2).fragments(pieces));
        assertBoth(image(2).fragments(new int[] {0, 16}, pieces));
    }

    @Test
    void aSingleFrameTakesEveryFragment() throws IOException {
        WrittenObject object = image(1).fragments(part(ONE, 0, 2), part(ONE, 2, 60), part(ONE, 60, ONE.length));
        assertArrayEquals(
                Arrays.stream(FIRST).asDoubleStream().toArray(),
                frames(object, LOSSLESS).getFirst());
    }

    @Test
    void framesThatCannotBeToldApartAreRefused() {
        byte[] middle = part(ONE, 40, ONE.length);
        assertRefused(Reason.FRAMES_UNCLEAR, () -> frames(image(3).fragments(ONE, TWO), LOSSLESS));
        assertRefused(
                Reason.FRAMES_UNCLEAR, () -> frames(image(2).fragments(part(ONE, 0, 40), middle, middle), LOSSLESS));
        assertRefused(Reason.FRAMES_UNCLEAR, () -> frames(image(2).fragments(), LOSSLESS));
        assertRefused(Reason.FRAMES_UNCLEAR, () -> frames(image(2).fragments(ONE, TWO, ONE), LOSSLESS));
    }

    @Test
    void signedPixelsAreTwosComplementOfTheImagesOwnPrecision() throws IOException {
        int[] stored = {0, 1, 2047, 2048, 4095, 4000};
        byte[] jpeg = WrittenJpeg.lossless(COLUMNS, stored, new WrittenJpeg.Lossless(12, 1, 0, 0));
        for (int bits : new int[] {12, 16}) {
            WrittenObject object = image(1).number(Tag.PIXEL_REPRESENTATION, 1)
                    .number(Tag.BITS_STORED, bits)
                    .number(Tag.HIGH_BIT, bits - 1)
                    .fragments(jpeg);
            assertArrayEquals(
                    new double[] {0, 1, 2047, -2048, -1, -96},
                    frames(object, LOSSLESS).getFirst());
        }
    }

    @Test
    void aCodestreamThatSaysItsSignIsHeldAgainstTheFile() throws IOException {
        WrittenObject object = image(1).number(Tag.ROWS, GeneratedPixels.ROWS)
                .number(Tag.COLUMNS, GeneratedPixels.COLUMNS)
                .number(Tag.PIXEL_REPRESENTATION, 1)
                .fragments(even(Jpeg2000Test.golden("signed-12.j2k")));
        double[] expected =
                Arrays.stream(GeneratedPixels.of(12, true)).asDoubleStream().toArray();
        for (TransferSyntax syntax : List.of(TransferSyntax.JPEG_2000, TransferSyntax.JPEG_2000_LOSSLESS)) {
            assertArrayEquals(expected, frames(object, syntax).getFirst());
        }
        object.number(Tag.PIXEL_REPRESENTATION, 0);
        assertRefused(Reason.PIXELS_CONTRADICT, () -> frames(object, TransferSyntax.JPEG_2000));
    }

    @Test
    void pixelsWiderThanTheirCellsAndOtherSizesAreRefused() {
        WrittenObject narrow = image(1).number(Tag.BITS_ALLOCATED, 8)
                .number(Tag.BITS_STORED, 8)
                .number(Tag.HIGH_BIT, 7)
                .fragments(ONE);
        assertRefused(Reason.PIXELS_CONTRADICT, () -> frames(narrow, LOSSLESS));
        assertRefused(
                Reason.PIXELS_CONTRADICT,
                () -> frames(image(1).number(Tag.ROWS, 3).fragments(ONE), LOSSLESS));
        WrittenObject bits = image(1).number(Tag.BITS_ALLOCATED, 1)
                .number(Tag.BITS_STORED, 1)
                .number(Tag.HIGH_BIT, 0)
                .fragments(ONE);
        assertRefused(Reason.PIXEL_FORMAT_UNSUPPORTED, () -> frames(bits, LOSSLESS));
    }

    @Test
    void lossIsACautionOfTheSeriesWhateverTheFileSays() throws IOException {
        int[] cells = new int[12];
        Arrays.setAll(cells, i -> 10 * i);
        byte[] lossy = WrittenJpeg.sequential(WrittenSeries.COLUMNS, cells, 12, 1, 0);
        byte[] exact = WrittenJpeg.lossless(WrittenSeries.COLUMNS, cells, new WrittenJpeg.Lossless(12, 1, 0, 0));
        assertEquals(Set.of(Caution.LOSSY), cautions("00", lossy, TransferSyntax.JPEG_EXTENDED));
        assertEquals(Set.of(), cautions("00", exact, LOSSLESS));
        assertEquals(Set.of(Caution.LOSSY), cautions("01", exact, LOSSLESS));
        assertTrue(TransferSyntax.JPEG_2000.mayBeLossy() && !TransferSyntax.JPEG_2000_LOSSLESS.mayBeLossy());
    }

    private Set<Caution> cautions(String said, byte[] jpeg, TransferSyntax syntax) throws IOException {
        List<DicomFile> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = WrittenSeries.axial(30 + 3 * i, i)
                    .text(Tag.LOSSY_IMAGE_COMPRESSION, said)
                    .fragments(even(jpeg))
                    .write(folder.resolve("slice" + i), syntax);
            files.add(DicomFile.open(file));
        }
        return Series.only(files).image(LIMITS).cautions();
    }
}
