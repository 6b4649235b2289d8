package org.isopleth.radiomics.pyradiomics;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.radiomics.Garbage;
import org.isopleth.radiomics.intensity.HistogramFeatures;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.process.Convention;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.shape.PlaneDiameters;
import org.isopleth.radiomics.shape.ShapeFeatures;
import org.isopleth.radiomics.texture.CooccurrenceFeatures;
import org.isopleth.radiomics.texture.DependenceFeatures;
import org.isopleth.radiomics.texture.GreyLevels;
import org.isopleth.radiomics.texture.NeighbourhoodDifferenceFeatures;
import org.isopleth.radiomics.texture.RunLengthFeatures;
import org.isopleth.radiomics.texture.SizeZoneFeatures;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// PyRadiomics' features of an original image: `original_glcm_Contrast` and so on, by its conventions (as of its
/// version 3, features that are on by default). Stateless, thread-safe.
///
/// What differs from IBSI, besides the names:
/// - levels are counted from a multiple of the bin width ([org.isopleth.radiomics.process.Discretisation.AlignedSize]);
/// - kurtosis is not excess; energy and root mean square are those of intensities plus a shift; total energy is
///   energy times the volume of a voxel;
/// - the region of all features is the re-segmented one, form and volume too;
/// - axis lengths divide the covariance of voxel centres by N, not N − 1;
/// - largest diameters in planes of the grid, and the maximal correlation coefficient, which IBSI has not;
/// - voxels without a neighbour count in the neighbourhood grey tone difference;
/// - the first information correlation of a region of one level is 0.
///
/// Co-occurrence and run lengths are means over the thirteen directions in space at distance 1.
public final class PyradiomicsProfile {
    private PyradiomicsProfile() {}

    /// Takes an image and its mask through PyRadiomics' chain: its grid of new voxels begins at the old grid's
    /// corner, and axes along which the mask has one voxel stay as they are.
    ///
    /// Its interpolation of images is `cubic-spline`, of masks `nearest`; an image of whole numbers stays one
    /// (`rounding`).
    ///
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when nothing is left of the mask
    public static Region region(Volume image, Mask mask, Settings settings) {
        return Region.of(image, mask, keepingSingleVoxels(settings, mask), Convention.PYRADIOMICS);
    }

    private static Settings keepingSingleVoxels(Settings settings, Mask mask) {
        Box box = mask.box();
        Vector3 old = mask.grid().spacing();
        return new Settings(
                settings.dimension(),
                settings.resampling()
                        .map(to -> new Settings.Resample(
                                box.columns() > 1 ? to.column() : old.x(),
                                box.rows() > 1 ? to.row() : old.y(),
                                box.slices() > 1 ? to.slice() : Optional.of(old.z()),
                                to.image(),
                                to.mask())),
                settings.rounding(),
                settings.range(),
                settings.sigmas(),
                settings.discretisation(),
                settings.volumeHistogram());
    }

    /// Measures a region.
    ///
    /// @param settings those the region was made with; their dimension and volume histogram have no part
    /// @param shift `voxelArrayShift`, added to intensities for energies and root mean square; PyRadiomics' default
    ///     is 0, its published baselines have 2000
    /// @return 107 values by name, in alphabetical order
    public static SortedMap<String, Double> measure(Region region, Settings settings, double shift) {
        SortedMap<String, Double> found = new TreeMap<>();
        putShape(region, found);
        Garbage.collectIfMuch();
        double[] values = region.values();
        putStatistics(values, region.image().grid().voxelVolume(), shift, found);
        GreyLevels levels = region.levels(settings);
        int[] inside = levels.inside();
        FeatureNames.HISTOGRAM.put(HistogramFeatures.measure(inside, levels.levels()), found);
        FeatureNames.COOCCURRENCE.put(CooccurrenceFeatures.inSpace(levels), found);
        found.put(FeatureNames.name("glcm", "MCC"), CooccurrenceFeatures.maximalCorrelation(levels));
        if (Arrays.stream(inside).distinct().count() == 1) {
            found.put(FeatureNames.name("glcm", "Imc1"), 0.0);
        }
        Garbage.collectIfMuch();
        FeatureNames.RUN_LENGTH.put(RunLengthFeatures.inSpace(levels), found);
        FeatureNames.SIZE_ZONE.put(SizeZoneFeatures.inSpace(levels), found);
        Garbage.collectIfMuch();
        FeatureNames.DEPENDENCE.put(DependenceFeatures.inSpace(levels), found);
        FeatureNames.NEIGHBOURHOOD_DIFFERENCE.put(NeighbourhoodDifferenceFeatures.inSpaceWithLoneVoxels(levels), found);
        return found;
    }

    private static void putShape(Region region, SortedMap<String, Double> found) {
        Mask mask = region.intensities();
        FeatureNames.SHAPE.put(ShapeFeatures.measure(region.image(), mask, mask), found);
        double n = mask.count();
        for (String axis : new String[] {"MajorAxisLength", "MinorAxisLength", "LeastAxisLength"}) {
            found.computeIfPresent(FeatureNames.name("shape", axis), (_, length) -> length * Math.sqrt((n - 1) / n));
        }
        PlaneDiameters planes = PlaneDiameters.of(mask);
        // A "column" diameter lies in a plane of rows' and slices' axes: PyRadiomics names what stays the same last.
        found.put(FeatureNames.name("shape", "Maximum2DDiameterSlice"), planes.slice());
        found.put(FeatureNames.name("shape", "Maximum2DDiameterColumn"), planes.row());
        found.put(FeatureNames.name("shape", "Maximum2DDiameterRow"), planes.column());
    }

    private static void putStatistics(
            double[] values, double voxelVolume, double shift, SortedMap<String, Double> found) {
        FeatureNames.STATISTICS.put(StatisticsFeatures.measure(values), found);
        String kurtosis = FeatureNames.name("firstorder", "Kurtosis");
        double variance = found.getOrDefault(FeatureNames.name("firstorder", "Variance"), 0.0);
        found.computeIfPresent(kurtosis, (_, excess) -> variance > 0 ? excess + 3 : 0);
        double energy =
                Arrays.stream(values).map(x -> (x + shift) * (x + shift)).sum();
        found.put(FeatureNames.name("firstorder", "Energy"), energy);
        found.put(FeatureNames.name("firstorder", "TotalEnergy"), energy * voxelVolume);
        found.put(FeatureNames.name("firstorder", "RootMeanSquared"), Math.sqrt(energy / values.length));
    }
}
