package org.isopleth.radiomics.texture;

/// A symmetric grey level co-occurrence matrix, as probabilities, with the sums its features share.
/// Immutable, thread-safe.
///
/// With p(i, j) for levels 1 … N_g: the marginal p_x(i), the probabilities of differences k = |i − j| and
/// of sums k = i + j, the mean µ and variance σ² of the marginal, and entropies in bits.
final class Cooccurrence {
    private static final double LOG2 = StrictMath.log(2);

    /// Number of grey levels, N_g.
    final int levels;
    final double[] marginal;
    final double[] difference;
    final double[] sum;
    final double mean;
    final double variance;
    final double maximum;
    final double energy;
    final double entropy;
    final double product;
    final double inverseVariance;
    final double marginalEntropy;
    final double crossEntropy;

    /// @param counts ordered pairs found in one direction, `i·levels + j` for 0-based levels; made
    ///     symmetric here. At least one.
    Cooccurrence(int levels, int[] counts) {
        this.levels = levels;
        marginal = new double[levels];
        difference = new double[levels];
        sum = new double[2 * levels - 1];
        double total = 0;
        for (int count : counts) {
            total += count;
        }
        double scale = 1 / (2 * total);
        double max = 0;
        double squares = 0;
        double informations = 0;
        double products = 0;
        double inverse = 0;
        for (int i = 0; i < levels; i++) {
            for (int j = i; j < levels; j++) {
                long both = (long) counts[i * levels + j] + counts[j * levels + i];
                if (both == 0) {
                    continue;
                }
                // On the diagonal both terms are the same pair, seen from its two ends.
                double p = both * scale;
                double twice = i == j ? p : 2 * p;
                marginal[i] += p;
                if (i != j) {
                    marginal[j] += p;
                    inverse += 2 * p / ((double) (i - j) * (i - j));
                }
                difference[j - i] += twice;
                sum[i + j] += twice;
                max = Math.max(max, p);
                squares += twice * p;
                informations -= twice * StrictMath.log(p);
                products += twice * (i + 1.0) * (j + 1.0);
            }
        }
        maximum = max;
        energy = squares;
        entropy = informations / LOG2;
        product = products;
        inverseVariance = inverse;
        double first = 0;
        for (int i = 0; i < levels; i++) {
            first += (i + 1) * marginal[i];
        }
        mean = first;
        double second = 0;
        for (int i = 0; i < levels; i++) {
            second += (i + 1 - first) * (i + 1 - first) * marginal[i];
        }
        variance = second;
        marginalEntropy = entropy(marginal);
        // HXY1 = −ΣΣ p(i,j) log(p_x(i) p_x(j)) = 2·HX, because the marginals of p are p_x.
        crossEntropy = 2 * marginalEntropy;
    }

    static double entropy(double[] probabilities) {
        double entropy = 0;
        for (double p : probabilities) {
            if (p > 0) {
                entropy -= p * StrictMath.log(p);
            }
        }
        return entropy / LOG2;
    }

    /// Σ_k f(k) p_{|i−j|}(k).
    double overDifferences(java.util.function.IntToDoubleFunction weight) {
        double total = 0;
        for (int k = 0; k < levels; k++) {
            total += weight.applyAsDouble(k) * difference[k];
        }
        return total;
    }

    /// Σ_k (k − centre)^power p_{i+j}(k), for k = 2 … 2 N_g.
    double sumMoment(double centre, int power) {
        double total = 0;
        for (int k = 0; k < sum.length; k++) {
            double step = k + 2 - centre;
            double term = sum[k];
            for (int n = 0; n < power; n++) {
                term *= step;
            }
            total += term;
        }
        return total;
    }
}
