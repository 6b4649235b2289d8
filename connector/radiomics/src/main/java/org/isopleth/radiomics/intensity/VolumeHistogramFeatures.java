package org.isopleth.radiomics.intensity;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// The intensity-volume histogram (IBSI 3.5, P88C): how much of the region is how bright. Stateless,
/// thread-safe.
///
/// ν(i) is the share of voxels with an intensity of at least i, γ(i) the fraction of the range up to i.
public final class VolumeHistogramFeatures {
    static final List<Feature<VolumeHistogram>> ALL = List.of(
            feature(
                            "BC2M",
                            "volume at 10 % intensity fraction",
                            "1",
                            "max ν with γ ≥ 0.1",
                            (VolumeHistogram h) -> h.volumeAt(0.1))
                    .at("10"),
            feature(
                            "BC2M",
                            "volume at 90 % intensity fraction",
                            "1",
                            "max ν with γ ≥ 0.9",
                            (VolumeHistogram h) -> h.volumeAt(0.9))
                    .at("90"),
            feature(
                            "GBPN",
                            "intensity at 10 % volume fraction",
                            "[i]",
                            "min i with ν ≤ 0.1",
                            (VolumeHistogram h) -> h.intensityAt(0.1))
                    .at("10"),
            feature(
                            "GBPN",
                            "intensity at 90 % volume fraction",
                            "[i]",
                            "min i with ν ≤ 0.9",
                            (VolumeHistogram h) -> h.intensityAt(0.9))
                    .at("90"),
            feature(
                            "DDTU",
                            "volume fraction difference between 10 % and 90 % intensity fractions",
                            "1",
                            "V10 − V90",
                            (VolumeHistogram h) -> h.volumeAt(0.1) - h.volumeAt(0.9))
                    .at("10-90"),
            feature(
                            "CNV2",
                            "intensity difference between 10 % and 90 % volume fractions",
                            "[i]",
                            "I10 − I90",
                            (VolumeHistogram h) -> h.intensityAt(0.1) - h.intensityAt(0.9))
                    .at("10-90"),
            feature(
                    "9CMM",
                    "area under the intensity-volume histogram",
                    "1",
                    "∫ ν dγ by trapezia",
                    VolumeHistogram::area));

    private VolumeHistogramFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Measures a region.
    ///
    /// @param intensities of every voxel of the intensity mask, discretised to `first + k·step`
    /// @param first the least intensity that counts as possible
    /// @param step distance of intensities, above 0
    /// @param number of possible intensities, at least 1
    public static List<Measurement> measure(double[] intensities, double first, double step, int number) {
        VolumeHistogram histogram = new VolumeHistogram(new Distribution(intensities), first, step, number);
        return ALL.stream()
                .map(feature -> new Measurement(
                        feature, Aggregation.NONE, feature.value().applyAsDouble(histogram)))
                .toList();
    }
}
