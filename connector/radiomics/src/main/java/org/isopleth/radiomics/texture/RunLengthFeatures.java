package org.isopleth.radiomics.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Grey level run lengths (IBSI 3.7, TP0I): how many voxels of one level follow each other in a direction.
/// Stateless, thread-safe.
public final class RunLengthFeatures {
    static final List<Feature<SizeMatrix>> ALL = SizeFeatures.of16(
            "22OV W4KF V3SW G3QZ HTZT GD3A IVPO 3KUM R5YN OVBL W92Y IC23 9ZK5 8CE5 SXLW HJ9O",
            new SizeFeatures.Words("short run", "long run", "run", "run length", "run percentage", "run entropy"));

    private RunLengthFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Slices one by one, in all four aggregations.
    public static List<Measurement> bySlice(GreyLevels levels) {
        int longest = Math.max(levels.columns(), levels.rows());
        int size = levels.levels() * longest;
        int directions = Direction.IN_SLICE.size();
        int[][] slicesMerged = new int[directions][size];
        Averages<SizeMatrix> each = new Averages<>(ALL);
        Averages<SizeMatrix> bySlice = new Averages<>(ALL);
        for (int slice = 0; slice < levels.slices(); slice++) {
            int voxels = levels.voxelsOf(slice);
            if (voxels == 0) {
                continue;
            }
            int[] directionsMerged = new int[size];
            for (int d = 0; d < directions; d++) {
                int[] counts = new int[size];
                count(levels, Direction.IN_SLICE.get(d), slice, slice + 1, longest, counts);
                each.add(new SizeMatrix(levels.levels(), counts, voxels));
                add(counts, directionsMerged);
                add(counts, slicesMerged[d]);
            }
            bySlice.add(new SizeMatrix(levels.levels(), directionsMerged, (double) voxels * directions));
        }
        Averages<SizeMatrix> byDirection = new Averages<>(ALL);
        Averages<SizeMatrix> merged = new Averages<>(ALL);
        int[] all = new int[size];
        for (int[] counts : slicesMerged) {
            byDirection.add(new SizeMatrix(levels.levels(), counts, levels.voxels()));
            add(counts, all);
        }
        merged.add(new SizeMatrix(levels.levels(), all, (double) levels.voxels() * directions));
        List<Measurement> found = new ArrayList<>();
        found.addAll(each.means(Aggregation.SLICES_AVERAGED));
        found.addAll(bySlice.means(Aggregation.SLICES_DIRECTIONS_MERGED));
        found.addAll(byDirection.means(Aggregation.DIRECTIONS_SLICES_MERGED));
        found.addAll(merged.means(Aggregation.SLICES_ALL_MERGED));
        return found;
    }

    /// In space, in both aggregations.
    public static List<Measurement> inSpace(GreyLevels levels) {
        int longest = Math.max(levels.slices(), Math.max(levels.columns(), levels.rows()));
        int[] all = new int[levels.levels() * longest];
        int[] counts = new int[all.length];
        Averages<SizeMatrix> byDirection = new Averages<>(ALL);
        for (Direction direction : Direction.IN_SPACE) {
            Arrays.fill(counts, 0);
            count(levels, direction, 0, levels.slices(), longest, counts);
            byDirection.add(new SizeMatrix(levels.levels(), counts, levels.voxels()));
            add(counts, all);
        }
        Averages<SizeMatrix> merged = new Averages<>(ALL);
        merged.add(new SizeMatrix(levels.levels(), all, (double) levels.voxels() * Direction.IN_SPACE.size()));
        List<Measurement> found = new ArrayList<>();
        found.addAll(byDirection.means(Aggregation.SPACE_AVERAGED));
        found.addAll(merged.means(Aggregation.SPACE_MERGED));
        return found;
    }

    private static void add(int[] counts, int[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += counts[i];
        }
    }

    /// Counts the runs that begin in the slices `from` to `to`: a voxel whose predecessor has another
    /// level begins one.
    private static void count(GreyLevels levels, Direction direction, int from, int to, int longest, int[] counts) {
        short[] at = levels.framed();
        int step = direction.step(levels);
        for (int z = from; z < to; z++) {
            for (int y = 0; y < levels.rows(); y++) {
                int start = levels.place(0, y, z);
                int end = start + levels.columns();
                for (int i = start; i < end; i++) {
                    short level = at[i];
                    if (level != 0 && at[i - step] != level) {
                        int length = 1;
                        for (int next = i + step; at[next] == level; next += step) {
                            length++;
                        }
                        counts[(level - 1) * longest + length - 1]++;
                    }
                }
            }
        }
    }
}
