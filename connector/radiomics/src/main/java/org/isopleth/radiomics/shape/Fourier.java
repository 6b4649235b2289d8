package org.isopleth.radiomics.shape;

/// The fast Fourier transform of complex numbers, by powers of two (Cooley & Tukey 1965). Thread-safe.
final class Fourier {
    private final int size;
    private final double[] cosines;
    private final double[] sines;

    /// @param size a power of two
    Fourier(int size) {
        this.size = size;
        cosines = new double[size / 2];
        sines = new double[size / 2];
        for (int k = 0; k < size / 2; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / size);
            sines[k] = Math.sin(2 * Math.PI * k / size);
        }
    }

    /// Transforms in place without scaling.
    ///
    /// @param sign −1 forwards, 1 backwards
    void transform(double[] re, double[] im, int sign) {
        for (int i = 1, j = 0; i < size; i++) {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double swap = re[i];
                re[i] = re[j];
                re[j] = swap;
                swap = im[i];
                im[i] = im[j];
                im[j] = swap;
            }
        }
        for (int length = 2; length <= size; length <<= 1) {
            int half = length >> 1;
            int stride = size / length;
            for (int start = 0; start < size; start += length) {
                for (int k = 0; k < half; k++) {
                    double c = cosines[k * stride];
                    double s = sign * sines[k * stride];
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
