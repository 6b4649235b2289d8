package org.isopleth.radiomics.texture;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.isopleth.radiomics.feature.Feature;

/// Co-occurrence features of the neighbourhood of every voxel, each direction by itself, then their mean
/// (`3D, averaged`). Stateless, thread-safe.
///
/// A neighbourhood is the cube of (2r + 1)³ voxels around a voxel, as far as they belong to the region. It has
/// few pairs, so they are listed and sorted, and no matrix of N_g² places is laid out: the cost of a voxel
/// depends on the cube alone. Counts are whole numbers, so the values are those of
/// [CooccurrenceFeatures#inSpace] on the neighbourhood.
public final class CooccurrenceMaps {
    private CooccurrenceMaps() {}

    /// The features that are wanted, in the family's order.
    public static List<Feature<?>> features(Predicate<Feature<?>> wanted) {
        return List.copyOf(wanted(wanted));
    }

    private static List<Feature<Cooccurrence>> wanted(Predicate<Feature<?>> wanted) {
        return CooccurrenceFeatures.ALL.stream().filter(wanted).toList();
    }

    /// A map for each feature that is wanted: a value for each voxel of the box, columns first; NaN outside
    /// the region and where no two voxels of a neighbourhood are neighbours.
    ///
    /// @param radius r in voxels, from 1 to 10
    public static float[][] of(GreyLevels levels, int radius, Predicate<Feature<?>> wanted) {
        if (radius < 1 || radius > 10) {
            throw new IllegalArgumentException("a neighbourhood reaches 1 to 10 voxels");
        }
        List<Feature<Cooccurrence>> features = wanted(wanted);
        float[][] maps = new float[features.size()][levels.columns() * levels.rows() * levels.slices()];
        Cube cube = new Cube(levels, radius);
        double[] means = new double[features.size()];
        int voxel = 0;
        for (int z = 0; z < levels.slices(); z++) {
            for (int y = 0; y < levels.rows(); y++) {
                for (int x = 0; x < levels.columns(); x++) {
                    Arrays.fill(means, Double.NaN);
                    if (levels.framed()[levels.place(x, y, z)] != 0) {
                        cube.around(x, y, z, features, means);
                    }
                    for (int f = 0; f < means.length; f++) {
                        maps[f][voxel] = (float) means[f];
                    }
                    voxel++;
                }
            }
        }
        return maps;
    }

    /// The neighbourhood that is looked at. For one thread.
    private static final class Cube {
        private final GreyLevels levels;
        private final short[] at;
        private final int radius;
        private final int[] pairs;
        private final int[] from = new int[3];
        private final int[] to = new int[3];

        Cube(GreyLevels levels, int radius) {
            this.levels = levels;
            this.at = levels.framed();
            this.radius = radius;
            int width = 2 * radius + 1;
            this.pairs = new int[width * width * width];
        }

        void around(int x, int y, int z, List<Feature<Cooccurrence>> features, double[] means) {
            clip(0, x, levels.columns());
            clip(1, y, levels.rows());
            clip(2, z, levels.slices());
            double[] sums = new double[means.length];
            int matrices = 0;
            for (Direction direction : Direction.IN_SPACE) {
                int count = list(direction);
                if (count > 0) {
                    Cooccurrence matrix = matrix(count);
                    for (int f = 0; f < sums.length; f++) {
                        sums[f] += features.get(f).value().applyAsDouble(matrix);
                    }
                    matrices++;
                }
            }
            for (int f = 0; f < sums.length; f++) {
                means[f] = sums[f] / matrices;
            }
        }

        private void clip(int axis, int centre, int length) {
            from[axis] = Math.max(0, centre - radius);
            to[axis] = Math.min(length - 1, centre + radius);
        }

        /// Lists the pairs in one direction of which both voxels lie in the cube and the region.
        private int list(Direction direction) {
            int step = direction.step(levels);
            int count = 0;
            for (int z = from[2]; z <= to[2] - direction.slice(); z++) {
                int lastY = to[1] - Math.max(0, direction.row());
                for (int y = from[1] - Math.min(0, direction.row()); y <= lastY; y++) {
                    int firstX = from[0] - Math.min(0, direction.column());
                    int start = levels.place(firstX, y, z);
                    int end = start + to[0] - Math.max(0, direction.column()) - firstX;
                    for (int i = start; i <= end; i++) {
                        int one = at[i];
                        int other = at[i + step];
                        if (one != 0 && other != 0) {
                            pairs[count++] = Math.min(one, other) << 16 | Math.max(one, other);
                        }
                    }
                }
            }
            return count;
        }

        private Cooccurrence matrix(int count) {
            int least = Integer.MAX_VALUE;
            int largest = 0;
            for (int k = 0; k < count; k++) {
                least = Math.min(least, pairs[k] >>> 16);
                largest = Math.max(largest, pairs[k] & 0xFFFF);
            }
            return Cooccurrence.of(levels.levels(), pairs, count, least, largest);
        }
    }
}
