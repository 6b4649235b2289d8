package org.isopleth.radiomics.process;

/// How intensities become grey levels (IBSI 2.7). Immutable, thread-safe.
public sealed interface Discretisation {
    /// A fixed number of bins between the least and the largest intensity of the region:
    /// ⌊N_g (x − min) / (max − min)⌋ + 1, and N_g for the largest. For intensities without a unit.
    ///
    /// @param bins N_g, from 1 to 4096
    record FixedNumber(int bins) implements Discretisation {
        public FixedNumber {
            if (bins < 1 || bins > MAX_LEVELS) {
                throw new IllegalArgumentException("there are 1 to " + MAX_LEVELS + " bins");
            }
        }
    }

    /// Bins of a fixed width from the least intensity that re-segmentation leaves, or, without one, the
    /// least of the region: ⌊(x − min) / w⌋ + 1. For calibrated intensities.
    ///
    /// @param width w in the image's unit, above 0
    record FixedSize(double width) implements Discretisation {
        public FixedSize {
            if (!(width > 0) || width == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a bin is wider than 0");
            }
        }
    }

    /// Bins of a fixed width whose edges are multiples of it: ⌊x / w⌋ − ⌊min / w⌋ + 1, as PyRadiomics does. Not
    /// IBSI's.
    ///
    /// @param width w in the image's unit, above 0
    record AlignedSize(double width) implements Discretisation {
        public AlignedSize {
            if (!(width > 0) || width == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a bin is wider than 0");
            }
        }
    }

    /// Most grey levels: a co-occurrence matrix then has 16 million places.
    int MAX_LEVELS = 4096;
}
