package org.isopleth.analysis.design;

import java.util.function.IntToDoubleFunction;

/// A symmetric matrix as its upper triangle, row by row: `(0,0) (0,1) … (0,p−1) (1,1) …`. Immutable,
/// thread-safe.
public final class Symmetric {
    private final int size;
    private final double[] packed;

    /// @param packed the upper triangle, row by row
    public Symmetric(int size, double[] packed) {
        if (packed.length != packedLength(size)) {
            throw new IllegalArgumentException("the triangle has another size");
        }
        this.size = size;
        this.packed = packed.clone();
    }

    /// The number of elements of the upper triangle of a `size` × `size` matrix.
    public static int packedLength(int size) {
        return size * (size + 1) / 2;
    }

    /// Where row `row`, column `column` is in the packed form; `row <= column`.
    public static int index(int size, int row, int column) {
        return row * size - row * (row - 1) / 2 + column - row;
    }

    public int size() {
        return size;
    }

    public double get(int row, int column) {
        return packed[index(size, Math.min(row, column), Math.max(row, column))];
    }

    /// This with `addition(i)` added to each diagonal element `i`.
    public Symmetric plusDiagonal(IntToDoubleFunction addition) {
        double[] sum = packed.clone();
        for (int i = 0; i < size; i++) {
            sum[index(size, i, i)] += addition.applyAsDouble(i);
        }
        return new Symmetric(size, sum);
    }

    /// `v' M v`.
    public double quadratic(Vector v) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                sum += v.get(i) * get(i, j) * v.get(j);
            }
        }
        return sum;
    }
}
