package org.isopleth.radiomics.read.jpeg;

import java.io.ByteArrayOutputStream;

/// JPEG images that tests write, the plainest way: every Huffman code has the same length, so that codes
/// are their symbols' places in the table.
public final class WrittenJpeg {
    private static final int SIDE = 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int columns;
    private final int rows;
    private final int[] pixels;
    private long held;
    private int count;
    private int restarts;

    private WrittenJpeg(int columns, int[] pixels) {
        this.columns = columns;
        this.rows = pixels.length / columns;
        this.pixels = pixels.clone();
    }

    /// What a lossless image is written with.
    ///
    /// @param restartRows rows between restart markers; 0 for none
    public record Lossless(int precision, int predictor, int pointTransform, int restartRows) {}

    /// Process 14: differences from predictions.
    public static byte[] lossless(int columns, int[] pixels, Lossless how) {
        WrittenJpeg jpeg = new WrittenJpeg(columns, pixels);
        jpeg.head(0xC3, how.precision, how.restartRows * columns);
        // Categories 0 to 16, in codes of five bits.
        jpeg.table(0x00, 5, categories(17));
        jpeg.segment(0xDA, 1, 1, 0x00, how.predictor, 0, how.pointTransform);
        jpeg.differences(how);
        return jpeg.ended();
    }

    /// Baseline or extended: cosine coefficients, divided by one step.
    ///
    /// @param step 1 for as exact as can be
    /// @param restartBlocks blocks between restart markers; 0 for none
    public static byte[] sequential(int columns, int[] pixels, int precision, int step, int restartBlocks) {
        WrittenJpeg jpeg = new WrittenJpeg(columns, pixels);
        int[] steps = new int[65];
        java.util.Arrays.fill(steps, step);
        steps[0] = 0;
        jpeg.segment(0xDB, steps);
        jpeg.head(precision == 8 ? 0xC0 : 0xC1, precision, restartBlocks);
        jpeg.table(0x00, 5, categories(16));
        int[] symbols = new int[162 + 64];
        int n = 0;
        for (int run = 0; run < 16; run++) {
            for (int size = 1; size <= 14; size++) {
                symbols[n++] = run << 4 | size;
            }
        }
        symbols[n++] = 0x00;
        symbols[n] = 0xF0;
        jpeg.table(0x10, 8, symbols);
        jpeg.segment(0xDA, 1, 1, 0x00, 0, 63, 0);
        jpeg.blocks(precision, step, restartBlocks, symbols);
        return jpeg.ended();
    }

    private static int[] categories(int count) {
        int[] symbols = new int[count];
        java.util.Arrays.setAll(symbols, i -> i);
        return symbols;
    }

    private void head(int frame, int precision, int restartInterval) {
        segment(frame, precision, rows >> 8, rows & 0xff, columns >> 8, columns & 0xff, 1, 1, 0x11, 0);
        segment(0xDD, restartInterval >> 8, restartInterval & 0xff);
    }

    private void segment(int marker, int... bytes) {
        if (out.size() == 0) {
            out.write(0xFF);
            out.write(0xD8);
            // An application's segment and fill bytes, as scanners write them.
            segment(0xE0, 'X', 0);
            out.write(0xFF);
        }
        out.write(0xFF);
        out.write(marker);
        out.write((bytes.length + 2) >> 8);
        out.write(bytes.length + 2);
        for (int b : bytes) {
            out.write(b);
        }
    }

    private void table(int name, int length, int... symbols) {
        int[] bytes = new int[17 + symbols.length];
        bytes[0] = name;
        bytes[length] = symbols.length;
        System.arraycopy(symbols, 0, bytes, 17, symbols.length);
        segment(0xC4, bytes);
    }

    private void put(int value, int bits) {
        held = held << bits | (value & ((1L << bits) - 1));
        count += bits;
        while (count >= 8) {
            int next = (int) (held >> (count - 8)) & 0xff;
            out.write(next);
            if (next == 0xFF) {
                out.write(0);
            }
            count -= 8;
        }
    }

    private void pad() {
        put(-1, (8 - count) % 8);
    }

    private void restart() {
        pad();
        out.write(0xFF);
        out.write(0xD0 + restarts++ % 8);
    }

    private byte[] ended() {
        pad();
        out.write(0xFF);
        out.write(0xD9);
        return out.toByteArray();
    }

    private static int category(int number) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(number));
    }

    /// A number in its category's bits; negative ones less one.
    private void number(int number, int category) {
        put(number < 0 ? number - 1 : number, category);
    }

    private void differences(Lossless how) {
        int[] coded = new int[pixels.length];
        java.util.Arrays.setAll(coded, i -> pixels[i] >> how.pointTransform);
        for (int i = 0; i < coded.length; i++) {
            int row = i / columns;
            boolean fresh = row == 0 || (how.restartRows > 0 && row % how.restartRows == 0);
            if (fresh && row > 0 && i % columns == 0) {
                restart();
            }
            int difference = (short) (coded[i] - predicted(coded, i, fresh, how));
            if (difference == Short.MIN_VALUE) {
                put(16, 5);
            } else {
                put(category(difference), 5);
                number(difference, category(difference));
            }
        }
    }

    private int predicted(int[] coded, int i, boolean fresh, Lossless how) {
        if (i % columns == 0) {
            return fresh ? 1 << (how.precision - how.pointTransform - 1) : coded[i - columns];
        }
        int a = coded[i - 1];
        if (fresh) {
            return a;
        }
        int b = coded[i - columns];
        int c = coded[i - columns - 1];
        return new int[] {0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1}[how.predictor];
    }

    private void blocks(int precision, int step, int restartBlocks, int... symbols) {
        int across = (columns + SIDE - 1) / SIDE;
        int down = (rows + SIDE - 1) / SIDE;
        int before = 0;
        for (int n = 0; n < across * down; n++) {
            if (restartBlocks > 0 && n > 0 && n % restartBlocks == 0) {
                restart();
                before = 0;
            }
            int[] zigzag = coefficients(n % across * SIDE, n / across * SIDE, 1 << (precision - 1), step);
            put(category(zigzag[0] - before), 5);
            number(zigzag[0] - before, category(zigzag[0] - before));
            before = zigzag[0];
            alternating(zigzag, symbols);
        }
    }

    private void alternating(int[] zigzag, int... symbols) {
        int run = 0;
        for (int k = 1; k < zigzag.length; k++) {
            if (zigzag[k] == 0) {
                run++;
                continue;
            }
            for (; run > 15; run -= 16) {
                put(place(0xF0, symbols), 8);
            }
            put(place(run << 4 | category(zigzag[k]), symbols), 8);
            number(zigzag[k], category(zigzag[k]));
            run = 0;
        }
        if (run > 0) {
            put(place(0x00, symbols), 8);
        }
    }

    private static int place(int symbol, int... symbols) {
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] == symbol) {
                return i;
            }
        }
        throw new AssertionError("no code for " + symbol);
    }

    /// The cosine transform by its definition (T.81, A.3.3), pixels beyond the edges repeated.
    private int[] coefficients(int left, int top, int middle, int step) {
        int[] zigzag = new int[SIDE * SIDE];
        int at = 0;
        for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
            for (int i = 0; i <= diagonal; i++) {
                int v = diagonal % 2 == 0 ? diagonal - i : i;
                int u = diagonal - v;
                if (u < SIDE && v < SIDE) {
                    zigzag[at++] = (int) Math.rint(coefficient(left, top, middle, u, v) / step);
                }
            }
        }
        return zigzag;
    }

    private double coefficient(int left, int top, int middle, int u, int v) {
        double sum = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int pixel = pixels[Math.min(top + y, rows - 1) * columns + Math.min(left + x, columns - 1)] - middle;
                sum += pixel * Math.cos((2 * x + 1) * u * Math.PI / 16) * Math.cos((2 * y + 1) * v * Math.PI / 16);
            }
        }
        return sum / 4 * (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1);
    }
}
