package org.isopleth.radiomics.read.jpeg;

/// The inverse cosine transform of 8 by 8 coefficients (T.81, A.3.3):
/// `s(y,x) = ¼ ΣΣ C(u) C(v) S(v,u) cos((2x+1)uπ/16) cos((2y+1)vπ/16)`, with C(0) = 1/√2 and C = 1 otherwise.
///
/// In double precision and by its definition, column by column and row by row: exact to rounding, and fast
/// enough for slices. Not thread-safe: it keeps room for one block.
final class InverseCosine {
    private static final int SIDE = 8;

    /// `½ C(u) cos((2x+1)uπ/16)` at `8u + x`.
    private static final double[] BASIS = basis();

    private final double[] rows = new double[SIDE * SIDE];

    private static double[] basis() {
        double[] basis = new double[SIDE * SIDE];
        for (int u = 0; u < SIDE; u++) {
            double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
            for (int x = 0; x < SIDE; x++) {
                basis[SIDE * u + x] = scale * StrictMath.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return basis;
    }

    /// Replaces coefficients, row after row, by values.
    void transform(double[] block) {
        java.util.Arrays.fill(rows, 0);
        for (int v = 0; v < SIDE; v++) {
            for (int u = 0; u < SIDE; u++) {
                double coefficient = block[SIDE * v + u];
                if (coefficient != 0) {
                    for (int x = 0; x < SIDE; x++) {
                        rows[SIDE * v + x] += coefficient * BASIS[SIDE * u + x];
                    }
                }
            }
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double sum = 0;
                for (int v = 0; v < SIDE; v++) {
                    sum += rows[SIDE * v + x] * BASIS[SIDE * v + y];
                }
                block[SIDE * y + x] = sum;
            }
        }
    }
}
