package org.isopleth.radiomics.read.jpeg;

/// Blocks of 8 by 8 cosine coefficients (T.81, annex F), baseline and extended. Immutable, thread-safe.
final class SequentialScan {
    private static final int SIDE = 8;
    private static final int BLOCK = SIDE * SIDE;
    private static final int MAX_DC_BITS = 15;
    private static final int MAX_AC_BITS = 14;
    private static final int SIXTEEN_ZEROS = 0xF0;

    /// Where the coefficients of a block lie, in the order in which they are written (T.81, figure 5).
    private static final int[] ZIGZAG = zigzag();

    private final JpegHeader header;
    private final int[] quantisation;

    private SequentialScan(JpegHeader header) {
        this.header = header;
        this.quantisation = header.quantisation();
    }

    private static int[] zigzag() {
        int[] places = new int[BLOCK];
        int at = 0;
        for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
            for (int i = 0; i <= diagonal; i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                int column = diagonal - row;
                if (row < SIDE && column < SIDE) {
                    places[at++] = row * SIDE + column;
                }
            }
        }
        return places;
    }

    static SequentialScan of(JpegHeader header) {
        header.requireWholeBlocks();
        return new SequentialScan(header);
    }

    int[] decode(EntropyBits bits) {
        int columns = header.columns();
        int rows = header.rows();
        short[] differences = header.differences().lookup();
        short[] coefficients = header.coefficients().lookup();
        int[] samples = new int[columns * rows];
        double[] block = new double[BLOCK];
        InverseCosine inverse = new InverseCosine();
        int across = (columns + SIDE - 1) / SIDE;
        int blocks = across * ((rows + SIDE - 1) / SIDE);
        int dc = 0;
        for (int i = 0; i < blocks; i++) {
            int interval = header.restartInterval();
            if (interval > 0 && i > 0 && i % interval == 0) {
                bits.restart((i / interval - 1) & 7);
                dc = 0;
            }
            int size = bits.symbol(differences);
            if (size > MAX_DC_BITS) {
                throw Jpeg.damaged();
            }
            // Sums of a damaged stream may wrap; they are clipped with the pixels.
            dc += bits.number(size);
            java.util.Arrays.fill(block, 0);
            block[0] = (double) dc * quantisation[0];
            alternating(bits, coefficients, block);
            inverse.transform(block);
            place(block, samples, i % across * SIDE, i / across * SIDE);
        }
        return samples;
    }

    private void alternating(EntropyBits bits, short[] coefficients, double[] block) {
        for (int k = 1; k < BLOCK; k++) {
            int symbol = bits.symbol(coefficients);
            int size = symbol & 15;
            if (size == 0) {
                if (symbol == SIXTEEN_ZEROS) {
                    k += 15;
                    continue;
                }
                if (symbol != 0) {
                    throw Jpeg.damaged();
                }
                return;
            }
            k += symbol >> 4;
            if (k >= BLOCK || size > MAX_AC_BITS) {
                throw Jpeg.damaged();
            }
            block[ZIGZAG[k]] = (double) bits.number(size) * quantisation[k];
        }
    }

    /// Shifts, rounds and clips a block into the image; what lies beyond its edges is dropped.
    private void place(double[] block, int[] samples, int column, int row) {
        int middle = 1 << (header.precision() - 1);
        int most = 2 * middle - 1;
        int width = Math.min(SIDE, header.columns() - column);
        int height = Math.min(SIDE, header.rows() - row);
        for (int y = 0; y < height; y++) {
            int to = (row + y) * header.columns() + column;
            for (int x = 0; x < width; x++) {
                double value = Math.floor(block[y * SIDE + x] + middle + 0.5);
                samples[to + x] = (int) Math.clamp(value, 0.0, (double) most);
            }
        }
    }
}
