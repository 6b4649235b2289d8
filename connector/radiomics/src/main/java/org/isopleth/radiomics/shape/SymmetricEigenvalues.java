package org.isopleth.radiomics.shape;

import java.util.Arrays;

/// Eigenvalues of a symmetric 3 × 3 matrix, by Jacobi rotations (Golub & Van Loan, 8.5). Stateless,
/// thread-safe.
final class SymmetricEigenvalues {
    /// Three rotations a sweep converge quadratically; ten sweeps are more than any matrix needs.
    private static final int SWEEPS = 30;

    private SymmetricEigenvalues() {}

    /// @param upper the matrix; only its upper triangle is read
    /// @return in ascending order
    static double[] of(double[][] upper) {
        double[][] m = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                m[i][j] = upper[i][j];
                m[j][i] = upper[i][j];
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            rotate(m, 0, 1);
            rotate(m, 0, 2);
            rotate(m, 1, 2);
        }
        double[] values = {m[0][0], m[1][1], m[2][2]};
        Arrays.sort(values);
        return values;
    }

    private static void rotate(double[][] m, int p, int q) {
        if (m[p][q] == 0) {
            return;
        }
        double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + StrictMath.hypot(theta, 1));
        double c = 1 / StrictMath.hypot(t, 1);
        double s = t * c;
        double pq = m[p][q];
        m[p][p] -= t * pq;
        m[q][q] += t * pq;
        m[p][q] = 0;
        m[q][p] = 0;
        int r = 3 - p - q;
        double rp = m[r][p];
        double rq = m[r][q];
        m[r][p] = c * rp - s * rq;
        m[p][r] = m[r][p];
        m[r][q] = s * rp + c * rq;
        m[q][r] = m[r][q];
    }
}
