package org.isopleth.radiomics.texture;

/// For each grey level i: in how many voxels n_i it has a neighbour in the region, and the sum s_i of how
/// far those voxels are from the mean of their neighbours (IBSI 3.10, after Amadasun & King 1989). Immutable,
/// thread-safe.
final class NeighbourhoodDifference {
    final long[] counts;
    final double[] sums;
    final long voxels;

    NeighbourhoodDifference(long[] counts, double[] sums) {
        this.counts = counts;
        this.sums = sums;
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        voxels = total;
    }

    double probability(int level) {
        return (double) counts[level] / voxels;
    }

    /// How many levels occur, N_{g,p}.
    int occurring() {
        int occurring = 0;
        for (long count : counts) {
            occurring += count > 0 ? 1 : 0;
        }
        return occurring;
    }

    /// Σ p_i s_i.
    double weighted() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += probability(i) * sums[i];
        }
        return sum;
    }

    /// Σ s_i.
    double total() {
        double sum = 0;
        for (double s : sums) {
            sum += s;
        }
        return sum;
    }

    /// What a pair of levels adds.
    @FunctionalInterface
    interface Pair {
        double of(int i, int j);
    }

    /// ΣΣ over the levels that occur.
    double overPairs(Pair pair) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; counts[i] > 0 && j < counts.length; j++) {
                if (counts[j] > 0) {
                    sum += pair.of(i, j);
                }
            }
        }
        return sum;
    }
}
