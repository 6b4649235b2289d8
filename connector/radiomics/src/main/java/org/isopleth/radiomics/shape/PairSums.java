package org.isopleth.radiomics.shape;

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
    /// How many numbers a bundle of planes may hold: 16 MiB.
    private static final int BUNDLE = 1 << 21;

    /// Real and imaginary parts of three fields, and the weights.
    private static final int NUMBERS_OF_A_LINE = 7;

    private final Box box;
    private final Vector3 spacing;
    private final Fourier x;
    private final int lines;
    private final Lines along;
    private final Planes d;
    private final Planes m;
    private final Planes e;
    private final double[][] kernel;
    private final PlaneSums sums;

    private PairSums(Mask mask) {
        box = mask.box();
        spacing = mask.grid().spacing();
        x = Fourier.padding(box.columns());
        lines = box.rows() * box.slices();
        along = new Lines(x, box.rows());
        // Made once and filled again for every bundle.
        int planes = Math.clamp(BUNDLE / ((long) NUMBERS_OF_A_LINE * lines), 1, x.size() / 2 + 1);
        d = new Planes(planes);
        m = new Planes(planes);
        e = new Planes(planes);
        kernel = new double[planes][lines];
        sums = new PlaneSums(box);
    }

    /// The sums, with the intensities as (x − `mean`) / `scale`.
    static PairSums of(Volume image, Mask mask, double mean, double scale) {
        PairSums sums = new PairSums(mask);
        int planes = sums.kernel.length;
        int end = sums.x.size() / 2 + 1;
        for (int first = 0; first < end; first += planes) {
            sums.addPlanes(image, mask, mean, scale, first, Math.min(end, first + planes));
        }
        return sums;
    }

    /// ΣΣ w.
    double weights() {
        return sums.weights() / x.size();
    }

    /// ΣΣ w d_i d_j.
    double products() {
        return sums.products() / x.size();
    }

    /// ΣΣ w d_i².
    double mixed() {
        return sums.mixed() / x.size();
    }

    /// A bundle of planes of one real field: for each wave number along x, line after line.
    private final class Planes {
        final double[][] re;
        final double[][] im;

        Planes(int planes) {
            re = new double[planes][lines];
            im = new double[planes][lines];
        }

        PlaneSums.Plane at(int k) {
            return new PlaneSums.Plane(re[k], im[k]);
        }

        /// Takes a slice's lines out of the transform of two real fields, one real, the other imaginary.
        ///
        /// @param imaginary whether this is the imaginary one
        /// @param first the first wave number of the bundle
        void take(int slice, boolean imaginary, int first, int end) {
            int start = slice * box.rows();
            for (int k = 0; k < end - first; k++) {
                int one = x.place(first + k);
                int opposite = x.place((x.size() - first - k) % x.size());
                double[] aRe = along.re[one];
                double[] aIm = along.im[one];
                double[] bRe = along.re[opposite];
                double[] bIm = along.im[opposite];
                for (int row = 0; row < box.rows(); row++) {
                    re[k][start + row] = (imaginary ? aIm[row] + bIm[row] : aRe[row] + bRe[row]) / 2;
                    im[k][start + row] = (imaginary ? bRe[row] - aRe[row] : aIm[row] - bIm[row]) / 2;
                }
            }
        }
    }

    private void addPlanes(Volume image, Mask mask, double mean, double scale, int first, int end) {
        for (int slice = 0; slice < box.slices(); slice++) {
            along.clear();
            load(image, mask, mean, scale, slice, 1, along.re);
            load(image, mask, mean, scale, slice, 0, along.im);
            along.transform(box.columns());
            d.take(slice, false, first, end);
            m.take(slice, true, first, end);
        }
        for (int slice = 0; slice < box.slices(); slice += 2) {
            along.clear();
            load(image, mask, mean, scale, slice, 2, along.re);
            boolean both = slice + 1 < box.slices();
            if (both) {
                load(image, mask, mean, scale, slice + 1, 2, along.im);
            }
            along.transform(box.columns());
            e.take(slice, false, first, end);
            if (both) {
                e.take(slice + 1, true, first, end);
            }
        }
        fillKernel(first, end);
        for (int wave = first; wave < end; wave++) {
            int k = wave - first;
            sums.add(d.at(k), m.at(k), e.at(k), kernel[k], wave == 0 || 2 * wave == x.size() ? 1 : 2);
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
    private void fillKernel(int first, int end) {
        for (int slice = 0; slice < box.slices(); slice += 2) {
            along.clear();
            for (int column = 0; column < box.columns(); column++) {
                for (int row = 0; row < box.rows(); row++) {
                    along.re[column][row] = weight(column, row, slice);
                    along.im[column][row] = weight(column, row, slice + 1);
                }
            }
            along.mirror(box.columns());
            along.transform(x.size());
            for (int k = 0; k < end - first; k++) {
                int at = x.place(first + k);
                System.arraycopy(along.re[at], 0, kernel[k], slice * box.rows(), box.rows());
                if (slice + 1 < box.slices()) {
                    System.arraycopy(along.im[at], 0, kernel[k], (slice + 1) * box.rows(), box.rows());
                }
            }
        }
    }

    private double weight(int column, int row, int slice) {
        double dx = column * spacing.x();
        double dy = row * spacing.y();
        double dz = slice * spacing.z();
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        return distance > 0 ? 1 / distance : 0;
    }
}
