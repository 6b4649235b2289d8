package org.isopleth.radiomics.read.jpeg2000;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// How a tile is cut into code-blocks, and how these are coded (A.6.1 and A.6.2). Immutable, thread-safe.
///
/// @param levels of the wavelet, 0 to 32
/// @param blockWidth log₂ of a code-block's columns, 2 to 10
/// @param blockHeight log₂ of its rows, 2 to 10
/// @param blockStyle flags, see the constants
/// @param reversible the 5/3 wavelet of whole numbers, else 9/7
/// @param precincts for each resolution log₂ of the columns, and times 16 log₂ of the rows
record CodingStyle(
        int levels, int blockWidth, int blockHeight, int blockStyle, boolean reversible, List<Integer> precincts) {
    /// Some passes are written without arithmetic coding.
    static final int BYPASS = 1;
    /// Contexts start anew with every pass.
    static final int RESET = 2;
    /// Every pass ends its bytes.
    static final int TERMINATE = 4;
    /// Contexts do not look into the next stripe.
    static final int CAUSAL = 8;
    /// Every clean-up pass ends with four known bits.
    static final int MARKED = 32;

    /// With [#BYPASS], [#RESET], [#TERMINATE], [#CAUSAL], predictable termination, and [#MARKED].
    private static final int KNOWN_STYLES = 63;

    private static final int MAX_LEVELS = 32;

    CodingStyle {
        precincts = List.copyOf(precincts);
    }

    /// Reads the part that COD and COC share.
    ///
    /// @param sized whether precincts have sizes of their own; 2¹⁵ otherwise
    static CodingStyle read(ByteBuffer in, boolean sized) {
        int levels = in.get() & 0xff;
        int width = (in.get() & 0xff) + 2;
        int height = (in.get() & 0xff) + 2;
        int style = in.get() & 0xff;
        int wavelet = in.get() & 0xff;
        if (levels > MAX_LEVELS || width > 10 || height > 10 || width + height > 12 || wavelet > 1) {
            throw Jpeg2000.damaged();
        }
        if (style > KNOWN_STYLES) {
            throw Jpeg2000.unsupported();
        }
        List<Integer> precincts = new ArrayList<>();
        for (int i = 0; i <= levels; i++) {
            int size = sized ? in.get() & 0xff : 0xFF;
            // A precinct of one pixel cannot be shared among three subbands.
            if (i > 0 && ((size & 15) == 0 || size >> 4 == 0)) {
                throw Jpeg2000.damaged();
            }
            precincts.add(size);
        }
        return new CodingStyle(levels, width, height, style, wavelet == 1, precincts);
    }

    boolean has(int flag) {
        return (blockStyle & flag) != 0;
    }

    int precinctWidth(int resolution) {
        return precincts.get(resolution) & 15;
    }

    int precinctHeight(int resolution) {
        return precincts.get(resolution) >> 4;
    }
}
