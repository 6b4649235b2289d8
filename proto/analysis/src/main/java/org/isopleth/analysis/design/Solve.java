package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/// Linear systems with a symmetric positive definite matrix, by EJML's Cholesky decomposition of the
/// matrix scaled to a unit diagonal. Immutable, for one thread at a time.
///
/// Scaling makes the answer independent of the columns' units: with `D = diag(M)^½`,
/// `M⁻¹ = D⁻¹ (D⁻¹ M D⁻¹)⁻¹ D⁻¹`.
public final class Solve {

    /// A column whose part not explained by earlier columns is below this share of its own sum of
    /// squares counts as determined by them: a variance inflation of a thousand million, beyond which
    /// coefficients have fewer than the ten digits promised of them.
    public static final double DETERMINED = 1e-9;

    private final int size;
    private final double[] scale;
    private final LinearSolverDense<DMatrixRMaj> solver;

    private Solve(int size, double[] scale, LinearSolverDense<DMatrixRMaj> solver) {
        this.size = size;
        this.scale = scale;
        this.solver = solver;
    }

    /// Prepares `matrix`, unless it is not positive definite.
    public static Optional<Solve> of(Symmetric matrix) {
        int size = matrix.size();
        double[] scale = new double[size];
        for (int i = 0; i < size; i++) {
            scale[i] = Math.sqrt(matrix.get(i, i));
            if (!(scale[i] > 0)) {
                return Optional.empty();
            }
        }
        DMatrixRMaj scaled = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                scaled.set(i, j, matrix.get(i, j) / scale[i] / scale[j]);
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
        return solver.setA(scaled) ? Optional.of(new Solve(size, scale, solver)) : Optional.empty();
    }

    /// The `x` with `M x = right`.
    public Vector solve(Vector right) {
        DMatrixRMaj b = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            b.set(i, 0, right.get(i) / scale[i]);
        }
        DMatrixRMaj x = new DMatrixRMaj(size, 1);
        solver.solve(b, x);
        return Vector.generate(size, i -> x.get(i, 0) / scale[i]);
    }

    /// `M⁻¹`.
    public Symmetric inverse() {
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        solver.invert(inverse);
        double[] packed = new double[Symmetric.packedLength(size)];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                packed[Symmetric.index(size, i, j)] = inverse.get(i, j) / scale[i] / scale[j];
            }
        }
        return new Symmetric(size, packed);
    }

    /// A column that others determine.
    ///
    /// @param column the determined column
    /// @param by the earlier columns that determine it; empty when the column itself is zero
    public record Dependency(int column, List<Integer> by) {
        public Dependency {
            by = List.copyOf(by);
        }
    }

    /// The first column, in order, that the columns before it determine, if any.
    ///
    /// Columns are eliminated one after the other; what remains of a column's diagonal, as a share of
    /// `reference`, is the part the earlier ones do not explain.
    ///
    /// @param reference the size a diagonal element has when its column is free; positive
    public static Optional<Dependency> dependency(Symmetric matrix, Vector reference) {
        for (int j = 0; j < matrix.size(); j++) {
            double free = matrix.get(j, j);
            Vector weights = Vector.of();
            if (j > 0) {
                int column = j;
                Symmetric earlier = leading(matrix, j);
                Vector cross = Vector.generate(j, i -> matrix.get(i, column));
                // The earlier columns were found free of one another, so this system is solvable.
                weights = of(earlier).orElseThrow().solve(cross);
                free -= weights.dot(cross);
            }
            if (!(free > DETERMINED * reference.get(j))) {
                return Optional.of(new Dependency(j, carriers(weights, reference)));
            }
        }
        return Optional.empty();
    }

    private static Symmetric leading(Symmetric matrix, int size) {
        double[] packed = new double[Symmetric.packedLength(size)];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                packed[Symmetric.index(size, i, j)] = matrix.get(i, j);
            }
        }
        return new Symmetric(size, packed);
    }

    /// The columns with a weight that is not rounding error: over a millionth of a standard deviation.
    private static List<Integer> carriers(Vector weights, Vector reference) {
        List<Integer> by = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            double scaled = weights.get(i) * Math.sqrt(reference.get(i) / reference.largest());
            if (Math.abs(scaled) > 1e-6) {
                by.add(i);
            }
        }
        return by;
    }
}
