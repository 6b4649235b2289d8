package org.isopleth.radiomics.shape;

/// The fast Fourier transform of complex numbers of one length, a power of two (Cooley & Tukey 1965).
/// Immutable, thread-safe.
final class Fourier {
    private final int size;
    /// Where each place goes before the transform.
    private final int[] reversed;
    /// The roots of each stage one after the other, so that they are read in order.
    private final double[] cosines;
    private final double[] sines;

    private Fourier(int size) {
        this.size = size;
        reversed = new int[size];
        int bits = Integer.numberOfTrailingZeros(size);
        for (int k = 0; k < size; k++) {
            reversed[k] = bits == 0 ? 0 : Integer.reverse(k) >>> (Integer.SIZE - bits);
        }
        cosines = new double[size];
        sines = new double[size];
        for (int half = 1; half < size; half <<= 1) {
            for (int k = 0; k < half; k++) {
                cosines[half + k] = StrictMath.cos(Math.PI * k / half);
                sines[half + k] = StrictMath.sin(Math.PI * k / half);
            }
        }
    }

    /// The transform in which displacements of less than `length` either way do not wrap around.
    static Fourier padding(int length) {
        return new Fourier(Integer.highestOneBit(2 * (2 * length - 1) - 1));
    }

    /// The length.
    int size() {
        return size;
    }

    /// Transforms in place, without scaling.
    ///
    /// @param sign −1 forwards, 1 backwards
    void transform(double[] re, double[] im, int sign) {
        for (int k = 0; k < size; k++) {
            int other = reversed[k];
            if (k < other) {
                double swap = re[k];
                re[k] = re[other];
                re[other] = swap;
                swap = im[k];
                im[k] = im[other];
                im[other] = swap;
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    double c = cosines[half + k];
                    double s = sign * sines[half + k];
                    int a = start + k;
                    int b = a + half;
                    double x = re[b] * c - im[b] * s;
                    double y = re[b] * s + im[b] * c;
                    re[b] = re[a] - x;
                    im[b] = im[a] - y;
                    re[a] += x;
                    im[a] += y;
                }
            }
        }
    }
}
