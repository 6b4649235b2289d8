package org.isopleth.analysis.cox;

import java.util.Optional;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Evaluation;
import org.isopleth.tensor.Contribution;

/// The log partial likelihood of all sites together, from the sums of each step.
///
/// Going back in time, `s₀ = Σ r`, `s₁ = Σ r z` and `S₂ = Σ r z z'` add up over everyone who leaves in this
/// step or later; `d₀, d₁, D₂` are the same sums over the step's d events. Event number l = 0 … d−1 uses `a =
/// s − (l/d) d` (Efron) or `a = s` (Breslow). With `Σ z` over all events,
///
/// - the gradient is `Σ z − Σ a₁/a₀`,
/// - the information `Σ (A₂/a₀ − a₁a₁'/a₀²)`,
/// - the log-likelihood `b'Σ z − Σ log a₀`,
///
/// and Breslow's hazard of the step at the means of the covariates is `d/s₀`. Immutable, thread-safe.
///
/// @param evaluation of the model at the coefficients of the round
/// @param hazards of each step
record GridLikelihood(Evaluation evaluation, Vector hazards) {

    /// A risk set whose mean relative hazard is below this has lost digits of its exact sums.
    private static final double FAINT = 0x1p-60;

    /// Of the sums of a round; empty when a risk set is too faint beside the largest hazard the public ranges
    /// allow.
    static Optional<GridLikelihood> of(GridPlan plan, GridStage.Fit stage, TimeGrid grid, Contribution sum) {
        double spread = plan.model().spread(stage.newton());
        double[][] leaving = plan.leaving().read(sum);
        double[][] failing = plan.tellsEvents() ? plan.failing().read(sum) : new double[leaving.length][];
        Vector candidate = stage.newton().search().candidate();
        Accumulator parts = new Accumulator(plan.parameters(), stage.sums(), candidate, spread);
        double[] risk = new double[leaving[0].length];
        double[] hazards = new double[grid.size()];
        long patients = 0;
        for (int step = grid.size() - 1; step >= 0; step--) {
            for (int k = 0; k < risk.length; k++) {
                risk[k] += leaving[step][k];
            }
            patients += grid.steps().get(step).leavers();
            long events = Math.round(stage.events().get(step));
            if (events == 0) {
                continue;
            }
            if (!(risk[0] >= patients * FAINT)) {
                return Optional.empty();
            }
            for (long event = 0; event < events; event++) {
                parts.add(plan.tellsEvents() ? without(risk, failing[step], (double) event / events) : risk);
            }
            // exp(spread) brings the relative hazards back to those at the means.
            hazards[step] = events / risk[0] * Math.exp(-spread);
        }
        return Optional.of(new GridLikelihood(parts.evaluation(), Vector.of(hazards)));
    }

    private static double[] without(double[] risk, double[] tied, double share) {
        double[] rest = new double[risk.length];
        for (int k = 0; k < rest.length; k++) {
            rest[k] = risk[k] - share * tied[k];
        }
        return rest;
    }

    /// Adds event after event; mutable, for one thread.
    private static final class Accumulator {
        private final int columns;
        private final double spread;
        private final double[] gradient;
        private final double[] information;
        private double logLikelihood;

        Accumulator(int columns, Vector eventSums, Vector candidate, double spread) {
            this.columns = columns;
            this.spread = spread;
            this.gradient = eventSums.toArray();
            this.information = new double[Symmetric.packedLength(columns)];
            this.logLikelihood = candidate.dot(eventSums);
        }

        void add(double[] moments) {
            double total = moments[0];
            int next = 0;
            for (int i = 0; i < columns; i++) {
                double mean = moments[1 + i] / total;
                gradient[i] -= mean;
                for (int j = i; j < columns; j++, next++) {
                    information[next] += moments[1 + columns + next] / total - mean * (moments[1 + j] / total);
                }
            }
            logLikelihood -= StrictMath.log(total) + spread;
        }

        Evaluation evaluation() {
            return new Evaluation(logLikelihood, Vector.of(gradient), new Symmetric(columns, information));
        }
    }
}
