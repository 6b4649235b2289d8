package org.isopleth.radiomics.process;

import java.util.Optional;

/// The bins of one region. Immutable, thread-safe.
///
/// @param low where the first bin begins
/// @param high the largest intensity
/// @param width of a bin; 0 when all intensities are equal
/// @param levels number of bins, N_g
public record Binning(double low, double high, double width, int levels) {

    /// The bins of a region's intensities.
    ///
    /// @throws TooManyLevelsException when there would be more than [Discretisation#MAX_LEVELS]
    static Binning of(double[] intensities, Optional<Range> range, Discretisation discretisation) {
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (double x : intensities) {
            least = Math.min(least, x);
            largest = Math.max(largest, x);
        }
        return switch (discretisation) {
            case Discretisation.FixedNumber(int bins) ->
                new Binning(least, largest, (largest - least) / bins, largest > least ? bins : 1);
            case Discretisation.FixedSize(double width) -> {
                double low = range.map(Range::low).filter(Double::isFinite).orElse(least);
                yield from(low, largest, width);
            }
            case Discretisation.AlignedSize(double width) -> from(Math.floor(least / width) * width, largest, width);
        };
    }

    private static Binning from(double low, double largest, double width) {
        double bins = Math.floor((largest - low) / width) + 1;
        if (bins > Discretisation.MAX_LEVELS) {
            throw new TooManyLevelsException(bins);
        }
        return new Binning(low, largest, width, (int) bins);
    }

    /// The level of an intensity, from 1 to `levels`.
    int level(double intensity) {
        if (levels == 1) {
            return 1;
        }
        return Math.clamp((long) Math.floor((intensity - low) / width) + 1, 1, levels);
    }
}
