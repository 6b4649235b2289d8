package org.isopleth.radiomics.texture;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// A symmetric grey level co-occurrence matrix with the sums its features share. Immutable, thread-safe.
///
/// With p(i, j) for levels 1 … N_g: the marginal p_x(i), the probabilities of differences k = |i − j| and
/// of sums k = i + j, the mean µ and variance σ² of the marginal, and entropies in bits. Everything is
/// counted in whole numbers first, so that the order of the voxels cannot matter. Kept are only the levels from the
/// least
/// that occurs to the largest.
final class Cooccurrence {
    private static final double LOG2 = StrictMath.log(2);

    /// n ln n, for the counts that small regions and neighbourhoods have.
    private static final double[] LOGS = logs();

    /// Number of grey levels, N_g.
    final int levels;
    final double mean;
    final double variance;
    final double maximum;
    final double energy;
    final double entropy;
    final double product;
    final double inverseVariance;
    final double marginalEntropy;
    final double crossEntropy;
    /// The least level that occurs.
    private final int first;
    /// What probabilities are counts of: each pair counts from both of its ends.
    private final double total;

    private final long[] difference;
    private final long[] sum;

    private Cooccurrence(int levels, Counting counting) {
        this.levels = levels;
        first = counting.first;
        total = 2.0 * counting.pairs;
        difference = counting.difference;
        sum = counting.sum;
        maximum = counting.most / total;
        energy = counting.squares / (total * total);
        entropy = entropy(counting.logs);
        product = counting.products / total;
        inverseVariance = counting.inverse / total;
        long weighted = 0;
        for (int i = 0; i < counting.marginal.length; i++) {
            weighted += (i + first) * counting.marginal[i];
        }
        mean = weighted / total;
        double second = 0;
        for (int i = 0; i < counting.marginal.length; i++) {
            second += (i + first - mean) * (i + first - mean) * counting.marginal[i];
        }
        variance = second / total;
        marginalEntropy = entropyOf(counting.marginal);
        // HXY1 = −ΣΣ p(i,j) log(p_x(i) p_x(j)) = 2·HX, because the marginals of p are p_x.
        crossEntropy = 2 * marginalEntropy;
    }

    /// @param counts ordered pairs found in one direction, `i·levels + j` for 0-based levels; made
    ///     symmetric here. At least one.
    static Cooccurrence of(int levels, int[] counts) {
        int least = levels;
        int largest = 0;
        for (int i = 0; i < levels; i++) {
            for (int j = i; j < levels; j++) {
                if ((counts[i * levels + j] | counts[j * levels + i]) != 0) {
                    least = Math.min(least, i);
                    largest = Math.max(largest, j);
                }
            }
        }
        Counting counting = new Counting(least + 1, largest + 1);
        for (int i = least; i <= largest; i++) {
            for (int j = i; j <= largest; j++) {
                long pairs = counts[i * levels + j] + (i == j ? 0L : counts[j * levels + i]);
                if (pairs > 0) {
                    counting.add(i + 1, j + 1, pairs);
                }
            }
        }
        return new Cooccurrence(levels, counting);
    }

    /// From few pairs, listed one by one: no matrix is ever laid out.
    ///
    /// @param pairs `lower·2¹⁶ + higher` level of each pair, from 1; sorted here
    /// @param count how many of them there are, at least 1
    /// @param least no level that occurs is below it
    /// @param largest no level that occurs is above it
    static Cooccurrence of(int levels, int[] pairs, int count, int least, int largest) {
        Arrays.sort(pairs, 0, count);
        Counting counting = new Counting(least, largest);
        for (int k = 0; k < count; ) {
            int same = k + 1;
            while (same < count && pairs[same] == pairs[k]) {
                same++;
            }
            counting.add(pairs[k] >>> 16, pairs[k] & 0xFFFF, same - k);
            k = same;
        }
        return new Cooccurrence(levels, counting);
    }

    /// What pairs add up to. For one thread.
    private static final class Counting {
        private final int first;
        private final long[] marginal;
        private final long[] difference;
        private final long[] sum;
        private long pairs;
        private long most;
        private long products;
        private double squares;
        private double logs;
        private double inverse;

        Counting(int least, int largest) {
            first = least;
            marginal = new long[largest - least + 1];
            difference = new long[marginal.length];
            sum = new long[2 * marginal.length - 1];
        }

        /// Pairs of the levels i ≤ j.
        void add(int i, int j, long count) {
            pairs += count;
            marginal[i - first] += count;
            marginal[j - first] += count;
            difference[j - i] += 2 * count;
            sum[i + j - 2 * first] += 2 * count;
            products += 2 * count * i * j;
            // On the diagonal a pair's two ends fall into one place of the matrix, elsewhere into two.
            long place = i == j ? 2 * count : count;
            int places = i == j ? 1 : 2;
            most = Math.max(most, place);
            squares += places * (double) place * place;
            logs += places * timesLog(place);
            if (i != j) {
                inverse += 2.0 * count / ((double) (i - j) * (i - j));
            }
        }
    }

    private static double[] logs() {
        double[] logs = new double[1 << 10];
        for (int n = 1; n < logs.length; n++) {
            logs[n] = n * StrictMath.log(n);
        }
        return logs;
    }

    private static double timesLog(long count) {
        return count < LOGS.length ? LOGS[(int) count] : count * StrictMath.log((double) count);
    }

    /// With p = n/N: −Σ p log₂ p = (log N − Σ n log n / N) / log 2.
    private double entropy(double sumOfLogs) {
        return Math.max(0, (timesLog((long) total) - sumOfLogs) / total / LOG2);
    }

    private double entropyOf(long[] counts) {
        double logs = 0;
        for (long count : counts) {
            logs += timesLog(count);
        }
        return entropy(logs);
    }

    double differenceEntropy() {
        return entropyOf(difference);
    }

    double sumEntropy() {
        return entropyOf(sum);
    }

    /// Σ_k f(k) p_{|i−j|}(k).
    double overDifferences(IntToDoubleFunction weight) {
        double weighted = 0;
        for (int k = 0; k < difference.length; k++) {
            if (difference[k] != 0) {
                weighted += weight.applyAsDouble(k) * difference[k];
            }
        }
        return weighted / total;
    }

    /// Σ_k (k − centre)^power p_{i+j}(k), for k = 2 … 2 N_g.
    double sumMoment(double centre, int power) {
        double moment = 0;
        for (int k = 0; k < sum.length; k++) {
            double step = k + 2 * first - centre;
            double term = sum[k];
            for (int n = 0; n < power; n++) {
                term *= step;
            }
            moment += term;
        }
        return moment / total;
    }
}
