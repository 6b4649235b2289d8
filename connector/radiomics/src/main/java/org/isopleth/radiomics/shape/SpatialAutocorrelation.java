package org.isopleth.radiomics.shape;

import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// How alike voxels are that lie close to each other: Moran's I and Geary's C with weights 1 / distance over
/// all pairs of voxels of the intensity mask (IBSI 3.1.28, 3.1.29). Immutable, thread-safe.
///
/// The voxels lie on a grid, so the sum over pairs is a sum over displacements of how many pairs have it,
/// and what their products add up to: autocorrelations, which two Fourier transforms give for all
/// displacements at once. With d_i = x_i − µ and the region's indicator m, ΣΣ w (x_i − x_j)² is
/// 2 ΣΣ w d_i² m_j − 2 ΣΣ w d_i d_j. The cost is that of the transforms, n log n in the voxels of the box.
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
        Correlations found = new Correlations(image, mask, mean, scale);
        double weights = found.weights;
        // Intensities were divided by σ, so that Σ d² is n.
        double moran = found.products / weights;
        double geary = (n - 1.0) / (2 * weights) * (2 * found.mixed - 2 * found.products) / n;
        return new SpatialAutocorrelation(moran, geary);
    }

    /// Sums over all ordered pairs of two voxels, weighted by 1 / distance.
    private static final class Correlations {
        private final Box box;
        private final Vector3 spacing;
        private final int columns;
        private final int rows;
        private final int slices;
        private double weights;
        private double products;
        private double mixed;

        Correlations(Volume image, Mask mask, double mean, double scale) {
            box = mask.box();
            spacing = mask.grid().spacing();
            columns = paddedTo(box.columns());
            rows = paddedTo(box.rows());
            slices = paddedTo(box.slices());
            int size = Math.multiplyExact(Math.multiplyExact(columns, rows), slices);
            // Two real signals are transformed as one complex one: deviations and the indicator.
            double[] re = new double[size];
            double[] im = new double[size];
            double[] squaresRe = new double[size];
            double[] squaresIm = new double[size];
            for (int z = 0; z < box.slices(); z++) {
                for (int y = 0; y < box.rows(); y++) {
                    for (int x = 0; x < box.columns(); x++) {
                        int i = mask.grid().index(box.column() + x, box.row() + y, box.slice() + z);
                        if (mask.has(i)) {
                            int to = x + columns * (y + rows * z);
                            double step = (image.at(i) - mean) / scale;
                            re[to] = step;
                            im[to] = 1;
                            squaresRe[to] = step * step;
                        }
                    }
                }
            }
            transform(re, im, -1);
            transform(squaresRe, squaresIm, -1);
            combine(re, im, squaresRe, squaresIm);
            transform(re, im, 1);
            transform(squaresRe, squaresIm, 1);
            add(re, im, squaresRe, 1.0 / size);
        }

        private static int paddedTo(int length) {
            // No displacement may wrap around onto another.
            return Integer.highestOneBit(Math.max(1, 2 * length - 1) * 2 - 1);
        }

        /// From the spectra to those of the correlations: D·D̄ into re, M·M̄ into im (as one complex signal,
        /// both being real), and Q·M̄ into the squares.
        private void combine(double[] re, double[] im, double[] qRe, double[] qIm) {
            int size = re.length;
            double[] dd = new double[size];
            double[] mm = new double[size];
            double[] outRe = new double[size];
            double[] outIm = new double[size];
            for (int z = 0; z < slices; z++) {
                for (int y = 0; y < rows; y++) {
                    for (int x = 0; x < columns; x++) {
                        int k = x + columns * (y + rows * z);
                        int back = (columns - x) % columns
                                + columns * ((rows - y) % rows + rows * ((slices - z) % slices));
                        // D = (Z(k) + Z̄(−k)) / 2, M = (Z(k) − Z̄(−k)) / 2i.
                        double dRe = (re[k] + re[back]) / 2;
                        double dIm = (im[k] - im[back]) / 2;
                        double mRe = (im[k] + im[back]) / 2;
                        double mIm = (re[back] - re[k]) / 2;
                        dd[k] = dRe * dRe + dIm * dIm;
                        mm[k] = mRe * mRe + mIm * mIm;
                        outRe[k] = qRe[k] * mRe + qIm[k] * mIm;
                        outIm[k] = qIm[k] * mRe - qRe[k] * mIm;
                    }
                }
            }
            System.arraycopy(dd, 0, re, 0, size);
            System.arraycopy(mm, 0, im, 0, size);
            System.arraycopy(outRe, 0, qRe, 0, size);
            System.arraycopy(outIm, 0, qIm, 0, size);
        }

        private void add(double[] dd, double[] mm, double[] qm, double scale) {
            for (int z = 1 - box.slices(); z < box.slices(); z++) {
                for (int y = 1 - box.rows(); y < box.rows(); y++) {
                    for (int x = 1 - box.columns(); x < box.columns(); x++) {
                        if (x == 0 && y == 0 && z == 0) {
                            continue;
                        }
                        int at = Math.floorMod(x, columns)
                                + columns * (Math.floorMod(y, rows) + rows * Math.floorMod(z, slices));
                        double dx = x * spacing.x();
                        double dy = y * spacing.y();
                        double dz = z * spacing.z();
                        double weight = scale / Math.sqrt(dx * dx + dy * dy + dz * dz);
                        weights += weight * mm[at];
                        products += weight * dd[at];
                        mixed += weight * qm[at];
                    }
                }
            }
        }

        private void transform(double[] re, double[] im, int sign) {
            lines(re, im, columns, 1, sign);
            lines(re, im, rows, columns, sign);
            lines(re, im, slices, columns * rows, sign);
        }

        private void lines(double[] re, double[] im, int length, int step, int sign) {
            if (length == 1) {
                return;
            }
            Fourier fourier = new Fourier(length);
            double[] a = new double[length];
            double[] b = new double[length];
            for (int start = 0; start < re.length; start++) {
                if (start / step % length != 0) {
                    continue;
                }
                for (int k = 0; k < length; k++) {
                    a[k] = re[start + k * step];
                    b[k] = im[start + k * step];
                }
                fourier.transform(a, b, sign);
                for (int k = 0; k < length; k++) {
                    re[start + k * step] = a[k];
                    im[start + k * step] = b[k];
                }
            }
        }
    }
}
