package org.isopleth.radiomics.texture;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Grey level co-occurrence (IBSI 3.6, LFYI): how often two levels are neighbours at distance 1.
/// Stateless, thread-safe.
///
/// p(i, j) is the symmetric matrix as probabilities, p₋(k) and p₊(k) those of |i − j| and i + j, µ and σ²
/// mean and variance of its marginal p_x. A region without two neighbouring voxels has no value (NaN).
public final class CooccurrenceFeatures {
    private static final String FLAT_ONE = "1 where all neighbours have one level";

    /// In the order of IBSI's manual.
    static final List<Feature<Cooccurrence>> ALL = Stream.<Feature<Cooccurrence>>of(
                    feature("GYBY", "joint maximum", "1", "max p(i,j)", m -> m.maximum),
                    feature("60VM", "joint average", "1", "µ = Σ i p(i,j)", m -> m.mean),
                    feature("UR99", "joint variance", "1", "σ² = Σ (i−µ)² p(i,j)", m -> m.variance),
                    feature("TU9B", "joint entropy", "bit", "−Σ p(i,j) log₂ p(i,j)", m -> m.entropy),
                    feature("TF7R", "difference average", "1", "Σ k p₋(k)", m -> m.overDifferences(k -> k)),
                    feature("D3YU", "difference variance", "1", "Σ (k − difference average)² p₋(k)", m -> {
                        double average = m.overDifferences(k -> k);
                        return m.overDifferences(k -> (k - average) * (k - average));
                    }),
                    feature(
                            "NTRS",
                            "difference entropy",
                            "bit",
                            "−Σ p₋(k) log₂ p₋(k)",
                            Cooccurrence::differenceEntropy),
                    feature("ZGXS", "sum average", "1", "Σ k p₊(k)", m -> m.sumMoment(0, 1)),
                    feature(
                            "OEEB",
                            "sum variance",
                            "1",
                            "Σ (k − sum average)² p₊(k)",
                            m -> m.sumMoment(m.sumMoment(0, 1), 2)),
                    feature("P6QZ", "sum entropy", "bit", "−Σ p₊(k) log₂ p₊(k)", Cooccurrence::sumEntropy),
                    feature("8ZQL", "angular second moment", "1", "Σ p(i,j)²", m -> m.energy),
                    feature("ACUI", "contrast", "1", "Σ (i−j)² p(i,j)", m -> m.overDifferences(k -> (double) k * k)),
                    feature("8S9J", "dissimilarity", "1", "Σ |i−j| p(i,j)", m -> m.overDifferences(k -> k)),
                    feature(
                            "IB1Z",
                            "inverse difference",
                            "1",
                            "Σ p(i,j) / (1 + |i−j|)",
                            m -> m.overDifferences(k -> 1.0 / (1 + k))),
                    feature(
                            "NDRX",
                            "normalised inverse difference",
                            "1",
                            "Σ p(i,j) / (1 + |i−j|/N_g)",
                            m -> m.overDifferences(k -> 1 / (1 + (double) k / m.levels))),
                    feature(
                            "WF0Z",
                            "inverse difference moment",
                            "1",
                            "Σ p(i,j) / (1 + (i−j)²)",
                            m -> m.overDifferences(k -> 1 / (1 + (double) k * k))),
                    feature(
                            "1QCO",
                            "normalised inverse difference moment",
                            "1",
                            "Σ p(i,j) / (1 + (i−j)²/N_g²)",
                            m -> m.overDifferences(k -> 1 / (1 + (double) k * k / m.levels / m.levels))),
                    feature("E8JP", "inverse variance", "1", "2 Σ_{i<j} p(i,j) / (i−j)²", m -> m.inverseVariance),
                    feature(
                                    "NI2N",
                                    "correlation",
                                    "1",
                                    "(Σ i j p(i,j) − µ²) / σ²",
                                    (Cooccurrence m) -> m.variance > 0 ? (m.product - m.mean * m.mean) / m.variance : 1)
                            .degenerate(FLAT_ONE),
                    feature("QWB0", "autocorrelation", "1", "Σ i j p(i,j)", m -> m.product),
                    feature("DG8W", "cluster tendency", "1", "Σ (i+j−2µ)² p(i,j)", m -> m.sumMoment(2 * m.mean, 2)),
                    feature("7NFM", "cluster shade", "1", "Σ (i+j−2µ)³ p(i,j)", m -> m.sumMoment(2 * m.mean, 3)),
                    feature("AE86", "cluster prominence", "1", "Σ (i+j−2µ)⁴ p(i,j)", m -> m.sumMoment(2 * m.mean, 4)),
                    feature(
                                    "R8DG",
                                    "information correlation 1",
                                    "1",
                                    "(HXY − HXY1) / HX with HXY the joint entropy, HX that of p_x, HXY1 = −Σ p(i,j)"
                                            + " log₂(p_x(i) p_x(j))",
                                    (Cooccurrence m) -> m.marginalEntropy > 0
                                            ? (m.entropy - m.crossEntropy) / m.marginalEntropy
                                            : 1)
                            .degenerate(FLAT_ONE),
                    feature(
                                    "JN9H",
                                    "information correlation 2",
                                    "1",
                                    "√(1 − exp(−2 (HXY2 − HXY))) with HXY2 = −Σ p_x(i) p_x(j) log₂(p_x(i) p_x(j))",
                                    (Cooccurrence m) -> Math.sqrt(
                                            Math.max(0, 1 - StrictMath.exp(-2 * (m.crossEntropy - m.entropy)))))
                            .degenerate("0 where all neighbours have one level"))
            .map(feature -> feature.alsoDegenerate(NeighbourhoodDifferenceFeatures.NO_NEIGHBOURS))
            .toList();

    private CooccurrenceFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Slices one by one, in all four aggregations.
    public static List<Measurement> bySlice(GreyLevels levels) {
        int[][] slicesMerged = new int[Direction.IN_SLICE.size()][matrixSize(levels)];
        Averages<Cooccurrence> each = new Averages<>(ALL);
        Averages<Cooccurrence> bySlice = new Averages<>(ALL);
        for (int slice = 0; slice < levels.slices(); slice++) {
            int[] directionsMerged = new int[matrixSize(levels)];
            for (int d = 0; d < slicesMerged.length; d++) {
                int[] counts = new int[matrixSize(levels)];
                count(levels, Direction.IN_SLICE.get(d), slice, slice + 1, counts);
                measure(levels, counts, each);
                add(counts, directionsMerged);
                add(counts, slicesMerged[d]);
            }
            measure(levels, directionsMerged, bySlice);
        }
        Averages<Cooccurrence> byDirection = new Averages<>(ALL);
        Averages<Cooccurrence> merged = new Averages<>(ALL);
        int[] all = new int[matrixSize(levels)];
        for (int[] counts : slicesMerged) {
            measure(levels, counts, byDirection);
            add(counts, all);
        }
        measure(levels, all, merged);
        List<Measurement> found = new ArrayList<>();
        found.addAll(each.means(Aggregation.SLICES_AVERAGED));
        found.addAll(bySlice.means(Aggregation.SLICES_DIRECTIONS_MERGED));
        found.addAll(byDirection.means(Aggregation.DIRECTIONS_SLICES_MERGED));
        found.addAll(merged.means(Aggregation.SLICES_ALL_MERGED));
        return found;
    }

    /// In space, in both aggregations.
    public static List<Measurement> inSpace(GreyLevels levels) {
        Averages<Cooccurrence> byDirection = new Averages<>(ALL);
        Averages<Cooccurrence> merged = new Averages<>(ALL);
        int[] all = new int[matrixSize(levels)];
        int[] counts = new int[matrixSize(levels)];
        for (Direction direction : Direction.IN_SPACE) {
            java.util.Arrays.fill(counts, 0);
            count(levels, direction, 0, levels.slices(), counts);
            measure(levels, counts, byDirection);
            add(counts, all);
        }
        measure(levels, all, merged);
        List<Measurement> found = new ArrayList<>();
        found.addAll(byDirection.means(Aggregation.SPACE_AVERAGED));
        found.addAll(merged.means(Aggregation.SPACE_MERGED));
        return found;
    }

    /// The maximal correlation coefficient (Haralick, Shanmugam & Dinstein 1973, f₁₄), in space, mean over the
    /// directions; not one of IBSI's features. NaN where no voxel has a neighbour.
    public static double maximalCorrelation(GreyLevels levels) {
        double sum = 0;
        int directions = 0;
        for (Direction direction : Direction.IN_SPACE) {
            int[] counts = new int[matrixSize(levels)];
            count(levels, direction, 0, levels.slices(), counts);
            OptionalDouble found = MaximalCorrelation.of(levels.levels(), counts);
            sum += found.orElse(0);
            directions += found.isPresent() ? 1 : 0;
        }
        return sum / directions;
    }

    private static int matrixSize(GreyLevels levels) {
        return Math.multiplyExact(levels.levels(), levels.levels());
    }

    private static void add(int[] counts, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += counts[i];
        }
    }

    private static void measure(GreyLevels levels, int[] counts, Averages<Cooccurrence> into) {
        for (int count : counts) {
            if (count > 0) {
                into.add(Cooccurrence.of(levels.levels(), counts));
                return;
            }
        }
    }

    /// Counts ordered pairs of a voxel of the slices `from` to `to` and its neighbour in a direction.
    static void count(GreyLevels levels, Direction direction, int from, int to, int[] counts) {
        short[] at = levels.framed();
        int step = direction.step(levels);
        int width = levels.levels();
        for (int z = from; z < to; z++) {
            for (int y = 0; y < levels.rows(); y++) {
                int start = levels.place(0, y, z);
                int end = start + levels.columns();
                for (int i = start; i < end; i++) {
                    int level = at[i];
                    int neighbour = at[i + step];
                    if (level != 0 && neighbour != 0) {
                        counts[(level - 1) * width + neighbour - 1]++;
                    }
                }
            }
        }
    }
}
