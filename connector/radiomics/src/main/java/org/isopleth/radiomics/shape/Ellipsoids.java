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

    /// Points this flat do not span space well enough to begin with.
    private static final double FLAT = 1e-3;

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

    /// The smallest ellipsoid around points, by Khachiyan's algorithm with steps away (Todd & Yıldırım 2007):
    /// the weight of the point that the ellipsoid leaves out farthest grows, or that of a point which lies too
    /// deep inside shrinks, whichever is farther from the optimum. Few points keep a weight, so a step costs little
    /// more than a look at every point. The result is scaled up to hold all.
    ///
    /// @param points corners of a hull, not all in one plane
    static SemiAxes smallest(List<Vector3> points) {
        double[] weights = start(points);
        for (int step = 0; ; step++) {
            double[][] inverse = Lifted.inverse(points, weights);
            int farthest = 0;
            int deepest = -1;
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < weights.length; i++) {
                double distance = Lifted.form(inverse, points.get(i));
                if (distance > most) {
                    most = distance;
                    farthest = i;
                }
                if (weights[i] > 0 && distance < least) {
                    least = distance;
                    deepest = i;
                }
            }
            // At the optimum no point is farther than 4, the dimension of the lifted points.
            if (most <= 4 * (1 + NEAR) || step == STEPS) {
                return Lifted.semiAxes(points, weights, most);
            }
            if (most - 4 >= 4 - least) {
                move(weights, farthest, (most - 4) / (4 * (most - 1)));
            } else {
                double out = weights[deepest] / (1 - weights[deepest]);
                move(weights, deepest, -(least > 1 ? Math.min(out, (4 - least) / (4 * (least - 1))) : out));
            }
        }
    }

    private static void move(double[] weights, int point, double part) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 1 - part;
        }
        // A point that is left by all that it had has nothing, whatever rounding says.
        weights[point] = Math.max(0, weights[point] + part);
        if (part < 0 && weights[point] < 1e-15) {
            weights[point] = 0;
        }
    }

    /// Equal weights on the points farthest along the axes and diagonals, or on all where those are flat.
    private static double[] start(List<Vector3> points) {
        double[] weights = new double[points.size()];
        for (int direction = 0; direction < 27; direction++) {
            Vector3 along = new Vector3(direction % 3 - 1, direction / 3 % 3 - 1, direction / 9 - 1);
            int farthest = 0;
            for (int i = 1; i < weights.length; i++) {
                farthest = points.get(i).dot(along) > points.get(farthest).dot(along) ? i : farthest;
            }
            weights[farthest] = 1;
        }
        double chosen = java.util.Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= chosen;
        }
        SemiAxes spanned = Lifted.semiAxes(points, weights, 2);
        if (spanned.c() < FLAT * spanned.a()) {
            java.util.Arrays.fill(weights, 1.0 / weights.length);
        }
        return weights;
    }

    /// Weighted moments of the points (x, y, z, 1).
    private static final class Lifted {
        private Lifted() {}

        static double[][] inverse(List<Vector3> points, double[] weights) {
            double[][] m = new double[4][8];
            for (int k = 0; k < weights.length; k++) {
                if (weights[k] > 0) {
                    add(m, points.get(k), weights[k]);
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

        private static void add(double[][] m, Vector3 point, double weight) {
            double[] q = {point.x(), point.y(), point.z(), 1};
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    m[i][j] += weight * q[i] * q[j];
                }
            }
        }

        static double form(double[][] inverse, Vector3 point) {
            double x = point.x();
            double y = point.y();
            double z = point.z();
            double[] row = inverse[3];
            double sum = row[3] + 2 * (row[0] * x + row[1] * y + row[2] * z);
            sum += inverse[0][0] * x * x + inverse[1][1] * y * y + inverse[2][2] * z * z;
            sum += 2 * (inverse[0][1] * x * y + inverse[0][2] * x * z + inverse[1][2] * y * z);
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
