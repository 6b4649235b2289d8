package org.isopleth.radiomics;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.intensity.HistogramFeatures;
import org.isopleth.radiomics.intensity.LocalIntensityFeatures;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.intensity.VolumeHistogramFeatures;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.process.VolumeHistogramBins;
import org.isopleth.radiomics.shape.ShapeFeatures;
import org.isopleth.radiomics.texture.CooccurrenceFeatures;
import org.isopleth.radiomics.texture.DependenceFeatures;
import org.isopleth.radiomics.texture.DistanceZoneFeatures;
import org.isopleth.radiomics.texture.GreyLevels;
import org.isopleth.radiomics.texture.NeighbourhoodDifferenceFeatures;
import org.isopleth.radiomics.texture.RunLengthFeatures;
import org.isopleth.radiomics.texture.SizeZoneFeatures;

/// All features of a region. Stateless, thread-safe.
public final class Extraction {
    private Extraction() {}

    /// Measures every feature of every family, in IBSI's order.
    public static List<Measurement> measure(Region region, Settings settings) {
        List<Measurement> all = new ArrayList<>();
        all.addAll(ShapeFeatures.measure(region.image(), region.morphological(), region.intensities()));
        all.addAll(LocalIntensityFeatures.measure(region.image(), region.intensities()));
        double[] values = region.values();
        all.addAll(StatisticsFeatures.measure(values));
        GreyLevels levels = region.levels(settings);
        all.addAll(HistogramFeatures.measure(inside(levels), levels.levels()));
        VolumeHistogramBins bins = VolumeHistogramBins.of(values, settings.range(), settings.volumeHistogram());
        all.addAll(VolumeHistogramFeatures.measure(bins.discretised(values), bins.first(), bins.step(), bins.number()));
        boolean[] form = region.framedForm();
        if (settings.dimension() == Settings.Dimension.BY_SLICE) {
            all.addAll(CooccurrenceFeatures.bySlice(levels));
            all.addAll(RunLengthFeatures.bySlice(levels));
            all.addAll(SizeZoneFeatures.bySlice(levels));
            all.addAll(DistanceZoneFeatures.bySlice(levels, form));
            all.addAll(NeighbourhoodDifferenceFeatures.bySlice(levels));
            all.addAll(DependenceFeatures.bySlice(levels));
        } else {
            all.addAll(CooccurrenceFeatures.inSpace(levels));
            all.addAll(RunLengthFeatures.inSpace(levels));
            all.addAll(SizeZoneFeatures.inSpace(levels));
            all.addAll(DistanceZoneFeatures.inSpace(levels, form));
            all.addAll(NeighbourhoodDifferenceFeatures.inSpace(levels));
            all.addAll(DependenceFeatures.inSpace(levels));
        }
        return List.copyOf(all);
    }

    private static int[] inside(GreyLevels levels) {
        return java.util.Arrays.stream(levels.inBox())
                .filter(level -> level > 0)
                .toArray();
    }
}
