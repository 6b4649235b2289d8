package org.isopleth.radiomics.shape;

import java.util.List;
import org.isopleth.radiomics.volume.Vector3;

/// Ellipsoids around a region. Stateless, thread-safe.
final class Ellipsoids {
    /// Terms of the Legendre series that IBSI asks for.
    private static final int TERMS = 20;

    /// How far from optimal the smallest ellipsoid may be, relative: far below three figures.
    private static final double NEAR = 1e-4;

    private static final int STEPS = 100_000;

    private Ellipsoids() {}

    /// Semi-axes in mm, the largest first.
    record SemiAxes(double a, double b, double c) {
        /// 4/3 π a b c in mm³.
        double volume() {
            return 4.0 / 3 * Math.PI * a * b * c;
        }

        /// The area in mm², as 4π a b Σ_ν (αβ)^ν / (1 − 4ν²) P_ν((α²+β²) / (2αβ)) up to ν = 20, with
        /// α² = 1 − b²/a² and β² = 1 − c²/a² (IBSI 3.1.21, after Maas 1994). (αβ)^ν P_ν is built together,
        /// because alone P_ν has no value where the ellipsoid is round. For long or flat ellipsoids the series
        /// differs from the exact area, which has 1 − c²/b²; IBSI's reference values follow the series.
        double area() {
            if (a == 0) {
                return 0;
            }
            double alpha2 = Math.max(0, 1 - b * b / (a * a));
            double beta2 = Math.max(0, 1 - c * c / (a * a));
            double half = (alpha2 + beta2) / 2;
            double before = 0;
            double term = 1;
            double sum = 1;
            for (int v = 1; v <= TERMS; v++) {
                double next = ((2 * v - 1) * half * term - (v - 1) * alpha2 * beta2 * before) / v;
                before = term;
                term = next;
                sum += term / (1 - 4.0 * v * v);
            }
            return 4 * Math.PI * a * b * sum;
        }
    }

    /// The ellipsoid with the moments of the region: semi-axes 2 √λ.
    static SemiAxes approximate(PrincipalAxes axes) {
        return new SemiAxes(
                PrincipalAxes.length(axes.largest()) / 2,
                PrincipalAxes.length(axes.middle()) / 2,
                PrincipalAxes.length(axes.least()) / 2);
    }

    /// The smallest ellipsoid around points, by Khachiyan's algorithm (Todd & Yıldırım 2007): weights on the
    /// points grow where the ellipsoid they span leaves a point out. The result is scaled up to hold all.
    ///
    /// @param points corners of a hull, not all in one plane
    static SemiAxes smallest(List<Vector3> points) {
        int n = points.size();
        double[] weights = new double[n];
        java.util.Arrays.fill(weights, 1.0 / n);
        for (int step = 0; step < STEPS; step++) {
            double[][] inverse = Lifted.inverse(points, weights);
            int farthest = 0;
            double most = 0;
            for (int i = 0; i < n; i++) {
                double distance = Lifted.form(inverse, points.get(i));
                if (distance > most) {
                    most = distance;
                    farthest = i;
                }
            }
            // At the optimum no point is farther than 4, the dimension of the lifted points.
            if (most <= 4 * (1 + NEAR)) {
                return Lifted.semiAxes(points, weights, most);
            }
            double move = (most - 4) / (4 * (most - 1));
            for (int i = 0; i < n; i++) {
                weights[i] *= 1 - move;
            }
            weights[farthest] += move;
        }
        double[][] inverse = Lifted.inverse(points, weights);
        double most = 0;
        for (Vector3 point : points) {
            most = Math.max(most, Lifted.form(inverse, point));
        }
        return Lifted.semiAxes(points, weights, most);
    }

    /// Weighted moments of the points (x, y, z, 1).
    private static final class Lifted {
        private Lifted() {}

        static double[][] inverse(List<Vector3> points, double[] weights) {
            double[][] m = new double[4][8];
            for (int k = 0; k < weights.length; k++) {
                double[] q = lift(points.get(k));
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 4; j++) {
                        m[i][j] += weights[k] * q[i] * q[j];
                    }
                }
            }
            for (int i = 0; i < 4; i++) {
                m[i][4 + i] = 1;
            }
            eliminate(m);
            double[][] inverse = new double[4][];
            for (int i = 0; i < 4; i++) {
                inverse[i] = java.util.Arrays.copyOfRange(m[i], 4, 8);
            }
            return inverse;
        }

        private static void eliminate(double[][] m) {
            for (int i = 0; i < 4; i++) {
                int pivot = i;
                for (int r = i + 1; r < 4; r++) {
                    pivot = Math.abs(m[r][i]) > Math.abs(m[pivot][i]) ? r : pivot;
                }
                double[] swap = m[i];
                m[i] = m[pivot];
                m[pivot] = swap;
                double scale = 1 / m[i][i];
                for (int j = 0; j < 8; j++) {
                    m[i][j] *= scale;
                }
                for (int r = 0; r < 4; r++) {
                    double factor = m[r][i];
                    for (int j = 0; r != i && j < 8; j++) {
                        m[r][j] -= factor * m[i][j];
                    }
                }
            }
        }

        private static double[] lift(Vector3 point) {
            return new double[] {point.x(), point.y(), point.z(), 1};
        }

        static double form(double[][] inverse, Vector3 point) {
            double[] q = lift(point);
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    sum += inverse[i][j] * q[i] * q[j];
                }
            }
            return sum;
        }

        /// A point's form is 1 + its Mahalanobis distance² from the weighted centre: the ellipsoid through
        /// the farthest point has semi-axes √(λ (most − 1)).
        static SemiAxes semiAxes(List<Vector3> points, double[] weights, double most) {
            Vector3 centre = new Vector3(0, 0, 0);
            for (int k = 0; k < weights.length; k++) {
                centre = centre.plus(points.get(k).times(weights[k]));
            }
            double[][] covariance = new double[3][3];
            for (int k = 0; k < weights.length; k++) {
                Vector3 d = points.get(k).minus(centre);
                double[] step = {d.x(), d.y(), d.z()};
                for (int i = 0; i < 3; i++) {
                    for (int j = i; j < 3; j++) {
                        covariance[i][j] += weights[k] * step[i] * step[j];
                    }
                }
            }
            double[] values = SymmetricEigenvalues.of(covariance);
            double scale = most - 1;
            return new SemiAxes(
                    Math.sqrt(values[2] * scale),
                    Math.sqrt(values[1] * scale),
                    Math.sqrt(Math.max(0, values[0]) * scale));
        }
    }
}
