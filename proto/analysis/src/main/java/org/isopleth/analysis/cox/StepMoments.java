package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.RoundOutline.Part;
import org.isopleth.analysis.RoundOutline.Shape;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.isopleth.tensor.WideSum;

/// For each step of time the sums `Σ r`, `Σ r z` and `Σ r z z'` over the patients of one kind who leave in it.
/// Immutable, thread-safe.
///
/// Steps beyond those of the grid hold zeros, so that the plan alone tells how many numbers there are.
///
/// @param prefix of the tensors' names: which patients
/// @param steps how many steps there are room for
/// @param columns p
record StepMoments(String prefix, int steps, int columns) {
    /// Everyone whose follow-up ends in the step.
    static final String LEAVERS = "";
    /// Those with the event.
    static final String EVENTS = "event-";

    /// The largest relative hazard r: hazards are taken relative to the largest one possible.
    private static final double LARGEST_HAZARD = 1;

    private String hazards() {
        return prefix + "hazards";
    }

    private String weighted() {
        return prefix + "weighted";
    }

    private String products() {
        return prefix + "products";
    }

    /// The tensors.
    ///
    /// @param reach the largest |z|
    List<TensorDeclaration> declare(double reach) {
        return List.of(
                tensor(hazards(), List.of(steps), LARGEST_HAZARD),
                tensor(weighted(), List.of(steps, columns), reach),
                tensor(products(), List.of(steps, Symmetric.packedLength(columns)), reach * reach));
    }

    private TensorDeclaration tensor(String name, List<Integer> shape, double bound) {
        return new TensorDeclaration(name, shape, Disclosure.JOINT, columns, bound)
                .as(Statbarn.CORRELATION_COEFFICIENTS);
    }

    /// The tensors as a plan alone tells them.
    List<Part> outline() {
        return List.of(
                new Part(hazards(), new Shape.Repeated(steps, new Shape.Single()), Disclosure.JOINT),
                new Part(weighted(), new Shape.Repeated(steps, new Shape.Vector(columns)), Disclosure.JOINT),
                new Part(products(), new Shape.Repeated(steps, new Shape.SymmetricMatrix(columns)), Disclosure.JOINT));
    }

    /// One site's part, to be collected.
    Sums sums(double reach) {
        return new Sums(declare(reach).stream().map(WideSum::new).toList());
    }

    /// Collects one site's part; mutable, for one thread.
    static final class Sums {
        private final List<WideSum> sums;

        private Sums(List<WideSum> sums) {
            this.sums = sums;
        }

        /// Adds a patient who leaves in this step.
        void add(int step, double hazard, Vector z) {
            int columns = z.size();
            sums.get(0).add(step, hazard);
            int next = step * Symmetric.packedLength(columns);
            for (int i = 0; i < columns; i++) {
                double weighted = hazard * z.get(i);
                sums.get(1).add(step * columns + i, weighted);
                for (int j = i; j < columns; j++) {
                    sums.get(2).add(next++, weighted * z.get(j));
                }
            }
        }

        List<Tensor> totals() {
            List<Tensor> totals = new ArrayList<>();
            sums.forEach(sum -> totals.add(sum.total()));
            return totals;
        }
    }

    /// The sums of each step: `Σ r`, then `Σ r z`, then the upper triangle of `Σ r z z'`.
    double[][] read(Contribution sum) {
        double[] hazards = sum.values(hazards());
        double[] weighted = sum.values(weighted());
        double[] products = sum.values(products());
        int pairs = Symmetric.packedLength(columns);
        double[][] moments = new double[steps][1 + columns + pairs];
        for (int step = 0; step < steps; step++) {
            moments[step][0] = hazards[step];
            System.arraycopy(weighted, step * columns, moments[step], 1, columns);
            System.arraycopy(products, step * pairs, moments[step], 1 + columns, pairs);
        }
        return moments;
    }
}
