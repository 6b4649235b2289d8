package org.isopleth.radiomics.texture;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Neighbourhood grey tone difference (IBSI 3.10, IPET) at distance 1. Stateless, thread-safe.
///
/// p_i is the share of level i among the N voxels with a neighbour in the region, s_i the sum of their
/// absolute differences from the mean of their neighbours, N_{g,p} the number of levels that occur. A region
/// without two neighbouring voxels has no value (NaN).
public final class NeighbourhoodDifferenceFeatures {
    /// What coarseness is where nothing differs: IBSI leaves the number to the implementation.
    static final double COARSEST = 1e6;

    static final String NO_NEIGHBOURS = "not defined where no two voxels are neighbours";

    static final List<Feature<NeighbourhoodDifference>> ALL = Stream.<Feature<NeighbourhoodDifference>>of(
                    feature(
                                    "QCDE",
                                    "coarseness",
                                    "1",
                                    "1 / Σ p_i s_i, at most 10⁶",
                                    (NeighbourhoodDifference m) ->
                                            m.weighted() > 0 ? Math.min(COARSEST, 1 / m.weighted()) : COARSEST)
                            .degenerate("10⁶ where no voxel differs from its neighbours"),
                    feature(
                                    "65HE",
                                    "contrast",
                                    "1",
                                    "ΣΣ p_i p_j (i−j)² / (N_{g,p} (N_{g,p} − 1)) · Σ s_i / N",
                                    NeighbourhoodDifferenceFeatures::contrast)
                            .degenerate("0 where one level occurs"),
                    feature("NQ30", "busyness", "1", "Σ p_i s_i / ΣΣ |i p_i − j p_j|", (NeighbourhoodDifference m) -> {
                                double spread = m.overPairs(
                                        (i, j) -> Math.abs((i + 1) * m.probability(i) - (j + 1) * m.probability(j)));
                                return m.occurring() > 1 && spread > 0 ? m.weighted() / spread : 0;
                            })
                            .degenerate("0 where one level occurs"),
                    feature(
                            "HDEZ",
                            "complexity",
                            "1",
                            "ΣΣ |i−j| (p_i s_i + p_j s_j) / (p_i + p_j) / N",
                            (NeighbourhoodDifference m) -> m.overPairs((i, j) -> Math.abs(i - j)
                                            * (m.probability(i) * m.sums[i] + m.probability(j) * m.sums[j])
                                            / (m.probability(i) + m.probability(j)))
                                    / m.voxels),
                    feature(
                                    "1X9X",
                                    "strength",
                                    "1",
                                    "ΣΣ (p_i + p_j) (i−j)² / Σ s_i",
                                    (NeighbourhoodDifference m) -> m.total() > 0
                                            ? m.overPairs((i, j) -> (m.probability(i) + m.probability(j))
                                                            * ((double) (i - j) * (i - j)))
                                                    / m.total()
                                            : 0)
                            .degenerate("0 where no voxel differs from its neighbours"))
            .map(feature -> feature.alsoDegenerate(NO_NEIGHBOURS))
            .toList();

    private NeighbourhoodDifferenceFeatures() {}

    private static double contrast(NeighbourhoodDifference m) {
        int occurring = m.occurring();
        if (occurring < 2) {
            return 0;
        }
        double pairs = m.overPairs((i, j) -> m.probability(i) * m.probability(j) * ((double) (i - j) * (i - j)));
        return pairs / ((double) occurring * (occurring - 1)) * m.total() / m.voxels;
    }

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Slices one by one, in both aggregations.
    public static List<Measurement> bySlice(GreyLevels levels) {
        Averages<NeighbourhoodDifference> bySlice = new Averages<>(ALL);
        for (int slice = 0; slice < levels.slices(); slice++) {
            measure(count(levels, slice, slice + 1, false), bySlice);
        }
        Averages<NeighbourhoodDifference> merged = new Averages<>(ALL);
        measure(count(levels, 0, levels.slices(), false), merged);
        List<Measurement> found = new ArrayList<>(bySlice.means(Aggregation.BY_SLICE));
        found.addAll(merged.means(Aggregation.SLICES_MERGED));
        return found;
    }

    /// In space.
    public static List<Measurement> inSpace(GreyLevels levels) {
        Averages<NeighbourhoodDifference> space = new Averages<>(ALL);
        measure(count(levels, 0, levels.slices(), true), space);
        return space.means(Aggregation.IN_SPACE);
    }

    /// In space, voxels without a neighbour counted as ones that do not differ, which PyRadiomics does and IBSI
    /// does not.
    public static List<Measurement> inSpaceWithLoneVoxels(GreyLevels levels) {
        Averages<NeighbourhoodDifference> space = new Averages<>(ALL);
        NeighbourhoodDifference counted = count(levels, 0, levels.slices(), true);
        long[] counts = new long[levels.levels()];
        for (int level : levels.inside()) {
            counts[level - 1]++;
        }
        space.add(new NeighbourhoodDifference(counts, counted.sums));
        return space.means(Aggregation.IN_SPACE);
    }

    private static void measure(NeighbourhoodDifference difference, Averages<NeighbourhoodDifference> into) {
        if (difference.voxels > 0) {
            into.add(difference);
        }
    }

    private static NeighbourhoodDifference count(GreyLevels levels, int from, int to, boolean inSpace) {
        short[] at = levels.framed();
        int[] steps = Neighbours.steps(levels, inSpace);
        long[] counts = new long[levels.levels()];
        double[] sums = new double[levels.levels()];
        for (int z = from; z < to; z++) {
            for (int y = 0; y < levels.rows(); y++) {
                int start = levels.place(0, y, z);
                int end = start + levels.columns();
                for (int i = start; i < end; i++) {
                    int level = at[i];
                    if (level == 0) {
                        continue;
                    }
                    int sum = 0;
                    int neighbours = 0;
                    for (int step : steps) {
                        int neighbour = at[i + step];
                        sum += neighbour;
                        // 1 when inside: a positive number minus one, negated, shifts to 0; kept without a branch.
                        neighbours += -neighbour >>> 31;
                    }
                    if (neighbours > 0) {
                        counts[level - 1]++;
                        sums[level - 1] += Math.abs(level - (double) sum / neighbours);
                    }
                }
            }
        }
        return new NeighbourhoodDifference(counts, sums);
    }
}
