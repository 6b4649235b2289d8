package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.design.DesignColumn;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.design.Vector;

/// Finds covariates that predict the outcome perfectly, from sums alone; then no finite estimate exists.
///
/// A point far out along the last step would show separation sooner, but must not be asked for: there the
/// gradient is the sum over the few patients predicted wrong, and with one of them it is their row.
/// A penalty makes every estimate finite, so with one nothing is separated. Stateless, thread-safe.
///
/// @param model the model
record Separation(Model model) {

    /// How far from an edge, relative to its distance from the mean, rounding may leave a sum of values at it.
    private static final double AT_EDGE = 1e-9;

    /// Complete separation of a yes-or-no outcome: proven where the log-likelihood is above −log 2. It is a
    /// sum of logarithms of probabilities, so that every patient's own outcome then has a probability above
    /// one half: all are on the right side of the plane the coefficients define.
    Optional<AnalysisProblem> complete(Search search, double logLikelihood) {
        return finite() || !model.yesOrNo() || logLikelihood <= -Math.log(2)
                ? Optional.empty()
                : search.base().map(base -> problem(search.candidate().plus(-1, base.coefficients())));
    }

    /// Quasi-complete separation of a yes-or-no outcome by one column, proven at the null model: the score
    /// there is the sum of a column over the patients with the outcome. When all with, or all without, the
    /// outcome lie at one edge of the column's public range, as for a level that nobody with the outcome
    /// has, nobody lies beyond them.
    ///
    /// @param score the gradient at the null model
    Optional<AnalysisProblem> byOneColumn(Stage.Newton stage, Vector score) {
        if (finite() || !model.yesOrNo()) {
            return Optional.empty();
        }
        List<String> involved = new ArrayList<>();
        for (int j = 0; j < model.plan().covariates().size(); j++) {
            DesignColumn column = model.plan().covariates().columns().get(j);
            if (splits(stage, j, column.range(), score.get(j + model.plan().slopesFrom()))) {
                involved.add(column.name());
            }
        }
        return involved.isEmpty() ? Optional.empty() : Optional.of(new AnalysisProblem(Reason.SEPARATION, involved));
    }

    private static boolean splits(Stage.Newton stage, int column, PublicRange range, double yes) {
        double mean = stage.columns().means().get(column);
        double deviation = stage.columns().deviations().get(column);
        double lowest = (range.minimum() - mean) / deviation;
        double highest = (range.maximum() - mean) / deviation;
        double with = stage.totals().outcome();
        double without = stage.totals().patients() - with;
        // A standardised column adds up to 0, so the patients without the outcome have the opposite sum.
        return at(yes, with * lowest)
                || at(yes, with * highest)
                || at(-yes, without * lowest)
                || at(-yes, without * highest);
    }

    private static boolean at(double sum, double edge) {
        return Math.abs(sum - edge) <= AT_EDGE * Math.max(1, Math.abs(edge));
    }

    /// Separation of any outcome by covariates together, recognised by its course.
    ///
    /// Where covariates separate the outcome, the log-likelihood along the separating direction is
    /// `c − Σ exp(−aᵢ t)`: Newton's step tends to a constant while the gain of each step falls by the
    /// factor e. Near a finite maximum the step shrinks quadratically instead. A patient against the
    /// direction costs the log-likelihood about 1 per step, so that once the promised gain is far below
    /// 1 and steps still keep their length, there is none. While the gain is not, a few patients against
    /// the direction look the same: then a search that ends has not converged, and says what may be.
    Optional<AnalysisProblem> byCourse(Search search, Search.Base now, Vector step) {
        if (finite() || search.base().isEmpty()) {
            return Optional.empty();
        }
        Search.Base before = search.base().get();
        boolean steady = before.earlierStep() > 0
                && now.step() >= 1e-3
                && now.step() >= 0.7 * before.step()
                && before.step() >= 0.7 * before.earlierStep()
                && now.decrement() <= 0.5 * before.decrement();
        return steady && now.decrement() <= 1e-3 ? Optional.of(problem(step)) : Optional.empty();
    }

    /// The information became singular on the way: along the last step nothing is left to learn.
    AnalysisProblem lost(Search search) {
        return search.base()
                .map(base -> problem(search.candidate().plus(-1, base.coefficients())))
                .orElseGet(() -> new AnalysisProblem(Reason.NOT_CONVERGED, List.of()));
    }

    /// The planned rounds are over; names the covariates that may separate the outcome, whose coefficients
    /// still grow by steps that do not shrink.
    ///
    /// @param step the next step, not to be taken
    AnalysisProblem unfinished(Search search, Vector step) {
        boolean growing = !finite()
                && search.base()
                        .map(base -> step.largest() >= 0.7 * base.step())
                        .orElse(false);
        return new AnalysisProblem(Reason.NOT_CONVERGED, growing ? runningAway(step) : List.of());
    }

    private boolean finite() {
        return model.plan().ridge() > 0;
    }

    private AnalysisProblem problem(Vector direction) {
        return new AnalysisProblem(Reason.SEPARATION, runningAway(direction));
    }

    private List<String> runningAway(Vector direction) {
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
        return involved;
    }
}
