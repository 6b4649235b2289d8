package org.isopleth.radiomics;

import java.util.List;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.intensity.HistogramFeatures;
import org.isopleth.radiomics.intensity.LocalIntensityFeatures;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.intensity.VolumeHistogramFeatures;
import org.isopleth.radiomics.shape.ShapeFeatures;
import org.isopleth.radiomics.texture.CooccurrenceFeatures;
import org.isopleth.radiomics.texture.DependenceFeatures;
import org.isopleth.radiomics.texture.DistanceZoneFeatures;
import org.isopleth.radiomics.texture.NeighbourhoodDifferenceFeatures;
import org.isopleth.radiomics.texture.RunLengthFeatures;
import org.isopleth.radiomics.texture.SizeZoneFeatures;

/// A family of features. Immutable, thread-safe.
///
/// @param name in IBSI's words
/// @param code IBSI's four characters
/// @param section of IBSI's reference manual that defines it; its features follow in the manual's order
/// @param counted how it is put together over slices and directions
/// @param features of the family
public record Family(String name, String code, String section, Counted counted, List<Feature<?>> features) {
    /// Every family, in the order of IBSI's manual.
    public static final List<Family> ALL = List.of(
            new Family("morphology", "HCUG", "3.1", Counted.ONCE, ShapeFeatures.features()),
            new Family("local intensity", "9ST6", "3.2", Counted.ONCE, LocalIntensityFeatures.features()),
            new Family("intensity-based statistics", "UHIW", "3.3", Counted.ONCE, StatisticsFeatures.features()),
            new Family("intensity histogram", "ZVCW", "3.4", Counted.ONCE, HistogramFeatures.features()),
            new Family("intensity-volume histogram", "P88C", "3.5", Counted.ONCE, VolumeHistogramFeatures.features()),
            new Family(
                    "grey level co-occurrence matrix",
                    "LFYI",
                    "3.6",
                    Counted.BY_DIRECTION,
                    CooccurrenceFeatures.features()),
            new Family(
                    "grey level run length matrix", "TP0I", "3.7", Counted.BY_DIRECTION, RunLengthFeatures.features()),
            new Family("grey level size zone matrix", "9SAK", "3.8", Counted.BY_REGION, SizeZoneFeatures.features()),
            new Family(
                    "grey level distance zone matrix",
                    "VMDZ",
                    "3.9",
                    Counted.BY_REGION,
                    DistanceZoneFeatures.features()),
            new Family(
                    "neighbourhood grey tone difference matrix",
                    "IPET",
                    "3.10",
                    Counted.BY_REGION,
                    NeighbourhoodDifferenceFeatures.features()),
            new Family(
                    "neighbouring grey level dependence matrix",
                    "REK0",
                    "3.11",
                    Counted.BY_REGION,
                    DependenceFeatures.features()));

    public Family {
        features = List.copyOf(features);
    }

    /// How a family's values are put together over slices and directions.
    public enum Counted {
        /// One value for the region.
        ONCE,
        /// By slice or in space.
        BY_REGION,
        /// By slice or in space, and by direction.
        BY_DIRECTION
    }

    /// The section of IBSI's manual that defines a feature of the family; features of one code share it.
    public String sectionOf(Feature<?> feature) {
        List<String> codes = features.stream().map(Feature::code).distinct().toList();
        return section + "." + (codes.indexOf(feature.code()) + 1);
    }
}
