package org.isopleth.radiomics.read.jpeg;

import static org.isopleth.radiomics.read.GeneratedPixels.COLUMNS;
import static org.isopleth.radiomics.read.GeneratedPixels.ROWS;
import static org.isopleth.radiomics.read.GeneratedPixels.assertPixels;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.isopleth.radiomics.read.DecodedFrame;
import org.isopleth.radiomics.read.GeneratedPixels;
import org.isopleth.radiomics.read.Reason;
import org.junit.jupiter.api.Test;

class JpegTest {
    @Test
    void losslessPixelsComeOutAsTheyWereForEveryPrecisionAndPredictor() {
        for (int precision = 2; precision <= 16; precision++) {
            int[] pixels = GeneratedPixels.of(precision, false);
            for (int predictor = 1; predictor <= 7; predictor++) {
                for (int restartRows : new int[] {0, 1, 5}) {
                    var how = new WrittenJpeg.Lossless(precision, predictor, 0, restartRows);
                    DecodedFrame frame = Jpeg.decode(WrittenJpeg.lossless(COLUMNS, pixels, how), COLUMNS, ROWS);
                    assertEquals(precision, frame.precision());
                    assertPixels(pixels, frame, 0, how.toString());
                }
            }
        }
    }

    @Test
    void aPointTransformCutsTheLowestBits() {
        int[] pixels = GeneratedPixels.of(12, false);
        int[] cut = Arrays.stream(pixels).map(pixel -> pixel & ~7).toArray();
        byte[] jpeg = WrittenJpeg.lossless(COLUMNS, pixels, new WrittenJpeg.Lossless(12, 4, 3, 0));
        assertPixels(cut, Jpeg.decode(jpeg, COLUMNS, ROWS), 0, "point transform");
    }

    @Test
    void differencesOfSixteenBitsWrap() {
        int[] pixels = {0, 65535, 0, 32768, 65535, 32767, 0, 32768, 1, 65535, 32769, 2};
        for (int predictor = 1; predictor <= 7; predictor++) {
            var how = new WrittenJpeg.Lossless(16, predictor, 0, 0);
            assertPixels(pixels, Jpeg.decode(WrittenJpeg.lossless(4, pixels, how), 4, 3), 0, how.toString());
        }
    }

    @Test
    void extendedPixelsOfTwelveBitsComeOutAsTheyWereUpToOne() {
        int[] pixels = GeneratedPixels.of(12, false);
        for (int restartBlocks : new int[] {0, 1, 3, 9}) {
            byte[] jpeg = WrittenJpeg.sequential(COLUMNS, pixels, 12, 1, restartBlocks);
            DecodedFrame frame = Jpeg.decode(jpeg, COLUMNS, ROWS);
            assertEquals(12, frame.precision());
            // Rounding 64 coefficients to whole numbers moves a pixel by sqrt(1/12) in the root mean square;
            // 3 is ten times that.
            assertPixels(pixels, frame, 3, "restarts after " + restartBlocks);
            assertTrue(meanSquare(pixels, frame) < 0.2, "as exact as rounded coefficients allow: 1/12, and 1/12");
        }
    }

    @Test
    void coarseStepsMoveAPixelByNoMoreThanTheyMust() {
        int[] pixels = GeneratedPixels.of(12, false);
        DecodedFrame frame = Jpeg.decode(WrittenJpeg.sequential(COLUMNS, pixels, 12, 16, 0), COLUMNS, ROWS);
        assertTrue(meanSquare(pixels, frame) < 16.0 * 16 / 12 + 1, "uniform rounding has step²/12");
    }

    /// The inverse cosine transform against its definition, on random coefficients: ITU-T T.83 asks that
    /// values differ by at most one; ours are the definition's own rounding.
    @Test
    void theInverseTransformIsItsDefinition() {
        Random random = new Random(83);
        InverseCosine inverse = new InverseCosine();
        for (int run = 0; run < 200; run++) {
            double[] coefficients = new double[64];
            for (int i = 0; i < 1 + random.nextInt(64); i++) {
                coefficients[random.nextInt(64)] = random.nextInt(4096) - 2048;
            }
            double[] block = coefficients.clone();
            inverse.transform(block);
            for (int i = 0; i < 64; i++) {
                assertEquals(byDefinition(coefficients, i % 8, i / 8), block[i], 1e-9);
            }
        }
    }

    private static double byDefinition(double[] coefficients, int x, int y) {
        double sum = 0;
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                double scale = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1) / 4;
                sum += scale
                        * coefficients[8 * v + u]
                        * Math.cos((2 * x + 1) * u * Math.PI / 16)
                        * Math.cos((2 * y + 1) * v * Math.PI / 16);
            }
        }
        return sum;
    }

    @Test
    void baselineImagesOfTheJdkComeOutAsItReadsThemUpToOne() throws IOException {
        int[] pixels = GeneratedPixels.of(8, false);
        BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, COLUMNS, ROWS, pixels);
        for (float quality : new float[] {0.1f, 0.5f, 0.9f, 1}) {
            byte[] jpeg = written(image, quality);
            int[] expected = ImageIO.read(new ByteArrayInputStream(jpeg))
                    .getRaster()
                    .getPixels(0, 0, COLUMNS, ROWS, (int[]) null);
            assertPixels(expected, Jpeg.decode(jpeg, COLUMNS, ROWS), 1, "quality " + quality);
        }
    }

    private static byte[] written(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    @Test
    void anImageThatEndsEarlyIsRefusedWhereverItEnds() {
        int[] pixels = GeneratedPixels.of(12, false);
        for (byte[] whole : new byte[][] {
            WrittenJpeg.lossless(COLUMNS, pixels, new WrittenJpeg.Lossless(12, 1, 0, 3)),
            WrittenJpeg.sequential(COLUMNS, pixels, 12, 4, 3)
        }) {
            // The last marker is one that writers forget; the byte before it may hold nothing but padding.
            for (int length = 0; length < whole.length - 3; length += 3) {
                byte[] part = Arrays.copyOf(whole, length);
                assertRefused(Reason.JPEG_DAMAGED, () -> Jpeg.decode(part, COLUMNS, ROWS));
            }
        }
    }

    @Test
    void otherSizesProcessesAndColoursAreRefusedByName() {
        int[] pixels = GeneratedPixels.of(8, false);
        byte[] jpeg = WrittenJpeg.sequential(COLUMNS, pixels, 8, 4, 0);
        assertRefused(Reason.PIXELS_CONTRADICT, () -> Jpeg.decode(jpeg, COLUMNS, ROWS + 1));
        int frame = 0;
        while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
            frame++;
        }
        byte[] progressive = jpeg.clone();
        progressive[frame + 1] = (byte) 0xC2;
        assertRefused(Reason.JPEG_PROCESS_UNSUPPORTED, () -> Jpeg.decode(progressive, COLUMNS, ROWS));
        byte[] colours = jpeg.clone();
        colours[frame + 9] = 3;
        assertRefused(Reason.SAMPLES_NOT_SCALAR, () -> Jpeg.decode(colours, COLUMNS, ROWS));
    }

    private static double meanSquare(int[] expected, DecodedFrame actual) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.pow(actual.at(i) - expected[i], 2);
        }
        return sum / expected.length;
    }
}
