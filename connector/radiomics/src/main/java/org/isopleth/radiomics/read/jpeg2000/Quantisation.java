package org.isopleth.radiomics.read.jpeg2000;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// How coefficients were divided (A.6.4, annex E). Immutable, thread-safe.
///
/// @param kind 0 for not at all, 1 for steps derived from the lowest subband's, 2 for a step of each
/// @param guard bits above the nominal range
/// @param steps exponents times 2048 plus mantissas, of the subbands from the lowest on
record Quantisation(int kind, int guard, List<Integer> steps) {
    private static final int MAX_STEPS = 97;

    Quantisation {
        steps = List.copyOf(steps);
    }

    static Quantisation read(ByteBuffer in) {
        int style = in.get() & 0xff;
        int kind = style & 31;
        List<Integer> steps = new ArrayList<>();
        while (in.hasRemaining() && steps.size() < MAX_STEPS) {
            steps.add(kind == 0 ? (in.get() & 0xff) >> 3 << 11 : in.getShort() & 0xffff);
        }
        if (kind > 2 || steps.isEmpty()) {
            throw Jpeg2000.damaged();
        }
        return new Quantisation(kind, style >> 5, steps);
    }

    private int step(int subband) {
        if (kind != 1 && subband >= steps.size()) {
            throw Jpeg2000.damaged();
        }
        return steps.get(kind == 1 ? 0 : subband);
    }

    private int exponent(int subband) {
        int below = kind == 1 ? Math.max(0, (subband - 1) / 3) : 0;
        return (step(subband) >> 11) - below;
    }

    /// Bit-planes of a subband's magnitudes (E-2).
    ///
    /// @param subband 0 for the lowest, then three for each resolution
    int planes(int subband) {
        int planes = guard + exponent(subband) - 1;
        if (planes < 0) {
            throw Jpeg2000.damaged();
        }
        return planes;
    }

    /// What a subband's whole numbers are multiplied by (E-3).
    ///
    /// @param range bits of a pixel plus log₂ of the subband's gain
    double step(int subband, int range) {
        return Math.scalb(1 + (step(subband) & 2047) / 2048.0, range - exponent(subband));
    }
}
