package org.isopleth.radiomics.read.jpeg2000;

import java.util.Arrays;

/// Makes coefficients of a code-block's bytes, bit-plane by bit-plane in three passes (annex D). Keeps room
/// for one block, and is used for one after the other; not thread-safe.
///
/// A coefficient is held times 2, so that half of the last decoded bit-plane, which stands for what was cut
/// off, is a whole number; reversible coefficients are cut back to whole ones.
final class BlockDecoder {
    private static final int STRIPE = 4;
    private static final int MAX_PLANES = 30;
    private static final int FIRST_SIGNIFICANCE_STATE = 4;
    private static final int FIRST_RUN_STATE = 3;
    private static final int UNIFORM_STATE = 46;
    private static final int END_MARK = 0b1010;

    private final CodingStyle style;
    private final ArithmeticDecoder coded = new ArithmeticDecoder(Contexts.COUNT);
    private PlainBits plain = new PlainBits(new byte[0]);
    private boolean isPlain;
    private int width;
    private int height;
    private int[] doubled = {};
    /// Flags with a border of one coefficient.
    private int[] flags = {};

    private byte[] significance = {};
    /// Twice the weight of the bit-plane.
    private int one;

    BlockDecoder(CodingStyle style) {
        this.style = style;
    }

    /// Decodes a block and hands out its coefficients.
    void decode(Subband subband, CodeBlock block) {
        width = block.area().width();
        height = block.area().height();
        doubled = new int[width * height];
        flags = new int[(width + 2) * (height + 2)];
        significance = Contexts.significance(subband);
        if (block.planes() > MAX_PLANES) {
            throw Jpeg2000.unsupported();
        }
        resetContexts();
        int pass = 0;
        for (CodeBlock.Segment segment : block.segments()) {
            isPlain = style.has(CodingStyle.BYPASS) && CodeBlock.isPlain(pass);
            byte[] data = segment.data();
            if (isPlain) {
                plain = new PlainBits(data);
            } else {
                coded.start(data);
            }
            for (int i = 0; i < segment.passes(); i++, pass++) {
                pass(block.planes() - 1 - (pass + 2) / 3, pass % 3);
                if (style.has(CodingStyle.RESET)) {
                    resetContexts();
                }
            }
        }
    }

    /// Twice a coefficient of the block that was decoded last.
    int doubled(int column, int row) {
        return doubled[row * width + column];
    }

    private void resetContexts() {
        coded.clear();
        coded.set(0, FIRST_SIGNIFICANCE_STATE);
        coded.set(Contexts.RUN, FIRST_RUN_STATE);
        coded.set(Contexts.UNIFORM, UNIFORM_STATE);
    }

    private void pass(int plane, int kind) {
        one = 2 << plane;
        for (int top = 0; top < height; top += STRIPE) {
            int bottom = Math.min(top + STRIPE, height);
            for (int column = 0; column < width; column++) {
                switch (kind) {
                    case 1 -> significance(column, top, bottom);
                    case 2 -> refinement(column, top, bottom);
                    default -> cleanUp(column, top, bottom);
                }
            }
        }
        if (kind == 0) {
            endPlane();
        }
    }

    private void endPlane() {
        for (int i = 0; i < flags.length; i++) {
            flags[i] &= ~Contexts.VISITED;
        }
        if (style.has(CodingStyle.MARKED)) {
            int mark = 0;
            for (int i = 0; i < 4; i++) {
                mark = mark << 1 | coded.next(Contexts.UNIFORM);
            }
            if (mark != END_MARK) {
                throw Jpeg2000.damaged();
            }
        }
    }

    private int place(int column, int row) {
        return (row + 1) * (width + 2) + column + 1;
    }

    /// The flags of a coefficient, without the next stripe where the style hides it.
    private int seen(int place, int row) {
        boolean hidden = row % STRIPE == STRIPE - 1 && style.has(CodingStyle.CAUSAL);
        return hidden ? flags[place] & ~Contexts.BELOW : flags[place];
    }

    private void significance(int column, int top, int bottom) {
        for (int row = top; row < bottom; row++) {
            int place = place(column, row);
            int seen = seen(place, row);
            if ((seen & Contexts.SIGNIFICANT) == 0 && (seen & Contexts.NEIGHBOURS) != 0) {
                int bit = isPlain ? plain.next() : coded.next(significance[seen & Contexts.NEIGHBOURS]);
                if (bit == 1) {
                    become(column, row, place, isPlain ? plain.next() : sign(seen));
                }
                flags[place] |= Contexts.VISITED;
            }
        }
    }

    private int sign(int seen) {
        int context = Contexts.sign(seen);
        return coded.next(context & 31) ^ context >> 5;
    }

    private void refinement(int column, int top, int bottom) {
        for (int row = top; row < bottom; row++) {
            int place = place(column, row);
            int seen = seen(place, row);
            if ((seen & (Contexts.SIGNIFICANT | Contexts.VISITED)) == Contexts.SIGNIFICANT) {
                int bit = isPlain ? plain.next() : coded.next(Contexts.refinement(seen));
                int index = row * width + column;
                int half = bit == 1 ? one >> 1 : -(one >> 1);
                doubled[index] += doubled[index] < 0 ? -half : half;
                flags[place] |= Contexts.REFINED;
            }
        }
    }

    private void cleanUp(int column, int top, int bottom) {
        int row = top;
        boolean found = false;
        if (bottom - top == STRIPE && isQuiet(column, top)) {
            if (coded.next(Contexts.RUN) == 0) {
                return;
            }
            row += coded.next(Contexts.UNIFORM) << 1 | coded.next(Contexts.UNIFORM);
            found = true;
        }
        for (; row < bottom; row++) {
            int place = place(column, row);
            int seen = seen(place, row);
            if ((seen & (Contexts.SIGNIFICANT | Contexts.VISITED)) == 0) {
                if (found || coded.next(significance[seen & Contexts.NEIGHBOURS]) == 1) {
                    become(column, row, place, sign(seen));
                }
            }
            found = false;
        }
    }

    /// Whether no coefficient of a column of a stripe is coded yet or has a significant neighbour.
    private boolean isQuiet(int column, int top) {
        int any = 0;
        for (int row = top; row < top + STRIPE; row++) {
            any |= seen(place(column, row), row);
        }
        return (any & (Contexts.SIGNIFICANT | Contexts.VISITED | Contexts.NEIGHBOURS)) == 0;
    }

    private void become(int column, int row, int place, int sign) {
        int magnitude = one | one >> 1;
        doubled[row * width + column] = sign == 1 ? -magnitude : magnitude;
        int next = width + 2;
        flags[place] |= Contexts.SIGNIFICANT;
        flags[place - next - 1] |= Contexts.SOUTH_EAST;
        flags[place - next + 1] |= Contexts.SOUTH_WEST;
        flags[place + next - 1] |= Contexts.NORTH_EAST;
        flags[place + next + 1] |= Contexts.NORTH_WEST;
        flags[place - next] |= Contexts.SOUTH | (sign == 1 ? Contexts.SOUTH_NEGATIVE : 0);
        flags[place + next] |= Contexts.NORTH | (sign == 1 ? Contexts.NORTH_NEGATIVE : 0);
        flags[place - 1] |= Contexts.EAST | (sign == 1 ? Contexts.EAST_NEGATIVE : 0);
        flags[place + 1] |= Contexts.WEST | (sign == 1 ? Contexts.WEST_NEGATIVE : 0);
    }

    /// Bits without arithmetic coding; after 0xFF a byte has seven (D.6). Behind the last byte it reads ones.
    private static final class PlainBits {
        private final byte[] bytes;
        private int at;
        private int current;
        private int left;

        PlainBits(byte[] bytes) {
            this.bytes = Arrays.copyOf(bytes, bytes.length);
        }

        int next() {
            if (left == 0) {
                left = current == 0xFF ? 7 : 8;
                current = at < bytes.length ? bytes[at] & 0xff : 0xFF;
                at++;
            }
            left--;
            return current >> left & 1;
        }
    }
}
