package org.isopleth.radiomics.shape;

import java.util.Arrays;

/// The fast Fourier transform of many lines at once (Cooley & Tukey 1965, decimation in frequency). Immutable,
/// thread-safe.
///
/// A line's elements lie in one column of an array of rows, so that every step works on whole rows, which
/// the compiler turns into vector instructions. Lengths are a power of two times 1, 3 or 5. Frequencies come out in an
/// order of
/// their own, which [#place] tells: who sums over all of them need not care.
final class Fourier {
    private final int size;
    private final int odd;
    private final double[] cosines;
    private final double[] sines;
    private final int[] place;

    private Fourier(int odd, int size) {
        this.odd = odd;
        this.size = size;
        cosines = new double[size];
        sines = new double[size];
        for (int k = 0; k < size; k++) {
            cosines[k] = StrictMath.cos(2 * Math.PI * k / size);
            sines[k] = StrictMath.sin(2 * Math.PI * k / size);
        }
        place = new int[size];
        number(0, size, 0, 1);
    }

    /// Notes where a block's frequencies `first`, `first + step`, … are in the end.
    private void number(int start, int length, int first, int step) {
        if (length == 1) {
            place[first] = start;
            return;
        }
        int parts = length == size && odd > 1 ? odd : length % 4 == 0 ? 4 : 2;
        for (int part = 0; part < parts; part++) {
            number(start + part * (length / parts), length / parts, first + part * step, step * parts);
        }
    }

    /// The transform in which displacements of less than `length` either way do not wrap around.
    static Fourier padding(int length) {
        int least = Integer.MAX_VALUE;
        int leastOdd = 1;
        for (int odd = 1; odd <= 5; odd += 2) {
            int size = odd;
            while (size < 2 * length - 1) {
                size *= 2;
            }
            leastOdd = size < least ? odd : leastOdd;
            least = Math.min(least, size);
        }
        return new Fourier(leastOdd, least);
    }

    /// The length.
    int size() {
        return size;
    }

    /// The row in which a frequency lies after the transform.
    int place(int frequency) {
        return place[frequency];
    }

    /// Transforms forwards, in place, without scaling.
    ///
    /// @param re real parts: `size` rows of the same length
    /// @param im imaginary parts
    /// @param filled rows from here on are known to be zero
    void transform(double[][] re, double[][] im, int filled) {
        if (odd > 1) {
            splitByOdd(re, im, filled);
        }
        int length = size / odd;
        for (; length >= 4; length /= 4) {
            for (int start = 0; start < size; start += length) {
                splitByFour(re, im, start, length);
            }
        }
        for (int start = 0; length == 2 && start < size; start += 2) {
            addAndSubtract(re[start], re[start + 1]);
            addAndSubtract(im[start], im[start + 1]);
        }
    }

    private void splitByOdd(double[][] re, double[][] im, int filled) {
        int length = size / odd;
        int lanes = re[0].length;
        double[][] outRe = new double[odd][lanes];
        double[][] outIm = new double[odd][lanes];
        for (int n = 0; n < length; n++) {
            for (int q = 0; q < odd; q++) {
                Arrays.fill(outRe[q], 0);
                Arrays.fill(outIm[q], 0);
                for (int p = 0; p < odd && n + p * length < filled; p++) {
                    int root = (int) ((long) q * (n + p * length) % size);
                    addTurned(re[n + p * length], im[n + p * length], cosines[root], sines[root], outRe[q], outIm[q]);
                }
            }
            for (int q = 0; q < odd; q++) {
                System.arraycopy(outRe[q], 0, re[n + q * length], 0, lanes);
                System.arraycopy(outIm[q], 0, im[n + q * length], 0, lanes);
            }
        }
    }

    private static void addTurned(double[] re, double[] im, double c, double s, double[] toRe, double[] toIm) {
        for (int l = 0; l < re.length; l++) {
            toRe[l] += re[l] * c + im[l] * s;
            toIm[l] += im[l] * c - re[l] * s;
        }
    }

    private void splitByFour(double[][] re, double[][] im, int start, int length) {
        int quarter = length / 4;
        int step = size / length;
        for (int n = 0; n < quarter; n++) {
            int a = start + n;
            int b = a + quarter;
            int c = b + quarter;
            int d = c + quarter;
            combine(re[a], im[a], re[b], im[b], re[c], im[c], re[d], im[d]);
            if (n > 0) {
                turn(re[b], im[b], cosines[step * n], sines[step * n]);
                turn(re[c], im[c], cosines[2 * step * n], sines[2 * step * n]);
                turn(re[d], im[d], cosines[3 * step * n], sines[3 * step * n]);
            }
        }
    }

    /// The transform of four numbers.
    private static void combine(
            double[] aRe,
            double[] aIm,
            double[] bRe,
            double[] bIm,
            double[] cRe,
            double[] cIm,
            double[] dRe,
            double[] dIm) {
        for (int l = 0; l < aRe.length; l++) {
            double evenRe = aRe[l] + cRe[l];
            double evenIm = aIm[l] + cIm[l];
            double halfRe = aRe[l] - cRe[l];
            double halfIm = aIm[l] - cIm[l];
            double oddRe = bRe[l] + dRe[l];
            double oddIm = bIm[l] + dIm[l];
            // −i (b − d)
            double sideRe = bIm[l] - dIm[l];
            double sideIm = dRe[l] - bRe[l];
            aRe[l] = evenRe + oddRe;
            aIm[l] = evenIm + oddIm;
            bRe[l] = halfRe + sideRe;
            bIm[l] = halfIm + sideIm;
            cRe[l] = evenRe - oddRe;
            cIm[l] = evenIm - oddIm;
            dRe[l] = halfRe - sideRe;
            dIm[l] = halfIm - sideIm;
        }
    }

    private static void turn(double[] re, double[] im, double c, double s) {
        for (int l = 0; l < re.length; l++) {
            double x = re[l] * c + im[l] * s;
            im[l] = im[l] * c - re[l] * s;
            re[l] = x;
        }
    }

    private static void addAndSubtract(double[] a, double[] b) {
        for (int l = 0; l < a.length; l++) {
            double difference = a[l] - b[l];
            a[l] += b[l];
            b[l] = difference;
        }
    }
}
