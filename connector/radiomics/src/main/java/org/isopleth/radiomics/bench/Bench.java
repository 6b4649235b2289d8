package org.isopleth.radiomics.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.isopleth.radiomics.Garbage;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.intensity.HistogramFeatures;
import org.isopleth.radiomics.intensity.LocalIntensityFeatures;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.intensity.VolumeHistogramFeatures;
import org.isopleth.radiomics.process.Discretisation;
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
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// Measures what features cost: one thread's CPU time after warm-up, the median of repetitions. Stateless,
/// thread-safe; for a fair measurement nothing else runs in the process.
///
/// The families are PyRadiomics' seven under its names, each with at least the features that PyRadiomics
/// computes in it, in space, on the image as it is. What the other features of IBSI cost is listed apart.
public final class Bench {
    /// The features of ours that PyRadiomics' shape family has too.
    static final Set<String> SHAPE = Set.of(
            "RNU0", "YEKZ", "C0JK", "2PR5", "SKGS", "BQWJ", "KRCK", "QCFX", "L0JK", "TDIC", "P9VJ", "7J51", "Q3CK",
            "N17B");

    private Bench() {}

    /// How often each family is computed.
    ///
    /// @param warmUp before time is taken, so that the virtual machine has compiled it
    /// @param measured while time is taken, at least 1
    public record Rounds(int warmUp, int measured) {
        public Rounds {
            if (warmUp < 0 || measured < 1) {
                throw new IllegalArgumentException("a family is measured at least once");
            }
        }

        /// Enough for times that repeat to a few per cent.
        public static Rounds usual() {
            return new Rounds(10, 7);
        }
    }

    /// PyRadiomics' usual settings: the image as it is, textures in space, bins of a width.
    ///
    /// @param width of a bin in the image's unit; 25 is PyRadiomics' own
    public static Settings settings(double width) {
        return new Settings(
                Settings.Dimension.IN_SPACE,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                new Discretisation.FixedSize(width),
                Optional.empty());
    }

    /// Measures the generated case of a million voxels.
    public static BenchResult runSynthetic(Rounds rounds) {
        SyntheticCase synthetic = SyntheticCase.million();
        return run(synthetic.image(), synthetic.mask(), settings(1), rounds);
    }

    /// Measures generated cases of 66, 263 and 1,052 thousand voxels, each four times the one before, so that one
    /// sees how the cost grows. The largest comes first, that the others find everything compiled.
    ///
    /// @return the smallest first
    public static List<BenchResult> runGrowth(Rounds rounds) {
        return Stream.of(200, 126, 79)
                .map(columns -> {
                    SyntheticCase synthetic = SyntheticCase.of(columns, columns, (columns + 1) / 2);
                    return run(synthetic.image(), synthetic.mask(), settings(1), rounds);
                })
                .toList()
                .reversed();
    }

    /// Measures a case.
    ///
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when nothing is left of the mask
    public static BenchResult run(Volume image, Mask mask, Settings settings, Rounds rounds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return run(Region.of(image, mask, settings), settings, rounds, threads::getCurrentThreadCpuTime);
    }

    /// @param cpuNanos CPU time of the thread so far, in nanoseconds
    static BenchResult run(Region region, Settings settings, Rounds rounds, LongSupplier cpuNanos) {
        GreyLevels levels = region.levels(settings);
        Map<String, Supplier<List<?>>> families = new LinkedHashMap<>();
        families.put("firstorder", () -> firstOrder(region, levels));
        families.put(
                "shape",
                () -> ShapeFeatures.measure(
                        region.image(),
                        region.morphological(),
                        region.intensities(),
                        feature -> SHAPE.contains(feature.code())));
        families.put("glcm", () -> CooccurrenceFeatures.inSpace(levels));
        families.put("glrlm", () -> RunLengthFeatures.inSpace(levels));
        families.put("glszm", () -> SizeZoneFeatures.inSpace(levels));
        families.put("gldm", () -> DependenceFeatures.inSpace(levels));
        families.put("ngtdm", () -> NeighbourhoodDifferenceFeatures.inSpace(levels));
        Map<String, Supplier<List<?>>> further = new LinkedHashMap<>();
        further.put(
                "shape-beyond",
                () -> ShapeFeatures.measure(
                        region.image(),
                        region.morphological(),
                        region.intensities(),
                        feature -> !SHAPE.contains(feature.code())));
        further.put("local-intensity", () -> LocalIntensityFeatures.measure(region.image(), region.intensities()));
        further.put("volume-histogram", () -> volumeHistogram(region, settings));
        further.put("gldzm", () -> DistanceZoneFeatures.inSpace(levels, region.framedForm()));
        double preparation = median(() -> List.of(region.levels(settings)), rounds, cpuNanos);
        return new BenchResult(
                medians(families, rounds, cpuNanos),
                preparation,
                medians(further, rounds, cpuNanos),
                PeakMemory.mib(),
                region.intensities().count());
    }

    private static List<Measurement> firstOrder(Region region, GreyLevels levels) {
        List<Measurement> all = new java.util.ArrayList<>(StatisticsFeatures.measure(region.values()));
        // PyRadiomics counts entropy and uniformity of the grey levels among these.
        all.addAll(HistogramFeatures.measure(levels.inside(), levels.levels()));
        return all;
    }

    private static List<Measurement> volumeHistogram(Region region, Settings settings) {
        double[] values = region.values();
        VolumeHistogramBins bins = VolumeHistogramBins.of(values, settings.range(), settings.volumeHistogram());
        return VolumeHistogramFeatures.measure(bins.discretised(values), bins.first(), bins.step(), bins.number());
    }

    private static Map<String, Double> medians(
            Map<String, Supplier<List<?>>> work, Rounds rounds, LongSupplier cpuNanos) {
        Map<String, Double> medians = new LinkedHashMap<>();
        work.forEach((name, family) -> medians.put(name, median(family, rounds, cpuNanos)));
        return medians;
    }

    /// In milliseconds.
    private static double median(Supplier<List<?>> work, Rounds rounds, LongSupplier cpuNanos) {
        for (int round = 0; round < rounds.warmUp; round++) {
            requireMeasured(work.get());
            Garbage.collectIfMuch();
        }
        long[] times = new long[rounds.measured];
        for (int round = 0; round < times.length; round++) {
            long start = cpuNanos.getAsLong();
            requireMeasured(work.get());
            times[round] = cpuNanos.getAsLong() - start;
            // As between two families of an extraction; no family pays for it.
            Garbage.collectIfMuch();
        }
        Arrays.sort(times);
        int middle = times.length / 2;
        double nanos = times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2.0;
        return nanos / 1e6;
    }

    /// Looks at what was computed, so that no compiler may leave the work out.
    private static void requireMeasured(List<?> measured) {
        if (measured.isEmpty()) {
            throw new IllegalStateException("a family has features");
        }
    }
}
