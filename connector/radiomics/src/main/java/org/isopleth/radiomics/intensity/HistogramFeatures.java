package org.isopleth.radiomics.intensity;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// The intensity histogram (IBSI 3.4, ZVCW): statistics of the discretised intensities. Stateless,
/// thread-safe.
///
/// x are the grey levels, n_i how often level i occurs, p_i = n_i / N; the gradient is
/// (n_{i+1} − n_{i−1}) / 2 and one-sided at both ends.
public final class HistogramFeatures {
    static final List<Feature<LevelHistogram>> ALL = List.of(
            feature("X6K6", "mean discretised intensity", "1", "µ = Σ x / N", h -> h.distribution.mean),
            feature("CH89", "discretised intensity variance", "1", "σ² = Σ (x−µ)² / N", h -> h.distribution.variance),
            feature(
                            "88K1",
                            "discretised intensity skewness",
                            "1",
                            "Σ (x−µ)³ / N / σ³",
                            (LevelHistogram h) -> h.distribution.skewness())
                    .degenerate("0 where one level occurs"),
            feature(
                            "C3I7",
                            "excess discretised intensity kurtosis",
                            "1",
                            "Σ (x−µ)⁴ / N / σ⁴ − 3",
                            (LevelHistogram h) -> h.distribution.excessKurtosis())
                    .degenerate("0 where one level occurs"),
            feature("WIFQ", "median discretised intensity", "1", "P50", h -> h.distribution.median()),
            feature("1PR8", "minimum discretised intensity", "1", "min x", h -> h.distribution.minimum()),
            feature("GPMT", "10th discretised intensity percentile", "1", "P10", h -> h.distribution.percentile(10)),
            feature("OZ0C", "90th discretised intensity percentile", "1", "P90", h -> h.distribution.percentile(90)),
            feature("3NCY", "maximum discretised intensity", "1", "max x", h -> h.distribution.maximum()),
            feature(
                    "AMMC",
                    "intensity histogram mode",
                    "1",
                    "the level with the largest n; of several the one nearest to µ",
                    LevelHistogram::mode),
            feature(
                    "WR0O",
                    "discretised intensity interquartile range",
                    "1",
                    "P75 − P25",
                    h -> h.distribution.interquartileRange()),
            feature(
                    "5Z3W",
                    "discretised intensity range",
                    "1",
                    "max x − min x",
                    h -> h.distribution.maximum() - h.distribution.minimum()),
            feature(
                    "D2ZX",
                    "intensity histogram mean absolute deviation",
                    "1",
                    "Σ |x−µ| / N",
                    h -> h.distribution.meanDeviation(h.distribution.mean)),
            feature(
                    "WRZB",
                    "intensity histogram robust mean absolute deviation",
                    "1",
                    "the mean absolute deviation of the levels from P10 to P90 from their mean",
                    h -> h.distribution.robustDeviation()),
            feature(
                    "4RNL",
                    "intensity histogram median absolute deviation",
                    "1",
                    "Σ |x − P50| / N",
                    h -> h.distribution.meanDeviation(h.distribution.median())),
            feature(
                    "CWYJ",
                    "intensity histogram coefficient of variation",
                    "1",
                    "σ / µ",
                    h -> h.distribution.variation()),
            feature(
                    "SLWD",
                    "intensity histogram quartile coefficient of dispersion",
                    "1",
                    "(P75 − P25) / (P75 + P25)",
                    h -> h.distribution.quartileDispersion()),
            feature("TLU2", "discretised intensity entropy", "bit", "−Σ p log₂ p", LevelHistogram::entropy),
            feature("BJ5W", "discretised intensity uniformity", "1", "Σ p²", LevelHistogram::uniformity),
            feature(
                            "12CE",
                            "maximum histogram gradient",
                            "1",
                            "the largest gradient",
                            (LevelHistogram h) -> h.gradient(h.steepest(1)))
                    .degenerate("0 where there is one level"),
            feature(
                    "8E6O",
                    "maximum histogram gradient intensity",
                    "1",
                    "its level; the lowest of several",
                    h -> h.steepest(1) + 1),
            feature(
                            "VQB3",
                            "minimum histogram gradient",
                            "1",
                            "the least gradient",
                            (LevelHistogram h) -> h.gradient(h.steepest(-1)))
                    .degenerate("0 where there is one level"),
            feature(
                    "RHQZ",
                    "minimum histogram gradient intensity",
                    "1",
                    "its level; the lowest of several",
                    h -> h.steepest(-1) + 1));

    private HistogramFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Measures a region.
    ///
    /// @param levels of every voxel of the intensity mask, each from 1 to `number`, at least one
    public static List<Measurement> measure(int[] levels, int number) {
        LevelHistogram histogram = new LevelHistogram(levels, number);
        return ALL.stream()
                .map(feature -> new Measurement(
                        feature, Aggregation.NONE, feature.value().applyAsDouble(histogram)))
                .toList();
    }
}
