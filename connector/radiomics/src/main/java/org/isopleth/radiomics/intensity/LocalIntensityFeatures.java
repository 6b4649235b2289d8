package org.isopleth.radiomics.intensity;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// Local intensity (IBSI 3.2, 9ST6): means in a ball of 1 cm³, which may reach beyond the region but not
/// beyond the image. Stateless, thread-safe.
public final class LocalIntensityFeatures {
    static final List<Feature<Peaks>> ALL = List.of(
            feature(
                    "VJGA",
                    "local intensity peak",
                    "[i]",
                    "mean in the ball around the brightest voxel; the largest of several",
                    Peaks::local),
            feature("0F91", "global intensity peak", "[i]", "largest mean in a ball around any voxel", Peaks::global));

    private LocalIntensityFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Measures a region.
    ///
    /// @param image the whole image
    /// @param intensities the intensity mask, on the same grid; at least one voxel
    public static List<Measurement> measure(Volume image, Mask intensities) {
        Peaks peaks = Peaks.of(image, intensities);
        return ALL.stream()
                .map(feature -> new Measurement(
                        feature, Aggregation.NONE, feature.value().applyAsDouble(peaks)))
                .toList();
    }
}
