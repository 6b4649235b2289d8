package org.isopleth.radiomics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
        for (Supplier<List<Measurement>> family : families(region, settings)) {
            all.addAll(family.get());
            Garbage.collectIfMuch();
        }
        return List.copyOf(all);
    }

    private static List<Supplier<List<Measurement>>> families(Region region, Settings settings) {
        GreyLevels levels = region.levels(settings);
        List<Supplier<List<Measurement>>> families = new ArrayList<>(List.of(
                () -> ShapeFeatures.measure(region.image(), region.morphological(), region.intensities()),
                () -> LocalIntensityFeatures.measure(region.image(), region.intensities()),
                () -> StatisticsFeatures.measure(region.values()),
                () -> HistogramFeatures.measure(levels.inside(), levels.levels()),
                () -> volumeHistogram(region.values(), settings)));
        boolean bySlice = settings.dimension() == Settings.Dimension.BY_SLICE;
        families.addAll(bySlice ? texturesBySlice(region, levels) : texturesInSpace(region, levels));
        return families;
    }

    private static List<Measurement> volumeHistogram(double[] values, Settings settings) {
        VolumeHistogramBins bins = VolumeHistogramBins.of(values, settings.range(), settings.volumeHistogram());
        return VolumeHistogramFeatures.measure(bins.discretised(values), bins.first(), bins.step(), bins.number());
    }

    private static List<Supplier<List<Measurement>>> texturesBySlice(Region region, GreyLevels levels) {
        return List.of(
                () -> CooccurrenceFeatures.bySlice(levels),
                () -> RunLengthFeatures.bySlice(levels),
                () -> SizeZoneFeatures.bySlice(levels),
                () -> DistanceZoneFeatures.bySlice(levels, region.framedForm()),
                () -> NeighbourhoodDifferenceFeatures.bySlice(levels),
                () -> DependenceFeatures.bySlice(levels));
    }

    private static List<Supplier<List<Measurement>>> texturesInSpace(Region region, GreyLevels levels) {
        return List.of(
                () -> CooccurrenceFeatures.inSpace(levels),
                () -> RunLengthFeatures.inSpace(levels),
                () -> SizeZoneFeatures.inSpace(levels),
                () -> DistanceZoneFeatures.inSpace(levels, region.framedForm()),
                () -> NeighbourhoodDifferenceFeatures.inSpace(levels),
                () -> DependenceFeatures.inSpace(levels));
    }
}
