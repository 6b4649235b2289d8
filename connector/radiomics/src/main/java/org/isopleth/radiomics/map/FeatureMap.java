package org.isopleth.radiomics.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.intensity.StatisticsMaps;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.texture.CooccurrenceMaps;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Volume;

/// What a feature is in the neighbourhood of every voxel of a region. Immutable, thread-safe.
///
/// The conventions are those of PyRadiomics' voxel-based extraction with its defaults: a neighbourhood is the
/// cube of (2r + 1)³ voxels around a voxel, as far as they belong to the region; only the region's voxels have a value;
/// grey levels
/// are binned over the whole region. Outside the region the value is NaN and not 0, which is a value.
///
/// @param feature what was measured
/// @param values on the grid of the image, in the feature's unit; NaN outside the region
public record FeatureMap(Feature<?> feature, Volume values) {
    /// Maps of intensity-based statistics.
    ///
    /// @param radius r in voxels, from 1 to 10
    /// @param wanted which features of the family
    public static List<FeatureMap> statistics(Region region, int radius, Predicate<Feature<?>> wanted) {
        Box box = region.intensities().box();
        return placed(
                StatisticsMaps.features(wanted),
                StatisticsMaps.of(region.image(), region.intensities(), box, radius, wanted),
                box,
                region.image().grid());
    }

    /// Maps of co-occurrence features, averaged over the thirteen directions in space.
    ///
    /// @param radius r in voxels, from 1 to 10
    /// @param wanted which features of the family
    /// @throws org.isopleth.radiomics.process.TooManyLevelsException when the bins are too narrow
    public static List<FeatureMap> cooccurrence(
            Region region, Settings settings, int radius, Predicate<Feature<?>> wanted) {
        return placed(
                CooccurrenceMaps.features(wanted),
                CooccurrenceMaps.of(region.levels(settings), radius, wanted),
                region.intensities().box(),
                region.image().grid());
    }

    /// Every feature there are maps of, as far as it is wanted: statistics first.
    public static List<Feature<?>> features(Predicate<Feature<?>> wanted) {
        List<Feature<?>> all = new ArrayList<>(StatisticsMaps.features(wanted));
        all.addAll(CooccurrenceMaps.features(wanted));
        return List.copyOf(all);
    }

    /// Maps of both families, in the order of [#features].
    ///
    /// @param radius r in voxels, from 1 to 10
    /// @throws org.isopleth.radiomics.process.TooManyLevelsException when the bins are too narrow
    public static List<FeatureMap> of(Region region, Settings settings, int radius, Predicate<Feature<?>> wanted) {
        List<FeatureMap> all = new ArrayList<>();
        if (!StatisticsMaps.features(wanted).isEmpty()) {
            all.addAll(statistics(region, radius, wanted));
        }
        if (!CooccurrenceMaps.features(wanted).isEmpty()) {
            all.addAll(cooccurrence(region, settings, radius, wanted));
        }
        return List.copyOf(all);
    }

    private static List<FeatureMap> placed(List<Feature<?>> features, float[][] inBox, Box box, Grid grid) {
        List<FeatureMap> maps = new ArrayList<>();
        for (int f = 0; f < inBox.length; f++) {
            maps.add(new FeatureMap(features.get(f), placed(inBox[f], box, grid)));
        }
        return List.copyOf(maps);
    }

    private static Volume placed(float[] inBox, Box box, Grid grid) {
        float[] values = new float[grid.voxels()];
        Arrays.fill(values, Float.NaN);
        for (int line = 0; line < box.rows() * box.slices(); line++) {
            int to = grid.index(box.column(), box.row() + line % box.rows(), box.slice() + line / box.rows());
            System.arraycopy(inBox, line * box.columns(), values, to, box.columns());
        }
        return Volume.owning(grid, values);
    }
}
