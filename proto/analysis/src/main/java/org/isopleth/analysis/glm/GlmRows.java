package org.isopleth.analysis.glm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Patient;
import org.isopleth.cohort.fact.Weight;
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

    /// The information is `Σ V(μ) u u'` with `u = (1, x)`, the gradient `Σ (y − μ) u`. Where V does not depend
    /// on the patient, the information is the Gram matrix in other units. With all slopes 0, so is μ, and the
    /// gradient is `Σ y u` once the Gram matrix is known; `Σ y u` of a yes-or-no outcome is the sum over those
    /// who have it. A gaussian model tells the Gram matrix of covariates and outcome together, and nothing more
    /// at later coefficients.
    @Override
    public List<Fact> facts(JointPatients patients, String outcome, Stage.Newton stage) {
        List<String> covariates = model.plan().covariates().names();
        BitSet members = patients.members();
        long others = patients.others();
        if (model.target() instanceof GlmOutcome.Measured) {
            return List.of(new Fact.Sums(
                    Order.SECOND, members, Weight.ONE, model.measured().names(), true, others));
        }
        Predictor predictor = new Predictor(
                covariates,
                stage.columns().means(),
                stage.columns().deviations(),
                stage.search().candidate());
        String at =
                model.plan().plan().name() + " at " + stage.search().candidate().json();
        Weight likelihood = new Weight("log-likelihood of " + at, patient -> {
            double eta = predictor.of(patient);
            double mean = model.family().mean(eta, stage.totals());
            return model.family().logLikelihood(patient.value(outcome), eta, mean);
        });
        List<Fact> facts = new ArrayList<>();
        if (predictor.isConstant()) {
            facts.add(new Fact.Sums(Order.SECOND, members, Weight.ONE, covariates, true, others));
            facts.add(
                    model.target() instanceof GlmOutcome.Binary
                            ? new Fact.Sums(
                                    Order.FIRST,
                                    patients.withOutcome(),
                                    Weight.ONE,
                                    covariates,
                                    true,
                                    patients.othersWithOutcome())
                            : new Fact.Sums(
                                    Order.FIRST,
                                    members,
                                    new Weight(outcome, patient -> patient.value(outcome)),
                                    covariates,
                                    true,
                                    others));
        } else {
            Weight variance = new Weight(
                    "information of " + at,
                    patient -> model.family().variance(model.family().mean(predictor.of(patient), stage.totals())));
            Weight residual = new Weight(
                    "gradient of " + at,
                    patient -> patient.value(outcome) - model.family().mean(predictor.of(patient), stage.totals()));
            facts.add(new Fact.Sums(Order.SECOND, members, variance, covariates, true, others));
            facts.add(new Fact.Sums(Order.FIRST, members, residual, covariates, true, others));
        }
        facts.add(new Fact.Sums(Order.COUNT, members, likelihood, List.of(), true, others));
        return facts;
    }

    /// `b₀ + Σ b (x − mean) / deviation`.
    private record Predictor(List<String> columns, Vector means, Vector deviations, Vector coefficients) {
        double of(Patient patient) {
            double eta = coefficients.get(0);
            for (int j = 0; j < columns.size(); j++) {
                eta += coefficients.get(j + 1) * (patient.value(columns.get(j)) - means.get(j)) / deviations.get(j);
            }
            return eta;
        }

        /// Whether it is the same for every patient.
        boolean isConstant() {
            return IntStream.range(1, coefficients.size()).allMatch(j -> coefficients.get(j) == 0);
        }
    }
}
