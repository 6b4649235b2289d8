package org.isopleth.radiomics.intensity;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Intensity-based statistics (IBSI 3.3, UHIW) over the intensity mask. Stateless, thread-safe.
///
/// x are the intensities, N their number, µ and σ their mean and standard deviation with divisor N.
public final class StatisticsFeatures {
    private static final String I = "[i]";

    static final List<Feature<Distribution>> ALL = List.of(
            feature("Q4LE", "mean intensity", I, "µ = Σ x / N", d -> d.mean),
            feature("ECT3", "intensity variance", "[i]2", "σ² = Σ (x−µ)² / N", d -> d.variance),
            feature("KE2A", "intensity skewness", "1", "Σ (x−µ)³ / N / σ³", Distribution::skewness)
                    .degenerate("0 where all intensities are equal"),
            feature("IPH6", "excess intensity kurtosis", "1", "Σ (x−µ)⁴ / N / σ⁴ − 3", Distribution::excessKurtosis)
                    .degenerate("0 where all intensities are equal"),
            feature("Y12H", "median intensity", I, "P50", Distribution::median),
            feature("1GSF", "minimum intensity", I, "min x", Distribution::minimum),
            feature("QG58", "10th intensity percentile", I, "P10", d -> d.percentile(10)),
            feature("8DWT", "90th intensity percentile", I, "P90", d -> d.percentile(90)),
            feature("84IY", "maximum intensity", I, "max x", Distribution::maximum),
            feature("SALO", "intensity interquartile range", I, "P75 − P25", Distribution::interquartileRange),
            feature("2OJQ", "intensity range", I, "max x − min x", d -> d.maximum() - d.minimum()),
            feature("4FUA", "intensity-based mean absolute deviation", I, "Σ |x−µ| / N", d -> d.meanDeviation(d.mean)),
            feature(
                    "1128",
                    "intensity-based robust mean absolute deviation",
                    I,
                    "the mean absolute deviation of the intensities from P10 to P90 from their mean",
                    Distribution::robustDeviation),
            feature(
                    "N72L",
                    "intensity-based median absolute deviation",
                    I,
                    "Σ |x − P50| / N",
                    d -> d.meanDeviation(d.median())),
            feature("7TET", "intensity-based coefficient of variation", "1", "σ / µ", Distribution::variation)
                    .degenerate("not defined where µ is 0"),
            feature(
                            "9S40",
                            "intensity-based quartile coefficient of dispersion",
                            "1",
                            "(P75 − P25) / (P75 + P25)",
                            Distribution::quartileDispersion)
                    .degenerate("not defined where P75 + P25 is 0"),
            feature("N8CA", "intensity-based energy", "[i]2", "Σ x²", Distribution::energy),
            feature("5ZWQ", "root mean square intensity", I, "√(Σ x² / N)", d -> Math.sqrt(d.energy() / d.count())));

    private StatisticsFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Measures a region.
    ///
    /// @param intensities of every voxel of the intensity mask, at least one
    public static List<Measurement> measure(double[] intensities) {
        Distribution distribution = new Distribution(intensities);
        return ALL.stream()
                .map(feature -> new Measurement(
                        feature, Aggregation.NONE, feature.value().applyAsDouble(distribution)))
                .toList();
    }
}
