package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.List;

/// Simultaneous diagonalisation of two second moments of the same patients, `M = U'DU` and `N = U'EU` with
/// diagonal D > 0 and E: if the patients' rows are independent, the common axes are the rows.
///
/// A Cholesky decomposition with pivots stops at the rank r of M and gives `M = LL'`, L with r columns. With the
/// part K of L in the r pivot rows, `C = K⁻¹ N K⁻ᵀ` over these rows is symmetric, and its eigenvectors q are the
/// rows of `D^½ U K⁻ᵀ`, orthonormal then, wherever the ratios `e/d` differ. So every row is a multiple of an
/// `L q`. That covers fewer patients than columns, and columns that depend on one another. With more independent
/// rows than r no axis is a row, but those of patients whom the others leave a direction to themselves (leverage
/// 1).
final class CommonAxes {
    /// What is left of a diagonal element, relative to the largest, below which it is rounding.
    private static final double RANK = 1e-10;

    private static final int MOST_SWEEPS = 60;

    private CommonAxes() {}

    /// Vectors of which each independent row is a multiple.
    ///
    /// @param m the first moment, row by row, positive semidefinite
    /// @param n the second, of the same size
    /// @param d how many rows and columns they have
    static List<double[]> of(double[] m, double[] n, int d) {
        double[][] left = new double[d][d];
        int[] pivots = new int[d];
        int rank = cholesky(m, d, left, pivots);
        double[][] c = new double[rank][rank];
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                c[i][j] = n[pivots[i] * d + pivots[j]];
            }
        }
        // K⁻¹ from the left, then, on the transpose, once more.
        for (int times = 0; times < 2; times++) {
            forward(c, left, pivots);
            transpose(c);
        }
        double[][] axes = eigenvectors(c);
        List<double[]> found = new ArrayList<>();
        for (int k = 0; k < rank; k++) {
            double[] vector = new double[d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < rank; j++) {
                    vector[i] += left[i][j] * axes[j][k];
                }
            }
            found.add(vector);
        }
        return found;
    }

    private static int cholesky(double[] m, int d, double[][] left, int[] pivots) {
        double[] rest = new double[d];
        double largest = 0;
        for (int i = 0; i < d; i++) {
            rest[i] = m[i * d + i];
            largest = Math.max(largest, rest[i]);
        }
        for (int r = 0; r < d; r++) {
            int pivot = 0;
            for (int i = 1; i < d; i++) {
                pivot = rest[i] > rest[pivot] ? i : pivot;
            }
            if (!(rest[pivot] > RANK * largest)) {
                return r;
            }
            pivots[r] = pivot;
            double root = Math.sqrt(rest[pivot]);
            for (int i = 0; i < d; i++) {
                double sum = m[i * d + pivot];
                for (int k = 0; k < r; k++) {
                    sum -= left[i][k] * left[pivot][k];
                }
                left[i][r] = isPivot(pivots, r, i) ? 0 : sum / root;
                rest[i] -= left[i][r] * left[i][r];
            }
            left[pivot][r] = root;
            rest[pivot] = Double.NEGATIVE_INFINITY;
        }
        return d;
    }

    private static boolean isPivot(int[] pivots, int count, int row) {
        for (int k = 0; k < count; k++) {
            if (pivots[k] == row) {
                return true;
            }
        }
        return false;
    }

    /// `c := K⁻¹ c`, K being the pivot rows of `left`, which are lower triangular.
    private static void forward(double[][] c, double[][] left, int[] pivots) {
        for (int i = 0; i < c.length; i++) {
            double[] row = left[pivots[i]];
            for (int j = 0; j < c.length; j++) {
                double sum = c[i][j];
                for (int k = 0; k < i; k++) {
                    sum -= row[k] * c[k][j];
                }
                c[i][j] = sum / row[i];
            }
        }
    }

    private static void transpose(double[][] c) {
        for (int i = 0; i < c.length; i++) {
            for (int j = 0; j < i; j++) {
                double element = c[i][j];
                c[i][j] = c[j][i];
                c[j][i] = element;
            }
        }
    }

    /// The eigenvectors of a symmetric matrix, as columns, by cyclic Jacobi rotations (Golub and Van Loan, 8.5),
    /// which find small ones as exactly as large ones.
    static double[][] eigenvectors(double[][] a) {
        int n = a.length;
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    if (Math.abs(a[p][q]) > 1e-16 * Math.sqrt(Math.abs(a[p][p] * a[q][q])) && a[p][q] != 0) {
                        rotated |= rotate(a, vectors, p, q);
                    }
                }
            }
            if (!rotated) {
                break;
            }
        }
        return vectors;
    }

    private static boolean rotate(double[][] a, double[][] vectors, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        if (tangent == 0 || !Double.isFinite(tangent)) {
            return false;
        }
        double cosine = 1 / Math.hypot(tangent, 1);
        double sine = tangent * cosine;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = cosine * kp - sine * kq;
            a[k][q] = sine * kp + cosine * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = cosine * pk - sine * qk;
            a[q][k] = sine * pk + cosine * qk;
        }
        for (double[] row : vectors) {
            double kp = row[p];
            double kq = row[q];
            row[p] = cosine * kp - sine * kq;
            row[q] = sine * kp + cosine * kq;
        }
        a[p][q] = 0;
        a[q][p] = 0;
        return Math.abs(tangent) > 1e-16;
    }
}
