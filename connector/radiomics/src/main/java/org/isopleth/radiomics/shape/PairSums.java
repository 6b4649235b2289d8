package org.isopleth.radiomics.shape;

import java.util.Arrays;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// Sums over all ordered pairs of two voxels of a region, weighted by 1 / distance. For one thread.
///
/// With D, M and E the Fourier transforms of d = (x − µ)/σ, of the region's indicator m and of d², and W that
/// of the weights by displacement, Parseval's theorem makes every sum over pairs a sum over wave numbers:
/// ΣΣ w d_i d_j = Σ W |D|² / n, ΣΣ w m_i m_j = Σ W |M|² / n, ΣΣ w d_i² m_j = Σ W Re(E M*) / n. So nothing is
/// transformed back. The fields are real: wave numbers along x beyond the middle mirror those before it and
/// count twice. Only a bundle of planes of wave numbers along x is in memory at a time.
final class PairSums {
    /// How many numbers a bundle of planes may hold: 32 MiB.
    private static final int BUNDLE = 1 << 22;

    /// Real and imaginary parts of three fields, and the weights.
    private static final int NUMBERS_OF_A_LINE = 7;

    /// How many lines along z are transformed at once: what stays in a processor's own memory.
    private static final int LANES = 32;

    private final Box box;
    private final Vector3 spacing;
    private final Fourier x;
    private final Fourier y;
    private final Fourier z;
    private final int lines;
    private final Field lineField;
    private double weights;
    private double products;
    private double mixed;

    private PairSums(Mask mask) {
        box = mask.box();
        spacing = mask.grid().spacing();
        x = Fourier.padding(box.columns());
        y = Fourier.padding(box.rows());
        z = Fourier.padding(box.slices());
        lines = box.rows() * box.slices();
        lineField = new Field(x, box.rows());
    }

    /// The sums, with the intensities as (x − `mean`) / `scale`.
    static PairSums of(Volume image, Mask mask, double mean, double scale) {
        PairSums sums = new PairSums(mask);
        int planes = Math.max(1, BUNDLE / (NUMBERS_OF_A_LINE * sums.lines));
        int end = sums.x.size() / 2 + 1;
        for (int first = 0; first < end; first += planes) {
            sums.addPlanes(image, mask, mean, scale, first, Math.min(end, first + planes));
        }
        return sums;
    }

    /// ΣΣ w.
    double weights() {
        return weights / size();
    }

    /// ΣΣ w d_i d_j.
    double products() {
        return products / size();
    }

    /// ΣΣ w d_i².
    double mixed() {
        return mixed / size();
    }

    private double size() {
        return (double) x.size() * y.size() * z.size();
    }

    /// Lines side by side, each in a column.
    private static final class Field {
        final Fourier fourier;
        final double[][] re;
        final double[][] im;

        Field(Fourier fourier, int lanes) {
            this.fourier = fourier;
            re = new double[fourier.size()][lanes];
            im = new double[fourier.size()][lanes];
        }

        void clear() {
            for (int k = 0; k < re.length; k++) {
                Arrays.fill(re[k], 0);
                Arrays.fill(im[k], 0);
            }
        }

        /// Copies what lies at a displacement to the opposite one.
        void mirror(int length) {
            for (int k = 1; k < length; k++) {
                System.arraycopy(re[k], 0, re[re.length - k], 0, re[k].length);
                System.arraycopy(im[k], 0, im[im.length - k], 0, im[k].length);
            }
        }

        void transform(int filled) {
            fourier.transform(re, im, filled);
        }
    }

    /// A bundle of planes of one real field: for each wave number along x, line after line.
    private final class Planes {
        final int first;
        final double[][] re;
        final double[][] im;

        Planes(int first, int end) {
            this.first = first;
            re = new double[end - first][lines];
            im = new double[end - first][lines];
        }

        /// Takes a slice's lines out of the transform of two real fields, one real, the other imaginary.
        ///
        /// @param imaginary whether this is the imaginary one
        void take(int slice, boolean imaginary) {
            int start = slice * box.rows();
            for (int k = 0; k < re.length; k++) {
                int one = x.place(first + k);
                int opposite = x.place((x.size() - first - k) % x.size());
                double[] aRe = lineField.re[one];
                double[] aIm = lineField.im[one];
                double[] bRe = lineField.re[opposite];
                double[] bIm = lineField.im[opposite];
                for (int row = 0; row < box.rows(); row++) {
                    re[k][start + row] = (imaginary ? aIm[row] + bIm[row] : aRe[row] + bRe[row]) / 2;
                    im[k][start + row] = (imaginary ? bRe[row] - aRe[row] : aIm[row] - bIm[row]) / 2;
                }
            }
        }
    }

    private void addPlanes(Volume image, Mask mask, double mean, double scale, int first, int end) {
        Planes d = new Planes(first, end);
        Planes m = new Planes(first, end);
        Planes e = new Planes(first, end);
        for (int slice = 0; slice < box.slices(); slice++) {
            lineField.clear();
            load(image, mask, mean, scale, slice, 1, lineField.re);
            load(image, mask, mean, scale, slice, 0, lineField.im);
            lineField.transform(box.columns());
            d.take(slice, false);
            m.take(slice, true);
        }
        for (int slice = 0; slice < box.slices(); slice += 2) {
            lineField.clear();
            load(image, mask, mean, scale, slice, 2, lineField.re);
            boolean both = slice + 1 < box.slices();
            if (both) {
                load(image, mask, mean, scale, slice + 1, 2, lineField.im);
            }
            lineField.transform(box.columns());
            e.take(slice, false);
            if (both) {
                e.take(slice + 1, true);
            }
        }
        double[][] kernel = kernel(first, end);
        Plane plane = new Plane();
        for (int k = 0; k < kernel.length; k++) {
            int wave = first + k;
            plane.add(d, m, e, kernel[k], k, wave == 0 || 2 * wave == x.size() ? 1 : 2);
        }
    }

    /// d to a power, 0 outside the region, of a slice.
    private void load(Volume image, Mask mask, double mean, double scale, int slice, int power, double[][] to) {
        for (int row = 0; row < box.rows(); row++) {
            int start = mask.grid().index(box.column(), box.row() + row, box.slice() + slice);
            for (int i = mask.next(start); i >= 0 && i < start + box.columns(); i = mask.next(i + 1)) {
                double value = (image.at(i) - mean) / scale;
                to[i - start][row] = power == 0 ? 1 : power == 1 ? value : value * value;
            }
        }
    }

    /// The weights, transformed along x: by wave number, then displacement along y and z. They are the same
    /// either way, so their transform is real, and two slices fit into one.
    private double[][] kernel(int first, int end) {
        double[][] kernel = new double[end - first][lines];
        for (int slice = 0; slice < box.slices(); slice += 2) {
            lineField.clear();
            for (int column = 0; column < box.columns(); column++) {
                for (int row = 0; row < box.rows(); row++) {
                    lineField.re[column][row] = weight(column, row, slice);
                    lineField.im[column][row] = weight(column, row, slice + 1);
                }
            }
            lineField.mirror(box.columns());
            lineField.transform(x.size());
            for (int k = 0; k < kernel.length; k++) {
                int at = x.place(first + k);
                System.arraycopy(lineField.re[at], 0, kernel[k], slice * box.rows(), box.rows());
                if (slice + 1 < box.slices()) {
                    System.arraycopy(lineField.im[at], 0, kernel[k], (slice + 1) * box.rows(), box.rows());
                }
            }
        }
        return kernel;
    }

    private double weight(int column, int row, int slice) {
        double dx = column * spacing.x();
        double dy = row * spacing.y();
        double dz = slice * spacing.z();
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        return distance > 0 ? 1 / distance : 0;
    }

    /// One plane of y and z, padded.
    private final class Plane {
        private final Field[] alongY = new Field[4];
        private final Field[] alongZ = new Field[4];
        private final int lanes = Math.min(LANES, y.size());

        Plane() {
            for (int f = 0; f < alongY.length; f++) {
                alongY[f] = new Field(y, box.slices());
                alongZ[f] = new Field(z, lanes);
            }
        }

        void add(Planes d, Planes m, Planes e, double[] kernel, int k, int times) {
            spread(d.re[k], alongY[0].re);
            spread(d.im[k], alongY[0].im);
            spread(m.re[k], alongY[1].re);
            spread(m.im[k], alongY[1].im);
            spread(e.re[k], alongY[2].re);
            spread(e.im[k], alongY[2].im);
            spread(kernel, alongY[3].re);
            clear(alongY[3].im);
            alongY[3].mirror(box.rows());
            for (int f = 0; f < alongY.length; f++) {
                alongY[f].transform(f == 3 ? y.size() : box.rows());
            }
            for (int from = 0; from < y.size(); from += lanes) {
                addAlongZ(from, Math.min(lanes, y.size() - from), times);
            }
        }

        private void addAlongZ(int from, int width, int times) {
            for (int f = 0; f < alongZ.length; f++) {
                alongZ[f].clear();
                turn(alongY[f].re, from, width, alongZ[f].re);
                turn(alongY[f].im, from, width, alongZ[f].im);
                if (f == 3) {
                    alongZ[f].mirror(box.slices());
                }
                alongZ[f].transform(f == 3 ? z.size() : box.slices());
            }
            double ofProducts = 0;
            double ofWeights = 0;
            double ofMixed = 0;
            for (int n = 0; n < z.size(); n++) {
                for (int l = 0; l < width; l++) {
                    double w = alongZ[3].re[n][l];
                    double dRe = alongZ[0].re[n][l];
                    double dIm = alongZ[0].im[n][l];
                    double mRe = alongZ[1].re[n][l];
                    double mIm = alongZ[1].im[n][l];
                    ofProducts += w * (dRe * dRe + dIm * dIm);
                    ofWeights += w * (mRe * mRe + mIm * mIm);
                    ofMixed += w * (alongZ[2].re[n][l] * mRe + alongZ[2].im[n][l] * mIm);
                }
            }
            products += times * ofProducts;
            weights += times * ofWeights;
            mixed += times * ofMixed;
        }

        /// A plane's rows, slices side by side; zero beyond.
        private void spread(double[] plane, double[][] to) {
            for (int row = 0; row < box.rows(); row++) {
                for (int slice = 0; slice < box.slices(); slice++) {
                    to[row][slice] = plane[slice * box.rows() + row];
                }
            }
            clear(Arrays.copyOfRange(to, box.rows(), to.length));
        }

        private void clear(double[][] rows) {
            for (double[] row : rows) {
                Arrays.fill(row, 0);
            }
        }

        private void turn(double[][] rows, int from, int width, double[][] to) {
            for (int l = 0; l < width; l++) {
                for (int slice = 0; slice < box.slices(); slice++) {
                    to[slice][l] = rows[from + l][slice];
                }
            }
        }
    }
}
