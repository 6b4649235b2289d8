package org.isopleth.analysis.glm;

import java.util.List;
import java.util.OptionalInt;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.Magnitudes;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.JointSums;
import org.isopleth.analysis.regression.RowModel;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.tensor.TensorException;

/// The part of a generalised linear model that sees patients.
///
/// @param model what both halves know
record GlmRows(GlmModel model) implements RowModel {

    @Override
    public double outcome(AnalysisTable cases, int row) {
        return switch (model.target()) {
            case GlmOutcome.Binary(var indicator) -> indicator.holds(cases, row) ? 1 : 0;
            case GlmOutcome.Measured _ -> 0;
            case GlmOutcome.Count(var range)
            when cases.column(range.variable()) instanceof Column.Numeric numeric -> {
                double count = range.check(numeric.value(row));
                if (count != Math.rint(count)) {
                    throw new TensorException("variable '" + range.variable() + "' holds a value that is not a count");
                }
                yield count;
            }
            case GlmOutcome.Count(var range) ->
                throw new TensorException("variable '" + range.variable() + "' is of another kind than declared");
        };
    }

    @Override
    public void addJoint(AnalysisTable cases, double[][] measured, Stage.Newton stage, JointSums sums) {
        int parameters = model.plan().parameters();
        Vector coefficients = stage.search().candidate();
        boolean outcomeMeasured = model.target() instanceof GlmOutcome.Measured;
        double[] x = new double[parameters];
        for (int row = 0; row < measured.length; row++) {
            x[0] = 1;
            System.arraycopy(measured[row], 0, x, 1, parameters - 1);
            double y = outcomeMeasured ? measured[row][parameters - 1] : outcome(cases, row);
            addPatient(x, y, coefficients, stage, sums);
        }
    }

    private void addPatient(double[] x, double y, Vector coefficients, Stage.Newton stage, JointSums sums) {
        double eta = 0;
        for (int i = 0; i < x.length; i++) {
            eta += coefficients.get(i) * x[i];
        }
        double mean = model.family().mean(eta, stage.totals());
        double weight = model.family().variance(mean);
        for (int i = 0; i < x.length; i++) {
            sums.gradient(i, (y - mean) * x[i]);
            double weighted = weight * x[i];
            for (int j = i; j < x.length; j++) {
                sums.information(i, j, weighted * x[j]);
            }
        }
        sums.logLikelihood(model.family().logLikelihood(y, eta, mean));
    }

    @Override
    public List<Exposure.Count> outcomeClasses(AnalysisTable cases) {
        return switch (model.target()) {
            case GlmOutcome.Binary(var indicator) -> indicator.classes(cases);
            // A number that takes two values here is a class in all but name.
            case GlmOutcome.Measured _, GlmOutcome.Count _ ->
                LevelCounts.of(cases, model.target().variable());
        };
    }

    @Override
    public OptionalInt events(AnalysisTable cases) {
        return OptionalInt.empty();
    }

    @Override
    public List<OutputFacts> outputs(AnalysisTable cases) {
        return switch (model.target()) {
            case GlmOutcome.Count(var range) -> Magnitudes.of(cases, List.of(range.variable()));
            case GlmOutcome.Binary _, GlmOutcome.Measured _ -> List.of();
        };
    }

    @Override
    public List<Exposure.Count> strata(AnalysisTable cases) {
        return List.of();
    }
}
