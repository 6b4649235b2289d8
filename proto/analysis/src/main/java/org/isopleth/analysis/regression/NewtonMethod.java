package org.isopleth.analysis.regression;

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
public record NewtonMethod(Model model, Report report) {

    /// A step this small, on standardised columns free of one another, is not worth another round.
    ///
    /// It is multiplied by how much collinearity inflates the coefficient's standard error, the square root
    /// of its variance inflation factor: rounding inflates the step by the same factor, so that 1e-12 alone
    /// could not be reached from a factor of about 10⁵ on, and a step that many standard errors small
    /// changes the answer as little.
    private static final double CONVERGED = 1e-12;

    /// Below this size, a step that is no longer shrinking is rounding error.
    private static final double ROUNDING = 1e-8;

    /// How far the objective may seem to fall by rounding alone, relative to its size.
    private static final double SLACK = 1e-12;

    Step step(Stage.Newton stage, Contribution sum) {
        Vector score = Vector.of(sum.values(Tensors.GRADIENT));
        Symmetric information = new Symmetric(score.size(), sum.values(Tensors.INFORMATION));
        return step(stage, new Evaluation(sum.values(Tensors.LOG_LIKELIHOOD)[0], score, information));
    }

    /// What to do after a round.
    ///
    /// @param stage where the search stands
    /// @param evaluation of the model at its candidate
    public Step step(Stage.Newton stage, Evaluation evaluation) {
        Search search = stage.search();
        RegressionPlan plan = model.plan();
        long patients = stage.totals().patients();
        Vector at = search.candidate();
        double logLikelihood = evaluation.logLikelihood();
        double objective = logLikelihood - penalty(at, patients);
        if (search.base().isPresent() && fell(objective, search.base().get())) {
            return more(stage, search.halve(search.base().get()), new AnalysisProblem(Reason.NOT_CONVERGED, List.of()));
        }
        Vector score = evaluation.score();
        Vector gradient = Vector.generate(at.size(), i -> score.get(i) - plan.penalty(i, patients) * at.get(i));
        Symmetric information = evaluation.information();
        Separation separation = new Separation(model);
        Optional<AnalysisProblem> unanswerable = search.base().isEmpty()
                ? unidentified(information).or(() -> separation.byOneColumn(stage, score))
                : separation.complete(search, logLikelihood);
        if (unanswerable.isPresent()) {
            return new Step.Failed(unanswerable.get());
        }
        Symmetric penalised = information.plusDiagonal(i -> plan.penalty(i, patients));
        Optional<Solve> solve = Solve.of(penalised);
        if (solve.isEmpty()) {
            return new Step.Failed(separation.lost(search));
        }
        Vector step = solve.get().solve(gradient);
        double size = step.largest();
        Symmetric inverse = solve.get().inverse();
        double nullLogLikelihood =
                search.base().map(Search.Base::nullLogLikelihood).orElse(logLikelihood);
        if (converged(step, penalised, inverse, search)) {
            Fit.Course course = new Fit.Course(search.iterations(), search.round(), size);
            return report.of(
                    new Fit(stage.totals(), stage.columns(), at, inverse, logLikelihood, nullLogLikelihood, course));
        }
        Search.Base base = new Search.Base(
                at,
                objective,
                nullLogLikelihood,
                size,
                search.base().map(Search.Base::step).orElse(0.0),
                gradient.dot(step));
        Optional<AnalysisProblem> separated = separation.byCourse(search, base, step);
        return separated
                .<Step>map(Step.Failed::new)
                .orElseGet(() -> more(stage, search.advance(base, step), separation.unfinished(search, step)));
    }

    /// Another round, or `problem` when there is none left.
    private Step more(Stage.Newton stage, Search next, AnalysisProblem problem) {
        return next.round() > model.plan().maxRounds()
                ? new Step.Failed(problem)
                : new Step.Continue(stage.with(next).json());
    }

    private Optional<AnalysisProblem> unidentified(Symmetric information) {
        return model.plan().ridge() == 0 ? new Collinearity(model).find(information) : Optional.empty();
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

    private static boolean converged(Vector step, Symmetric penalised, Symmetric inverse, Search search) {
        double size = step.largest();
        boolean stalled = search.base().map(base -> size > base.step() / 4).orElse(false);
        return negligible(step, penalised, inverse) || (size <= ROUNDING && stalled);
    }

    private static boolean negligible(Vector step, Symmetric penalised, Symmetric inverse) {
        for (int i = 0; i < step.size(); i++) {
            double inflation = Math.sqrt(Math.max(1, penalised.get(i, i) * inverse.get(i, i)));
            if (!(Math.abs(step.get(i)) <= CONVERGED * inflation)) {
                return false;
            }
        }
        return true;
    }
}
