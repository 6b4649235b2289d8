package org.isopleth.disclosure.loss;

/// The discrete Fourier transform of 2^k complex numbers, in place. Immutable, thread-safe.
///
/// Radix 2 with roots of unity computed one by one. The angle of a root, up to π, is wrong by π's own rounding
/// (0.4 u of it, u = 2^-53) and by that of a product (1 u): by 4.3 u; its cosine and sine by 1 u each, being
/// within 1 ulp of at most 1: so a root is within `μ = 6 u`. The error of a transform is then at most `k · η`
/// of its result, both as Euclidean lengths, `η = μ + 4u (√2 + μ) < 12 u` (Higham 2002, theorem 24.2).
final class Fourier {
    private final int length;
    private final double[] cosines;
    private final double[] sines;

    /// @param length a power of two from 2
    Fourier(int length) {
        if (length < 2 || Integer.bitCount(length) != 1) {
            throw new IllegalArgumentException("a transform is of a power of two");
        }
        this.length = length;
        this.cosines = new double[length / 2];
        this.sines = new double[length / 2];
        for (int i = 0; i < length / 2; i++) {
            double angle = 2 * Math.PI * i / length;
            cosines[i] = StrictMath.cos(angle);
            sines[i] = StrictMath.sin(angle);
        }
    }

    /// `X_k = Σ x_j exp(-2πi jk/n)`.
    void forward(double[] real, double[] imaginary) {
        transform(real, imaginary, -1);
    }

    /// The inverse, divided by n.
    void inverse(double[] real, double[] imaginary) {
        transform(real, imaginary, 1);
        double scale = 1.0 / length;
        for (int i = 0; i < length; i++) {
            real[i] *= scale;
            imaginary[i] *= scale;
        }
    }

    private void transform(double[] real, double[] imaginary, int sign) {
        reorder(real, imaginary);
        for (int half = 1; half < length; half *= 2) {
            int stride = length / (2 * half);
            for (int start = 0; start < length; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    double cosine = cosines[k * stride];
                    double sine = sign * sines[k * stride];
                    int a = start + k;
                    int b = a + half;
                    double r = real[b] * cosine - imaginary[b] * sine;
                    double i = real[b] * sine + imaginary[b] * cosine;
                    real[b] = real[a] - r;
                    imaginary[b] = imaginary[a] - i;
                    real[a] += r;
                    imaginary[a] += i;
                }
            }
        }
    }

    private void reorder(double[] real, double[] imaginary) {
        int shift = Integer.numberOfLeadingZeros(length) + 1;
        for (int i = 0; i < length; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                swap(real, i, j);
                swap(imaginary, i, j);
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
