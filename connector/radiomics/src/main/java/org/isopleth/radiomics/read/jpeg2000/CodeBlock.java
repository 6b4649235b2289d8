package org.isopleth.radiomics.read.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// A code-block and what packets have brought of it. Not thread-safe.
final class CodeBlock {
    private static final int FIRST_LENGTH_BITS = 3;

    /// Passes before the first that may be written without arithmetic coding (D.6).
    private static final int CODED_PASSES = 10;

    private final Area area;
    private final List<Segment> segments = new ArrayList<>();
    private boolean included;
    private int planes;
    private int lengthBits = FIRST_LENGTH_BITS;
    private int passes;

    /// A run of passes that one decoder reads.
    static final class Segment {
        private final int most;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private int passes;

        private Segment(int most) {
            this.most = most;
        }

        int passes() {
            return passes;
        }

        byte[] data() {
            return data.toByteArray();
        }

        void add(byte[] bytes) {
            data.writeBytes(bytes);
        }
    }

    /// Bytes that a packet brings for a segment.
    record Piece(Segment segment, int length) {}

    CodeBlock(Area area) {
        this.area = area;
    }

    /// Where its coefficients lie in the subband.
    Area area() {
        return area;
    }

    boolean isIncluded() {
        return included;
    }

    void include(int bitPlanes) {
        included = true;
        planes = bitPlanes;
    }

    /// Bit-planes that are not known to be zero.
    int planes() {
        return planes;
    }

    List<Segment> segments() {
        return segments;
    }

    /// Reads how many passes come, and how long their bytes are (B.10.6 and B.10.7).
    List<Piece> pieces(PacketBits bits, CodingStyle style) {
        int coming = passes(bits);
        while (bits.next() == 1) {
            lengthBits++;
        }
        if (passes + coming > Math.max(0, 3 * planes - 2)) {
            throw Jpeg2000.damaged();
        }
        List<Piece> pieces = new ArrayList<>();
        while (coming > 0) {
            if (segments.isEmpty() || segments.getLast().passes == segments.getLast().most) {
                segments.add(new Segment(most(style)));
            }
            Segment segment = segments.getLast();
            int part = Math.min(coming, segment.most - segment.passes);
            int width = lengthBits + Integer.SIZE - 1 - Integer.numberOfLeadingZeros(part);
            if (width > 31) {
                throw Jpeg2000.damaged();
            }
            pieces.add(new Piece(segment, bits.number(width)));
            segment.passes += part;
            passes += part;
            coming -= part;
        }
        return pieces;
    }

    /// Passes of a segment that begins now.
    private int most(CodingStyle style) {
        if (style.has(CodingStyle.TERMINATE)) {
            return 1;
        }
        if (!style.has(CodingStyle.BYPASS)) {
            return Integer.MAX_VALUE;
        }
        if (passes < CODED_PASSES) {
            return CODED_PASSES;
        }
        // Two passes of plain bits, then a coded clean-up.
        return isPlain(passes) ? 2 : 1;
    }

    /// Whether a pass is written without arithmetic coding where the style allows it.
    static boolean isPlain(int pass) {
        return pass >= CODED_PASSES && pass % 3 != 0;
    }

    /// The number of passes, 1 to 164 (table B.4).
    private static int passes(PacketBits bits) {
        if (bits.next() == 0) {
            return 1;
        }
        if (bits.next() == 0) {
            return 2;
        }
        int few = bits.number(2);
        if (few < 3) {
            return 3 + few;
        }
        int some = bits.number(5);
        return some < 31 ? 6 + some : 37 + bits.number(7);
    }
}
