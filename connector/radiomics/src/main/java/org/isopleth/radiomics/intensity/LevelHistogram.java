package org.isopleth.radiomics.intensity;

/// How many voxels have each grey level, with the distribution of the levels. Immutable, thread-safe.
final class LevelHistogram {
    final Distribution distribution;
    final long[] counts;
    private final double total;

    /// @param levels of every voxel of the intensity mask, each from 1 to `number`
    LevelHistogram(int[] levels, int number) {
        double[] values = new double[levels.length];
        counts = new long[number];
        for (int k = 0; k < levels.length; k++) {
            values[k] = levels[k];
            counts[levels[k] - 1]++;
        }
        distribution = new Distribution(values);
        total = levels.length;
    }

    /// −Σ p log₂ p.
    double entropy() {
        double sum = 0;
        for (long count : counts) {
            if (count > 0) {
                sum -= count / total * StrictMath.log(count / total);
            }
        }
        return sum / StrictMath.log(2);
    }

    /// Σ p².
    double uniformity() {
        double sum = 0;
        for (long count : counts) {
            sum += count / total * (count / total);
        }
        return sum;
    }

    /// The level that occurs most; of several the one nearest to the mean, then the lower.
    double mode() {
        int mode = 0;
        for (int i = 1; i < counts.length; i++) {
            boolean nearer = Math.abs(i + 1 - distribution.mean) < Math.abs(mode + 1 - distribution.mean);
            if (counts[i] > counts[mode] || (counts[i] == counts[mode] && nearer)) {
                mode = i;
            }
        }
        return mode + 1;
    }

    /// The slope of the histogram at a level: one-sided at both ends, central between.
    double gradient(int level) {
        int last = counts.length - 1;
        if (last == 0) {
            return 0;
        }
        if (level == 0) {
            return counts[1] - counts[0];
        }
        if (level == last) {
            return counts[last] - counts[last - 1];
        }
        return (counts[level + 1] - counts[level - 1]) / 2.0;
    }

    /// The level of the steepest rise (`sign` 1) or fall (`sign` −1), 0-based; of several the lowest.
    int steepest(int sign) {
        int steepest = 0;
        for (int i = 1; i < counts.length; i++) {
            if (sign * gradient(i) > sign * gradient(steepest)) {
                steepest = i;
            }
        }
        return steepest;
    }
}
