package org.isopleth.analysis.averaging;

import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.exact.ExactSum;
import org.isopleth.analysis.glm.Glm;
import org.isopleth.cohort.AnalysisTable;

/// Patients as an averaged model sees them: standardised columns, and an outcome of 0 or 1. Not thread-safe: it holds
/// arrays. Stays in the hospital.
final class StandardisedRows {
    private final double[][] columns;
    private final boolean[] outcomes;

    private StandardisedRows(double[][] columns, boolean[] outcomes) {
        this.columns = columns;
        this.outcomes = outcomes;
    }

    /// The rows of complete cases.
    ///
    /// @throws org.isopleth.tensor.TensorException when a value lies outside its public range
    static StandardisedRows of(AveragingPlan plan, AnalysisTable cases, AveragingStage.Train stage) {
        double[][] columns = plan.model().measured().rows(cases);
        stage.columns().apply(columns);
        boolean[] outcomes = new boolean[columns.length];
        for (int row = 0; row < outcomes.length; row++) {
            outcomes[row] = plan.regression().rows().outcome(cases, row) == 1;
        }
        return new StandardisedRows(columns, outcomes);
    }

    int size() {
        return outcomes.length;
    }

    boolean[] outcomes() {
        return outcomes.clone();
    }

    /// `x'b` of each patient, the intercept first in b.
    double[] predictors(Vector model) {
        double[] predictors = new double[columns.length];
        for (int row = 0; row < predictors.length; row++) {
            predictors[row] = model.get(0);
            for (int j = 0; j < columns[row].length; j++) {
                predictors[row] += model.get(j + 1) * columns[row][j];
            }
        }
        return predictors;
    }

    /// `Σ (y − μ(x'b)) x` over all patients, in exact sums, so that their order changes no bit.
    Vector gradient(Vector model) {
        double[] predictors = predictors(model);
        return Vector.generate(model.size(), i -> {
            ExactSum sum = new ExactSum();
            for (int row = 0; row < predictors.length; row++) {
                double residual = (outcomes[row] ? 1 : 0) - Glm.probability(predictors[row]);
                sum.add(i == 0 ? residual : residual * columns[row][i - 1]);
            }
            return sum.value();
        });
    }
}
