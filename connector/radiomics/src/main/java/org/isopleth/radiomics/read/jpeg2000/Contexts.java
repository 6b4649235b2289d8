package org.isopleth.radiomics.read.jpeg2000;

/// What a coefficient's neighbours say: flags of a coefficient, and the contexts they make (D.3). Stateless,
/// thread-safe.
final class Contexts {
    static final int NORTH = 1;
    static final int SOUTH = 2;
    static final int WEST = 4;
    static final int EAST = 8;
    static final int NORTH_WEST = 16;
    static final int NORTH_EAST = 32;
    static final int SOUTH_WEST = 64;
    static final int SOUTH_EAST = 128;
    /// Any neighbour is significant.
    static final int NEIGHBOURS = 255;

    static final int NORTH_NEGATIVE = 1 << 8;
    static final int SOUTH_NEGATIVE = 1 << 9;
    static final int WEST_NEGATIVE = 1 << 10;
    static final int EAST_NEGATIVE = 1 << 11;
    /// The coefficient itself is not zero.
    static final int SIGNIFICANT = 1 << 12;
    /// It was coded in this bit-plane already.
    static final int VISITED = 1 << 13;
    /// It was refined in an earlier bit-plane.
    static final int REFINED = 1 << 14;

    /// What the row below says.
    static final int BELOW = SOUTH | SOUTH_WEST | SOUTH_EAST | SOUTH_NEGATIVE;

    static final int RUN = 17;
    static final int UNIFORM = 18;
    static final int COUNT = 19;

    private static final int FIRST_SIGN = 9;
    private static final int FIRST_REFINEMENT = 14;

    private static final byte[] LOW_X = zeroCoding(false, false);
    private static final byte[] HIGH_X = zeroCoding(true, false);
    private static final byte[] HIGH_BOTH = zeroCoding(true, true);

    private Contexts() {}

    /// The contexts of significance by [#NEIGHBOURS], for a subband (table D.1).
    static byte[] significance(Subband subband) {
        if (subband.highX()) {
            return subband.highY() ? HIGH_BOTH : HIGH_X;
        }
        return LOW_X;
    }

    private static byte[] zeroCoding(boolean highX, boolean highY) {
        byte[] contexts = new byte[NEIGHBOURS + 1];
        for (int flags = 0; flags <= NEIGHBOURS; flags++) {
            int beside = Integer.bitCount(flags & (WEST | EAST));
            int above = Integer.bitCount(flags & (NORTH | SOUTH));
            int diagonal = Integer.bitCount(flags >> 4);
            int context = highY
                    ? diagonal(diagonal, beside + above)
                    : highX ? straight(above, beside, diagonal) : straight(beside, above, diagonal);
            contexts[flags] = (byte) context;
        }
        return contexts;
    }

    private static int straight(int along, int across, int diagonal) {
        if (along == 2) {
            return 8;
        }
        if (along == 1) {
            return across > 0 ? 7 : diagonal > 0 ? 6 : 5;
        }
        return across > 0 ? 2 + across : Math.min(2, diagonal);
    }

    private static int diagonal(int diagonal, int straight) {
        return switch (diagonal) {
            case 0 -> Math.min(2, straight);
            case 1 -> 3 + Math.min(2, straight);
            case 2 -> straight > 0 ? 7 : 6;
            default -> 8;
        };
    }

    /// The context of a sign, plus 32 where the decoded bit is to be flipped (table D.3).
    static int sign(int flags) {
        int beside = contribution(flags, WEST, WEST_NEGATIVE) + contribution(flags, EAST, EAST_NEGATIVE);
        int above = contribution(flags, NORTH, NORTH_NEGATIVE) + contribution(flags, SOUTH, SOUTH_NEGATIVE);
        int h = Integer.signum(beside);
        int v = Integer.signum(above);
        int flipped = h < 0 || (h == 0 && v < 0) ? 32 : 0;
        int context = h == 0 ? Math.abs(v) : 3 + h * v;
        return FIRST_SIGN + context + flipped;
    }

    private static int contribution(int flags, int significant, int negative) {
        if ((flags & significant) == 0) {
            return 0;
        }
        return (flags & negative) == 0 ? 1 : -1;
    }

    /// The context of a refinement (table D.4).
    static int refinement(int flags) {
        if ((flags & REFINED) != 0) {
            return FIRST_REFINEMENT + 2;
        }
        return (flags & NEIGHBOURS) == 0 ? FIRST_REFINEMENT : FIRST_REFINEMENT + 1;
    }
}
