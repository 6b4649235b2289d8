package org.isopleth.radiomics.shape;

import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// Centre and principal axes of the voxel centres of a mask. Immutable, thread-safe.
///
/// @param centre mean of the voxel centres in mm along the grid's axes
/// @param largest λ₁, the largest eigenvalue of their covariance with divisor N − 1 (which IBSI's
///     reference values need), in mm²; 0 for one voxel
/// @param middle λ₂
/// @param least λ₃
record PrincipalAxes(Vector3 centre, double largest, double middle, double least) {

    static PrincipalAxes of(Mask mask) {
        Grid grid = mask.grid();
        // Whole numbers: exact, whatever the order.
        long n = 0;
        long[] first = new long[3];
        long[] second = new long[6];
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            long x = i % grid.columns();
            long y = i / grid.columns() % grid.rows();
            long z = i / grid.columns() / grid.rows();
            n++;
            first[0] += x;
            first[1] += y;
            first[2] += z;
            second[0] += x * x;
            second[1] += y * y;
            second[2] += z * z;
            second[3] += x * y;
            second[4] += x * z;
            second[5] += y * z;
        }
        Vector3 s = grid.spacing();
        double[][] covariance = {
            {
                moment(n, second[0], first[0], first[0]) * s.x() * s.x(),
                moment(n, second[3], first[0], first[1]) * s.x() * s.y(),
                moment(n, second[4], first[0], first[2]) * s.x() * s.z()
            },
            {
                0,
                moment(n, second[1], first[1], first[1]) * s.y() * s.y(),
                moment(n, second[5], first[1], first[2]) * s.y() * s.z()
            },
            {0, 0, moment(n, second[2], first[2], first[2]) * s.z() * s.z()}
        };
        double[] values = SymmetricEigenvalues.of(covariance);
        Vector3 centre = new Vector3(
                (double) first[0] / n * s.x(), (double) first[1] / n * s.y(), (double) first[2] / n * s.z());
        return new PrincipalAxes(centre, Math.max(0, values[2]), Math.max(0, values[1]), Math.max(0, values[0]));
    }

    private static double moment(long n, long product, long one, long other) {
        return n == 1 ? 0 : (product - (double) one * other / n) / (n - 1);
    }

    /// Length of the axis of an eigenvalue: 4 √λ.
    static double length(double eigenvalue) {
        return 4 * Math.sqrt(eigenvalue);
    }

    /// √(one / other), 1 where both are 0.
    static double ratio(double one, double other) {
        return other > 0 ? Math.sqrt(one / other) : 1;
    }
}
