package org.isopleth.radiomics.texture;

/// How often each grey level i occurs together with a size j: of runs, of zones, of a zone's distance
/// from the edge, or of the number of like neighbours. With s(i, j) the counts and N_s their sum, the
/// sums that the features of those four families share. Immutable, thread-safe.
final class SizeMatrix {
    private static final double LOG2 = StrictMath.log(2);

    /// Larger sizes are too rare for a table.
    private static final int TABLE_SIZES = 512;

    /// N_s.
    final double total;
    /// The number of voxels that could have been counted, N_v, times the number of merged matrices.
    final double voxels;

    private final double[] byLevel;
    private final double[][] emphases = new double[5][5];
    final double entropy;
    final double energy;
    private final double sizeSquares;
    private final double sizeVariance;

    /// From counts of which few levels and sizes are possible.
    ///
    /// @param levels number of grey levels
    /// @param counts s(i, j) at `(i−1)·sizes + (j−1)`; at least one is above 0
    /// @param voxels the number of voxels that could have been counted
    SizeMatrix(int levels, int[] counts, double voxels) {
        this(levels, counts, new long[0], voxels);
    }

    /// From things that each have a level and a size, which may be as large as the region.
    static SizeMatrix of(int levels, short[] levelOf, int[] sizeOf, double voxels) {
        int largest = 0;
        int large = 0;
        for (int size : sizeOf) {
            largest = Math.max(largest, size);
            large += size > TABLE_SIZES ? 1 : 0;
        }
        int sizes = Math.min(largest, TABLE_SIZES);
        int[] counts = new int[levels * sizes];
        // Most zones are small and are counted in a table; the few large ones are sorted.
        long[] others = new long[large];
        for (int k = 0; k < sizeOf.length; k++) {
            if (sizeOf[k] <= sizes) {
                counts[(levelOf[k] - 1) * sizes + sizeOf[k] - 1]++;
            } else {
                others[--large] = (long) sizeOf[k] << Short.SIZE | levelOf[k];
            }
        }
        java.util.Arrays.sort(others);
        return new SizeMatrix(levels, counts, others, voxels);
    }

    private SizeMatrix(int levels, int[] counts, long[] others, double voxels) {
        int sizes = counts.length / levels;
        this.voxels = voxels;
        byLevel = new double[levels];
        Sums sums = new Sums();
        for (int size = 1; size <= sizes; size++) {
            for (int level = 1; level <= levels; level++) {
                sums.count(level, size, counts[(level - 1) * sizes + size - 1]);
            }
            sums.endSize(size);
        }
        for (int k = 0; k < others.length; ) {
            int size = (int) (others[k] >> Short.SIZE);
            while (k < others.length && others[k] >> Short.SIZE == size) {
                int same = k;
                while (same < others.length && others[same] == others[k]) {
                    same++;
                }
                sums.count((int) (others[k] & 0xFFFF), size, same - k);
                k = same;
            }
            sums.endSize(size);
        }
        total = sums.total;
        // With p = s/N_s: −Σ p log p = log N_s − Σ s log s / N_s.
        entropy = Math.max(0, (StrictMath.log(total) - sums.logs / total) / LOG2);
        energy = sums.squares / (total * total);
        sizeSquares = sums.sizeSquares;
        double mean = sums.sizes / total;
        sizeVariance = sums.sizesSquared / total - mean * mean;
    }

    /// What the counts add up to, taken size by size.
    private final class Sums {
        private double total;
        private double logs;
        private double squares;
        private double sizes;
        private double sizesSquared;
        private double sizeSquares;
        private double ofSize;

        void count(int level, int size, int count) {
            if (count > 0) {
                byLevel[level - 1] += count;
                ofSize += count;
                logs += count * StrictMath.log(count);
                squares += (double) count * count;
                addEmphases(count, level, size);
            }
        }

        void endSize(int size) {
            total += ofSize;
            sizeSquares += ofSize * ofSize;
            sizes += size * ofSize;
            sizesSquared += (double) size * size * ofSize;
            ofSize = 0;
        }
    }

    private void addEmphases(double count, double level, double size) {
        double[] levelPowers = {1 / (level * level), 0, 1, 0, level * level};
        double[] sizePowers = {1 / (size * size), 0, 1, 0, size * size};
        for (int i = 0; i < 5; i += 2) {
            for (int j = 0; j < 5; j += 2) {
                emphases[i][j] += count * levelPowers[i] * sizePowers[j];
            }
        }
    }

    /// Σ s(i,j) i^a j^b / N_s for a, b of −2, 0, 2.
    double emphasis(int levelPower, int sizePower) {
        return emphases[levelPower + 2][sizePower + 2] / total;
    }

    /// Σ_i (Σ_j s(i,j))² / N_s.
    double levelNonUniformity() {
        return squares(byLevel) / total;
    }

    /// Σ_j (Σ_i s(i,j))² / N_s.
    double sizeNonUniformity() {
        return sizeSquares / total;
    }

    /// Σ (i − µ)² s(i,j) / N_s with µ = Σ i s(i,j) / N_s.
    double levelVariance() {
        double mean = 0;
        for (int k = 0; k < byLevel.length; k++) {
            mean += (k + 1) * byLevel[k];
        }
        mean /= total;
        double variance = 0;
        for (int k = 0; k < byLevel.length; k++) {
            variance += (k + 1 - mean) * (k + 1 - mean) * byLevel[k];
        }
        return variance / total;
    }

    /// Σ (j − µ)² s(i,j) / N_s with µ = Σ j s(i,j) / N_s.
    double sizeVariance() {
        return Math.max(0, sizeVariance);
    }

    private static double squares(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count * count;
        }
        return sum;
    }
}
