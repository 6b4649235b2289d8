package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Solve;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;
import org.isopleth.tensor.Contribution;

/// Newton's method on a penalised log-likelihood whose sums come from the sites, one step per round.
///
/// With gradient g and information H of the log-likelihood ℓ at b, the step is
/// `(H + nλD)⁻¹ (g − nλDb)`, D leaving out the intercept. A step that lowers `ℓ − (nλ/2) Σ b²` is
/// halved. The fit reported is the last point evaluated, so that estimate, standard errors and
/// log-likelihood belong together. Stateless, thread-safe.
///
/// @param model the model
/// @param report what to make of the fit
record NewtonMethod(Model model, Report report) {

    /// A step this small, on standardised columns, is not worth another round.
    private static final double CONVERGED = 1e-12;

    /// Below this size, a step that is no longer shrinking is rounding error.
    private static final double ROUNDING = 1e-8;

    /// How far the objective may seem to fall by rounding alone, relative to its size.
    private static final double SLACK = 1e-12;

    Step step(Stage.Newton stage, Contribution sum) {
        Search search = stage.search();
        RegressionPlan plan = model.plan();
        long patients = stage.totals().patients();
        Vector at = search.candidate();
        double logLikelihood = sum.values(Tensors.LOG_LIKELIHOOD)[0];
        double objective = logLikelihood - penalty(at, patients);
        if (search.base().isPresent() && fell(objective, search.base().get())) {
            return more(stage, search.halve(search.base().get()), Optional.empty());
        }
        Vector score = Vector.of(sum.values(Tensors.GRADIENT));
        Vector gradient = Vector.generate(at.size(), i -> score.get(i) - plan.penalty(i, patients) * at.get(i));
        Symmetric information = new Symmetric(at.size(), sum.values(Tensors.INFORMATION));
        if (search.base().isEmpty() && plan.ridge() == 0) {
            Optional<AnalysisProblem> collinear = new Collinearity(model).find(information);
            if (collinear.isPresent()) {
                return new Step.Failed(collinear.get());
            }
        }
        Optional<Solve> solve = Solve.of(information.plusDiagonal(i -> plan.penalty(i, patients)));
        if (solve.isEmpty()) {
            return new Step.Failed(lost(search));
        }
        Vector step = solve.get().solve(gradient);
        double size = step.largest();
        double nullLogLikelihood =
                search.base().map(Search.Base::nullLogLikelihood).orElse(logLikelihood);
        if (converged(size, search)) {
            Fit.Course course = new Fit.Course(search.iterations(), search.round(), size);
            return report.of(new Fit(
                    stage.totals(),
                    stage.columns(),
                    at,
                    solve.get().inverse(),
                    logLikelihood,
                    nullLogLikelihood,
                    course));
        }
        Search.Base base = new Search.Base(
                at,
                objective,
                nullLogLikelihood,
                size,
                search.base().map(Search.Base::step).orElse(0.0),
                gradient.dot(step));
        return more(stage, search.advance(base, step), separated(search, base, step));
    }

    private Step more(Stage.Newton stage, Search next, Optional<AnalysisProblem> problem) {
        if (problem.isPresent()) {
            return new Step.Failed(problem.get());
        }
        if (next.round() > model.plan().maxRounds()) {
            return new Step.Failed(new AnalysisProblem(Reason.NOT_CONVERGED, List.of()));
        }
        return new Step.Continue(stage.with(next).json());
    }

    private double penalty(Vector at, long patients) {
        double sum = 0;
        for (int i = 0; i < at.size(); i++) {
            sum += model.plan().penalty(i, patients) / 2 * at.get(i) * at.get(i);
        }
        return sum;
    }

    private static boolean fell(double objective, Search.Base base) {
        return base.step() > ROUNDING && objective < base.objective() - SLACK * (1 + Math.abs(base.objective()));
    }

    private static boolean converged(double size, Search search) {
        boolean stalled = search.base().map(base -> size > base.step() / 4).orElse(false);
        return size <= CONVERGED || (size <= ROUNDING && stalled);
    }

    /// Separation, recognised from sums alone.
    ///
    /// Where covariates separate the outcome, the log-likelihood along the separating direction is
    /// `c − Σ exp(−aᵢ t)`: Newton's step tends to a constant while the gain of each step falls by the
    /// factor e. Near a finite maximum the step shrinks quadratically instead. A patient against the
    /// direction costs the log-likelihood about 1 per step, so that once the promised gain is far below
    /// 1 and steps still keep their length, there is none.
    private Optional<AnalysisProblem> separated(Search search, Search.Base now, Vector step) {
        if (model.plan().ridge() > 0 || search.base().isEmpty()) {
            return Optional.empty();
        }
        Search.Base before = search.base().get();
        boolean steady = before.earlierStep() > 0
                && now.step() >= 1e-3
                && now.step() >= 0.7 * before.step()
                && before.step() >= 0.7 * before.earlierStep()
                && now.decrement() <= 0.5 * before.decrement();
        double negligible = search.round() == model.plan().maxRounds() ? 1 : 1e-3;
        return steady && now.decrement() <= negligible ? Optional.of(separation(step)) : Optional.empty();
    }

    /// The information became singular on the way: along the last step nothing is left to learn.
    private AnalysisProblem lost(Search search) {
        return search.base()
                .map(base -> separation(search.candidate().plus(-1, base.coefficients())))
                .orElseGet(() -> new AnalysisProblem(Reason.NOT_CONVERGED, List.of()));
    }

    private AnalysisProblem separation(Vector direction) {
        int slopesFrom = model.plan().slopesFrom();
        List<String> names = model.plan().names();
        double largest = 0;
        for (int i = slopesFrom; i < direction.size(); i++) {
            largest = Math.max(largest, Math.abs(direction.get(i)));
        }
        List<String> involved = new ArrayList<>();
        for (int i = slopesFrom; i < direction.size(); i++) {
            // The other coefficients settle while these run away; a fifth tells them apart.
            if (Math.abs(direction.get(i)) >= largest / 5) {
                involved.add(names.get(i));
            }
        }
        return new AnalysisProblem(Reason.SEPARATION, involved);
    }
}
