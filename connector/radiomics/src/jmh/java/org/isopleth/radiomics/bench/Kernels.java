package org.isopleth.radiomics.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.map.FeatureMap;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.shape.ShapeFeatures;
import org.isopleth.radiomics.texture.CooccurrenceFeatures;
import org.isopleth.radiomics.texture.DependenceFeatures;
import org.isopleth.radiomics.texture.DistanceZoneFeatures;
import org.isopleth.radiomics.texture.GreyLevels;
import org.isopleth.radiomics.texture.NeighbourhoodDifferenceFeatures;
import org.isopleth.radiomics.texture.RunLengthFeatures;
import org.isopleth.radiomics.texture.SizeZoneFeatures;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The inner loops, one by one, on generated regions of 16, 65 and 260 thousand voxels: run by
/// `mvn -Pjmh -pl connector/radiomics -am verify -DskipTests`, results in `target/kernels.json`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@org.openjdk.jmh.annotations.Measurement(iterations = 5, time = 1)
public class Kernels {
    /// Columns and rows; half as many slices.
    @Param({"50", "80", "126"})
    public int columns;

    private final Settings settings = Bench.settings(1);

    /// Cubic splines, a tenth more voxels along each axis of a slice, half as many slices again.
    private final Settings finer = new Settings(
            settings.dimension(),
            Optional.of(new Settings.Resample(
                    0.9, 0.9, Optional.of(1.33), Interpolation.CUBIC_SPLINE, Interpolation.LINEAR)),
            settings.rounding(),
            settings.range(),
            settings.sigmas(),
            settings.discretisation(),
            settings.volumeHistogram());

    private Region region;
    private GreyLevels levels;

    @Setup
    public void prepare() {
        SyntheticCase generated = SyntheticCase.of(columns, columns, columns / 2);
        region = Region.of(generated.image(), generated.mask(), settings);
        levels = region.levels(settings);
    }

    @Benchmark
    public GreyLevels discretise() {
        return region.levels(settings);
    }

    @Benchmark
    public List<Measurement> statistics() {
        return StatisticsFeatures.measure(region.values());
    }

    @Benchmark
    public List<Measurement> form() {
        return shape("RNU0");
    }

    @Benchmark
    public List<Measurement> hull() {
        return shape("L0JK");
    }

    @Benchmark
    public List<Measurement> enclosingEllipsoid() {
        return shape("SWZ1");
    }

    @Benchmark
    public List<Measurement> orientedBox() {
        return shape("ZH1A");
    }

    @Benchmark
    public List<Measurement> autocorrelation() {
        return shape("N365");
    }

    private List<Measurement> shape(String code) {
        return ShapeFeatures.measure(
                region.image(),
                region.morphological(),
                region.intensities(),
                feature -> feature.code().equals(code));
    }

    @Benchmark
    public List<Measurement> cooccurrence() {
        return CooccurrenceFeatures.inSpace(levels);
    }

    @Benchmark
    public List<Measurement> runLengths() {
        return RunLengthFeatures.inSpace(levels);
    }

    @Benchmark
    public List<Measurement> sizeZones() {
        return SizeZoneFeatures.inSpace(levels);
    }

    @Benchmark
    public List<Measurement> distanceZones() {
        return DistanceZoneFeatures.inSpace(levels, region.framedForm());
    }

    @Benchmark
    public Region interpolation() {
        return Region.of(region.image(), region.morphological(), finer);
    }

    @Benchmark
    public List<Measurement> dependence() {
        return DependenceFeatures.inSpace(levels);
    }

    @Benchmark
    public List<Measurement> neighbourhoodDifference() {
        return NeighbourhoodDifferenceFeatures.inSpace(levels);
    }

    @Benchmark
    public List<FeatureMap> cooccurrenceMaps() {
        return FeatureMap.cooccurrence(region, settings, 1, feature -> true);
    }
}
