package org.isopleth.radiomics.read.jpeg2000;

import static org.isopleth.radiomics.read.GeneratedPixels.COLUMNS;
import static org.isopleth.radiomics.read.GeneratedPixels.ROWS;
import static org.isopleth.radiomics.read.GeneratedPixels.assertPixels;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.isopleth.radiomics.read.DecodedFrame;
import org.isopleth.radiomics.read.GeneratedPixels;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class Jpeg2000Test {
    /// Where the segments of the golden files begin: SOC, then SIZ, COD and QCD without others between.
    private static final int SIZE_AT = 2;

    private static final int COMPONENTS_AT = SIZE_AT + 38;

    @ParameterizedTest
    @CsvSource({
        "plain-8, 8, false",
        "plain-12, 12, false",
        "plain-16, 16, false",
        "signed-12, 12, true",
        "signed-16, 16, true",
        "one-resolution, 12, false",
        "bypass, 16, true",
        "reset, 12, false",
        "terminated, 12, false",
        "bypass-terminated, 16, false",
        "causal, 12, false",
        "predictable, 12, false",
        "marked, 12, false",
        "every-style, 16, false",
        "tiles-lrcp, 12, false",
        "tiles-rlcp, 12, false",
        "tiles-rpcl, 12, false",
        "tiles-pcrl, 12, false",
        "tiles-cprl, 12, false",
        "tile-parts, 12, false",
        "offset, 12, false"
    })
    void whatOpenJpegWroteWithoutLossComesOutAsItWas(String name, int bits, boolean signed) throws IOException {
        DecodedFrame frame = Jpeg2000.decode(golden(name + ".j2k"), COLUMNS, ROWS);
        assertEquals(bits, frame.precision());
        assertEquals(signed, frame.signed());
        assertPixels(GeneratedPixels.of(bits, signed), frame, 0, name);
    }

    @ParameterizedTest
    @CsvSource({"lossy-5-3, 0", "lossy-9-7, 1", "lossy-9-7-signed, 3"})
    void whatOpenJpegWroteWithLossComesOutAsItReadsIt(String name, int tolerance) throws IOException {
        DecodedFrame frame = Jpeg2000.decode(golden(name + ".j2k"), COLUMNS, ROWS);
        ByteBuffer raw = ByteBuffer.wrap(golden(name + ".raw")).order(ByteOrder.LITTLE_ENDIAN);
        int[] expected = new int[COLUMNS * ROWS];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = frame.precision() == 8 ? raw.get() & 0xff : raw.getShort();
        }
        assertPixels(expected, frame, tolerance, name);
    }

    @Test
    void boxesAroundACodestreamArePassedOver() throws IOException {
        byte[] stream = golden("plain-12.j2k");
        ByteBuffer file = ByteBuffer.allocate(12 + 20 + 8 + stream.length);
        file.putInt(12).putInt(0x6A502020).putInt(0x0D0A870A);
        file.putInt(20).putInt(0x66747970).put(new byte[12]);
        file.putInt(0).putInt(0x6A703263).put(stream);
        assertPixels(GeneratedPixels.of(12, false), Jpeg2000.decode(file.array(), COLUMNS, ROWS), 0, "boxed");
    }

    @Test
    void anImageThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] whole = golden("tiles-pcrl.j2k");
        for (int length = 0; length < whole.length - 2; length += 7) {
            byte[] part = Arrays.copyOf(whole, length);
            assertRefused(Reason.JPEG_2000_DAMAGED, () -> Jpeg2000.decode(part, COLUMNS, ROWS));
        }
        // The last marker is one that writers forget.
        byte[] noEnd = Arrays.copyOf(whole, whole.length - 2);
        assertPixels(GeneratedPixels.of(12, false), Jpeg2000.decode(noEnd, COLUMNS, ROWS), 0, "without an end");
    }

    @Test
    void damageInsideMarkedCodeBlocksIsSeen() throws IOException {
        byte[] marked = golden("marked.j2k");
        int seen = 0;
        for (int at = 400; at < 500; at++) {
            byte[] damaged = marked.clone();
            damaged[at] ^= 0x10;
            try {
                Jpeg2000.decode(damaged, COLUMNS, ROWS);
            } catch (UnreadableException e) {
                assertEquals(Reason.JPEG_2000_DAMAGED, e.reason());
                seen++;
            }
        }
        // Four bits at the end of each bit-plane let one damage in sixteen pass at each.
        assertEquals(100, seen, 10);
    }

    @Test
    void anotherSizeIsRefusedBeforeAnythingElse() throws IOException {
        byte[] stream = golden("plain-12.j2k");
        assertRefused(Reason.PIXELS_CONTRADICT, () -> Jpeg2000.decode(stream, ROWS, COLUMNS));
        byte[] huge = stream.clone();
        ByteBuffer.wrap(huge).putInt(SIZE_AT + 6, Integer.MAX_VALUE).putInt(SIZE_AT + 10, Integer.MAX_VALUE);
        assertRefused(Reason.PIXELS_CONTRADICT, () -> Jpeg2000.decode(huge, COLUMNS, ROWS));
    }

    @Test
    void coloursAndRareFeaturesAreRefusedByName() throws IOException {
        byte[] colours = golden("plain-12.j2k");
        colours[COMPONENTS_AT + 1] = 3;
        assertRefused(Reason.SAMPLES_NOT_SCALAR, () -> Jpeg2000.decode(colours, COLUMNS, ROWS));
        byte[] stream = golden("plain-12.j2k");
        // A region of interest (RGN) of component 0, put before the first tile.
        int tile = find(stream, 0xFF90);
        ByteBuffer shifted = ByteBuffer.allocate(stream.length + 7);
        shifted.put(stream, 0, tile)
                .putShort((short) 0xFF5E)
                .putShort((short) 5)
                .put(new byte[] {0, 0, 3});
        shifted.put(stream, tile, stream.length - tile);
        assertRefused(Reason.JPEG_2000_FEATURE_UNSUPPORTED, () -> Jpeg2000.decode(shifted.array(), COLUMNS, ROWS));
        assertThrows(UnreadableException.class, () -> Jpeg2000.decode(new byte[0], COLUMNS, ROWS));
    }

    private static int find(byte[] bytes, int marker) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == marker >> 8 && (bytes[i + 1] & 0xff) == (marker & 0xff)) {
                return i;
            }
        }
        throw new AssertionError("no such marker");
    }

    /// A codestream that OpenJPEG wrote.
    public static byte[] golden(String name) throws IOException {
        try (var in = Jpeg2000Test.class.getResourceAsStream("golden/openjpeg/2.5.0/" + name)) {
            return java.util.Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
