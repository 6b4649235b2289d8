package org.isopleth.radiomics.shape;

import java.util.Arrays;
import org.isopleth.radiomics.volume.Box;

/// Sums over the wave numbers along y and z, for one wave number along x after the other. For one thread.
final class PlaneSums {
    /// How many lines along z are transformed at once: what stays in a processor's own memory.
    private static final int LANES = 32;

    private final Box box;
    private final Fourier y;
    private final Fourier z;
    private final Lines[] alongY = new Lines[4];
    private final Lines[] alongZ = new Lines[4];
    private final int lanes;
    private double weights;
    private double products;
    private double mixed;

    PlaneSums(Box box) {
        this.box = box;
        y = Fourier.padding(box.rows());
        z = Fourier.padding(box.slices());
        lanes = Math.min(LANES, y.size());
        for (int f = 0; f < alongY.length; f++) {
            alongY[f] = new Lines(y, box.slices());
            alongZ[f] = new Lines(z, lanes);
        }
    }

    /// A plane of one real field: for a wave number along x, line after line.
    static final class Plane {
        private final double[] re;
        private final double[] im;

        Plane(double[] re, double[] im) {
            this.re = re;
            this.im = im;
        }
    }

    /// Adds what a wave number along x brings.
    ///
    /// @param d intensities
    /// @param m the region's indicator
    /// @param e squared intensities
    /// @param kernel weights, which are real
    /// @param times how many wave numbers are the same
    void add(Plane d, Plane m, Plane e, double[] kernel, int times) {
        spread(d.re, alongY[0].re);
        spread(d.im, alongY[0].im);
        spread(m.re, alongY[1].re);
        spread(m.im, alongY[1].im);
        spread(e.re, alongY[2].re);
        spread(e.im, alongY[2].im);
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

    /// ΣΣ w d_i d_j; times the length of the transform along x, as all three.
    double products() {
        return products / (y.size() * (double) z.size());
    }

    /// ΣΣ w.
    double weights() {
        return weights / (y.size() * (double) z.size());
    }

    /// ΣΣ w d_i².
    double mixed() {
        return mixed / (y.size() * (double) z.size());
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
