package org.isopleth.radiomics.process;

import java.util.Optional;

/// The intensities that an intensity-volume histogram is looked at: first, first + step, … Immutable,
/// thread-safe.
///
/// @param first the least
/// @param step distance, above 0
/// @param number how many, at least 1
/// @param binning the bins intensities are put into, or none when they are whole numbers already
public record VolumeHistogramBins(double first, double step, int number, Optional<Binning> binning) {
    /// Most intensities that are looked at.
    private static final int MOST = 1 << 20;

    /// The intensities for a region (IBSI 3.5): whole numbers over the range of re-segmentation, or of the
    /// region where the range is open; or the middles of bins of a width; or the numbers of bins.
    public static VolumeHistogramBins of(
            double[] values, Optional<Range> range, Optional<Discretisation> discretisation) {
        Binning whole = Binning.of(values, Optional.empty(), new Discretisation.FixedNumber(1));
        double low = range.map(Range::low).filter(Double::isFinite).orElse(whole.low());
        double high = range.map(Range::high).filter(Double::isFinite).orElse(whole.high());
        if (discretisation.isEmpty()) {
            return new VolumeHistogramBins(low, 1, number((high - low) + 1), Optional.empty());
        }
        return switch (discretisation.get()) {
            case Discretisation.FixedNumber fixed -> {
                Binning binning = Binning.of(values, Optional.empty(), fixed);
                yield new VolumeHistogramBins(1, 1, binning.levels(), Optional.of(binning));
            }
            case Discretisation.AlignedSize aligned -> {
                Binning binning = Binning.of(values, Optional.empty(), aligned);
                double first = binning.low() + aligned.width() / 2;
                yield new VolumeHistogramBins(first, aligned.width(), binning.levels(), Optional.of(binning));
            }
            case Discretisation.FixedSize(double width) -> {
                int bins = number(Math.ceil((high - low) / width));
                yield new VolumeHistogramBins(
                        low + width / 2, width, bins, Optional.of(new Binning(low, high, width, bins)));
            }
        };
    }

    private static int number(double wanted) {
        if (wanted > MOST) {
            throw new TooManyLevelsException(wanted);
        }
        return Math.max(1, (int) wanted);
    }

    /// The intensities as they are looked at.
    public double[] discretised(double[] values) {
        double[] found = values.clone();
        for (int k = 0; binning.isPresent() && k < found.length; k++) {
            found[k] = first + step * (binning.get().level(found[k]) - 1);
        }
        return found;
    }
}
