package org.isopleth.radiomics.read.jpeg;

import java.nio.ByteBuffer;

/// Codes of 1 to 16 bits and the bytes they stand for (T.81, annex C and F.2.2.3). Immutable, thread-safe.
final class HuffmanTable {
    static final int MAX_LENGTH = 16;

    private final int[] codesOfLength;
    private final byte[] symbols;

    private HuffmanTable(int[] codesOfLength, byte[] symbols) {
        this.codesOfLength = codesOfLength;
        this.symbols = symbols;
    }

    /// Reads the number of codes of each length, then the bytes in the order of their codes.
    static HuffmanTable read(ByteBuffer in) {
        int[] codesOfLength = new int[MAX_LENGTH + 1];
        int codes = 0;
        int left = 1;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            codesOfLength[length] = in.get() & 0xff;
            codes += codesOfLength[length];
            left = 2 * left - codesOfLength[length];
            if (left < 0) {
                throw Jpeg.damaged();
            }
        }
        if (codes == 0 || codes > 256) {
            throw Jpeg.damaged();
        }
        byte[] symbols = new byte[codes];
        in.get(symbols);
        return new HuffmanTable(codesOfLength, symbols);
    }

    /// For the next 16 bits of a stream: the code's length times 256 plus its byte; 0 where there is no code.
    short[] lookup() {
        short[] lookup = new short[1 << MAX_LENGTH];
        int at = 0;
        int symbol = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            for (int i = 0; i < codesOfLength[length]; i++) {
                int end = at + (1 << (MAX_LENGTH - length));
                java.util.Arrays.fill(lookup, at, end, (short) (length << 8 | (symbols[symbol++] & 0xff)));
                at = end;
            }
        }
        return lookup;
    }
}
