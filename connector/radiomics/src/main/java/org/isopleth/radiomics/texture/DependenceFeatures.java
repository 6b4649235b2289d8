package org.isopleth.radiomics.texture;

import static org.isopleth.radiomics.feature.Feature.feature;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Neighbouring grey level dependence (IBSI 3.11, REK0) with α = 0 and δ = 1: how many neighbours share a
/// voxel's level, counting the voxel itself. Stateless, thread-safe.
public final class DependenceFeatures {
    static final List<Feature<SizeMatrix>> ALL = all();

    private DependenceFeatures() {}

    private static List<Feature<SizeMatrix>> all() {
        List<Feature<SizeMatrix>> all = new ArrayList<>(SizeFeatures.of16(
                "SODN IMOQ TL9H OAE7 EQ3F JA6D NBZI 9QMG FP8K 5SPA Z87G OKJI 6XV8 1PFV DNX2 FCBV",
                new SizeFeatures.Words(
                        "low dependence",
                        "high dependence",
                        "count",
                        "dependence count",
                        "dependence count percentage",
                        "dependence count entropy")));
        all.add(feature("CAS9", "dependence count energy", "1", "Σ (s/N_s)²", m -> m.energy));
        return List.copyOf(all);
    }

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Slices one by one, in both aggregations.
    public static List<Measurement> bySlice(GreyLevels levels) {
        Averages<SizeMatrix> bySlice = new Averages<>(ALL);
        for (int slice = 0; slice < levels.slices(); slice++) {
            int voxels = levels.voxelsOf(slice);
            if (voxels > 0) {
                bySlice.add(matrix(levels, slice, slice + 1, false, voxels));
            }
        }
        Averages<SizeMatrix> merged = new Averages<>(ALL);
        merged.add(matrix(levels, 0, levels.slices(), false, levels.voxels()));
        List<Measurement> found = new ArrayList<>(bySlice.means(Aggregation.BY_SLICE));
        found.addAll(merged.means(Aggregation.SLICES_MERGED));
        return found;
    }

    /// In space.
    public static List<Measurement> inSpace(GreyLevels levels) {
        Averages<SizeMatrix> space = new Averages<>(ALL);
        space.add(matrix(levels, 0, levels.slices(), true, levels.voxels()));
        return space.means(Aggregation.IN_SPACE);
    }

    private static SizeMatrix matrix(GreyLevels levels, int from, int to, boolean inSpace, int voxels) {
        short[] at = levels.framed();
        int[] steps = Neighbours.steps(levels, inSpace);
        int most = steps.length + 1;
        int[] counts = new int[levels.levels() * most];
        for (int z = from; z < to; z++) {
            for (int y = 0; y < levels.rows(); y++) {
                int start = levels.place(0, y, z);
                int end = start + levels.columns();
                for (int i = start; i < end; i++) {
                    int level = at[i];
                    if (level == 0) {
                        continue;
                    }
                    int alike = 0;
                    for (int step : steps) {
                        alike += at[i + step] == level ? 1 : 0;
                    }
                    counts[(level - 1) * most + alike]++;
                }
            }
        }
        return new SizeMatrix(levels.levels(), counts, voxels);
    }
}
