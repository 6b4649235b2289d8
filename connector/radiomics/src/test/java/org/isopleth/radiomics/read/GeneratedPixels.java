package org.isopleth.radiomics.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// An image with edges, slopes and noise, by a formula: the same everywhere.
public final class GeneratedPixels {
    public static final int COLUMNS = 61;
    public static final int ROWS = 47;

    private GeneratedPixels() {}

    /// `2^bits·((5x + 7y) mod 97)/97` plus noise of a linear congruential generator, clipped; less `2^(bits−1)`
    /// when signed.
    public static int[] of(int bits, boolean signed) {
        int most = 1 << bits;
        int noise = 1 << Math.max(0, bits - 6);
        int state = 1;
        int[] pixels = new int[COLUMNS * ROWS];
        for (int i = 0; i < pixels.length; i++) {
            state = (state * 1103515245 + 12345) & 0x7fffffff;
            int slope = most * ((5 * (i % COLUMNS) + 7 * (i / COLUMNS)) % 97) / 97;
            pixels[i] = Math.min(slope + (state >> 16) % noise, most - 1) - (signed ? most / 2 : 0);
        }
        return pixels;
    }

    /// No pixel differs by more than `tolerance`.
    public static void assertPixels(int[] expected, DecodedFrame actual, int tolerance, String name) {
        assertEquals(expected.length, actual.pixels(), name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual.at(i), tolerance, name + " at pixel " + i);
        }
    }
}
