package org.isopleth.radiomics.texture;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// The largest correlation that two functions of neighbouring levels can have: √ of the second largest eigenvalue
/// of Q(i,j) = Σ_k p(i,k) p(j,k) / (p_x(i) p_x(k)). Stateless, thread-safe.
///
/// For a symmetric p, Q has the eigenvalues of the square of S(i,j) = p(i,j) / √(p_x(i) p_x(j)), which is
/// symmetric and has the eigenvalue 1 with the eigenvector √p_x. So the answer is the largest absolute eigenvalue
/// of what is left of S without that one: S is brought to a tridiagonal form by Householder's reflections (Golub &
/// Van Loan, 8.3.1), whose outermost eigenvalues are enclosed by Sturm's counts (8.4.1).
final class MaximalCorrelation {
    /// Halvings of [−1, 1] down to a double's precision.
    private static final int HALVINGS = 60;

    private MaximalCorrelation() {}

    /// @param counts ordered pairs of one direction, `i·levels + j`; made symmetric here
    /// @return from 0 to 1, and 1 where one level occurs; empty where there is no pair
    static OptionalDouble of(int levels, int[] counts) {
        double[] marginal = new double[levels];
        for (int i = 0; i < levels; i++) {
            for (int j = 0; j < levels; j++) {
                marginal[i] += counts[i * levels + j] + (double) counts[j * levels + i];
            }
        }
        int[] occurring =
                IntStream.range(0, levels).filter(i -> marginal[i] > 0).toArray();
        if (occurring.length < 2) {
            return occurring.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(1);
        }
        double total = java.util.Arrays.stream(marginal).sum();
        int n = occurring.length;
        double[][] s = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                int i = occurring[a];
                int j = occurring[b];
                double root = Math.sqrt(marginal[i] * marginal[j]);
                s[a][b] = (counts[i * levels + j] + (double) counts[j * levels + i]) / root - root / total;
            }
        }
        return OptionalDouble.of(Math.min(1, largest(s)));
    }

    /// The largest absolute eigenvalue of a symmetric matrix with eigenvalues from −1 to 1; destroys it.
    private static double largest(double[][] s) {
        int n = s.length;
        double[] diagonal = new double[n];
        double[] beside = new double[n];
        for (int k = 0; k < n - 2; k++) {
            reflect(s, k);
        }
        for (int k = 0; k < n; k++) {
            diagonal[k] = s[k][k];
            beside[k] = k > 0 ? s[k][k - 1] * s[k][k - 1] : 0;
        }
        double low = 0;
        double high = 2;
        for (int step = 0; step < HALVINGS; step++) {
            double middle = (low + high) / 2;
            boolean within = below(diagonal, beside, middle) == n && below(diagonal, beside, -middle) == 0;
            if (within) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /// Makes column and row k zero beyond the place beside the diagonal: S ← H S H with H = 1 − 2 v vᵀ / vᵀv.
    private static void reflect(double[][] s, int k) {
        int n = s.length;
        double[] v = new double[n];
        double norm = 0;
        for (int i = k + 1; i < n; i++) {
            v[i] = s[i][k];
            norm += v[i] * v[i];
        }
        v[k + 1] += Math.copySign(Math.sqrt(norm), v[k + 1]);
        double square = 0;
        for (int i = k + 1; i < n; i++) {
            square += v[i] * v[i];
        }
        if (square == 0) {
            return;
        }
        double[] w = new double[n];
        double inner = 0;
        for (int i = k; i < n; i++) {
            for (int j = k + 1; j < n; j++) {
                w[i] += 2 * s[i][j] * v[j] / square;
            }
            inner += w[i] * v[i] / square;
        }
        for (int i = k; i < n; i++) {
            for (int j = k; j < n; j++) {
                s[i][j] -= w[i] * v[j] + v[i] * w[j] - 2 * inner * v[i] * v[j];
            }
        }
    }

    /// How many eigenvalues of a tridiagonal matrix are below `x`.
    private static int below(double[] diagonal, double[] besideSquared, double x) {
        int count = 0;
        double q = 1;
        for (int k = 0; k < diagonal.length; k++) {
            q = diagonal[k] - x - (k > 0 ? besideSquared[k] / q : 0);
            q = q == 0 ? Double.MIN_NORMAL : q;
            count += q < 0 ? 1 : 0;
        }
        return count;
    }
}
