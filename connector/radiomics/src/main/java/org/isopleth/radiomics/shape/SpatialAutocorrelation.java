package org.isopleth.radiomics.shape;

import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// How alike voxels are that lie close to each other: Moran's I and Geary's C with weights 1 / distance over
/// all pairs of voxels of the intensity mask (IBSI 3.1.28, 3.1.29). Immutable, thread-safe.
///
/// With d = (x − µ)/σ and the region's indicator m, both sums follow from two fields: what the weights
/// gather around a voxel of d, and of m: ΣΣ w d_i d_j, ΣΣ w m_i m_j, and ΣΣ w (d_i − d_j)² =
/// 2 ΣΣ w d_i² m_j − 2 ΣΣ w d_i d_j. The voxels lie on a grid, so gathering is a convolution, and one
/// Fourier transform of d + i m, forth and back, gives both fields exactly but for rounding. The cost grows
/// as n log n with the voxels of the box. Transformed is along x first; then plane after plane of y and z, so
/// that no padded copy of the box is ever in memory.
///
/// @param moran Moran's I; NaN for one voxel or a flat region
/// @param geary Geary's C; NaN likewise
record SpatialAutocorrelation(double moran, double geary) {

    static SpatialAutocorrelation of(Volume image, Mask mask) {
        int n = mask.count();
        double sum = 0;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            sum += image.at(i);
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            squares += (image.at(i) - mean) * (image.at(i) - mean);
        }
        if (n < 2 || squares == 0) {
            return new SpatialAutocorrelation(Double.NaN, Double.NaN);
        }
        double scale = Math.sqrt(squares / n);
        Sums found = new Gathering(mask).sums(image, mask, mean, scale);
        // Intensities were divided by σ, so that Σ d² is n.
        double moran = found.products / found.weights;
        double geary = (n - 1.0) / (2 * found.weights) * (2 * found.mixed - 2 * found.products) / n;
        return new SpatialAutocorrelation(moran, geary);
    }

    /// Sums over all ordered pairs of two voxels, weighted by 1 / distance.
    ///
    /// @param weights ΣΣ w
    /// @param products ΣΣ w d_i d_j
    /// @param mixed ΣΣ w d_i²
    private record Sums(double weights, double products, double mixed) {}

    private static final class Gathering {
        private final Box box;
        private final Vector3 spacing;
        private final Fourier x;
        private final Fourier y;
        private final Fourier z;
        private final int lines;

        Gathering(Mask mask) {
            box = mask.box();
            spacing = mask.grid().spacing();
            x = Fourier.padding(box.columns());
            y = Fourier.padding(box.rows());
            z = Fourier.padding(box.slices());
            lines = box.rows() * box.slices();
        }

        Sums sums(Volume image, Mask mask, double mean, double scale) {
            // Of each wave number along x, a plane of y and z.
            double[][] re = new double[x.size()][lines];
            double[][] im = new double[x.size()][lines];
            double[] a = new double[x.size()];
            double[] b = new double[x.size()];
            for (int line = 0; line < lines; line++) {
                load(image, mask, mean, scale, line, a, b);
                x.transform(a, b, -1);
                for (int k = 0; k < a.length; k++) {
                    re[k][line] = a[k];
                    im[k][line] = b[k];
                }
            }
            double[][] kernel = kernel();
            Plane plane = new Plane();
            for (int k = 0; k < x.size(); k++) {
                plane.gather(re[k], im[k], kernel[Math.min(k, x.size() - k)]);
            }
            double[] d = new double[x.size()];
            double[] m = new double[x.size()];
            double weights = 0;
            double products = 0;
            double mixed = 0;
            for (int line = 0; line < lines; line++) {
                for (int k = 0; k < a.length; k++) {
                    a[k] = re[k][line];
                    b[k] = im[k][line];
                }
                x.transform(a, b, 1);
                load(image, mask, mean, scale, line, d, m);
                for (int k = 0; k < box.columns(); k++) {
                    products += d[k] * a[k];
                    mixed += d[k] * d[k] * b[k];
                    weights += m[k] * b[k];
                }
            }
            double size = (double) x.size() * y.size() * z.size();
            return new Sums(weights / size, products / size, mixed / size);
        }

        /// d and m of a line along x.
        private void load(Volume image, Mask mask, double mean, double scale, int line, double[] d, double[] m) {
            java.util.Arrays.fill(d, 0);
            java.util.Arrays.fill(m, 0);
            int start = mask.grid().index(box.column(), box.row() + line % box.rows(), box.slice() + line / box.rows());
            for (int i = mask.next(start); i >= 0 && i < start + box.columns(); i = mask.next(i + 1)) {
                d[i - start] = (image.at(i) - mean) / scale;
                m[i - start] = 1;
            }
        }

        /// The weights, transformed along x: for each wave number up to the middle, by displacement along y and z.
        /// They are the same either way, so their transform is real and the same either way too.
        private double[][] kernel() {
            double[][] kernel = new double[x.size() / 2 + 1][lines];
            double[] a = new double[x.size()];
            double[] b = new double[x.size()];
            for (int line = 0; line < lines; line++) {
                double dy = line % box.rows() * spacing.y();
                int slice = line / box.rows();
                double dz = slice * spacing.z();
                java.util.Arrays.fill(a, 0);
                java.util.Arrays.fill(b, 0);
                for (int k = 0; k < box.columns(); k++) {
                    double dx = k * spacing.x();
                    double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
                    a[k] = distance > 0 ? 1 / distance : 0;
                    a[(a.length - k) % a.length] = a[k];
                }
                x.transform(a, b, -1);
                for (int k = 0; k < kernel.length; k++) {
                    kernel[k][line] = a[k];
                }
            }
            return kernel;
        }

        /// One plane of y and z, padded.
        private final class Plane {
            private final double[][] re = new double[z.size()][y.size()];
            private final double[][] im = new double[z.size()][y.size()];
            private final double[][] weightRe = new double[z.size()][y.size()];
            private final double[][] weightIm = new double[z.size()][y.size()];
            private final double[] a = new double[z.size()];
            private final double[] b = new double[z.size()];
            private final double[] c = new double[z.size()];
            private final double[] d = new double[z.size()];

            void gather(double[] planeRe, double[] planeIm, double[] kernel) {
                for (int slice = 0; slice < box.slices(); slice++) {
                    spread(planeRe, slice, re[slice]);
                    spread(planeIm, slice, im[slice]);
                    y.transform(re[slice], im[slice], -1);
                    spreadBothWays(kernel, slice, weightRe[slice]);
                    java.util.Arrays.fill(weightIm[slice], 0);
                    y.transform(weightRe[slice], weightIm[slice], -1);
                }
                for (int k = 0; k < y.size(); k++) {
                    multiplyAlongZ(k);
                }
                for (int slice = 0; slice < box.slices(); slice++) {
                    y.transform(re[slice], im[slice], 1);
                    System.arraycopy(re[slice], 0, planeRe, slice * box.rows(), box.rows());
                    System.arraycopy(im[slice], 0, planeIm, slice * box.rows(), box.rows());
                }
            }

            private void multiplyAlongZ(int k) {
                java.util.Arrays.fill(a, 0);
                java.util.Arrays.fill(b, 0);
                java.util.Arrays.fill(c, 0);
                java.util.Arrays.fill(d, 0);
                for (int slice = 0; slice < box.slices(); slice++) {
                    a[slice] = re[slice][k];
                    b[slice] = im[slice][k];
                    c[slice] = weightRe[slice][k];
                    c[(c.length - slice) % c.length] = weightRe[slice][k];
                }
                z.transform(a, b, -1);
                z.transform(c, d, -1);
                for (int n = 0; n < a.length; n++) {
                    a[n] *= c[n];
                    b[n] *= c[n];
                }
                z.transform(a, b, 1);
                for (int slice = 0; slice < box.slices(); slice++) {
                    re[slice][k] = a[slice];
                    im[slice][k] = b[slice];
                }
            }

            private void spread(double[] plane, int slice, double[] to) {
                java.util.Arrays.fill(to, 0);
                System.arraycopy(plane, slice * box.rows(), to, 0, box.rows());
            }

            private void spreadBothWays(double[] plane, int slice, double[] to) {
                spread(plane, slice, to);
                for (int k = 1; k < box.rows(); k++) {
                    to[to.length - k] = to[k];
                }
            }
        }
    }
}
