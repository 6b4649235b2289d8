package org.isopleth.analysis.regression;

import java.util.Optional;
import org.isopleth.analysis.design.Vector;
import org.isopleth.canonical.Json;

/// Where Newton's method stands. Immutable, thread-safe.
///
/// @param round the joint round that evaluates `candidate`, from 1
/// @param iterations Newton steps kept so far
/// @param candidate the coefficients to evaluate, on standardised columns
/// @param base where the candidate was reached from; empty in the first round
public record Search(int round, int iterations, Vector candidate, Optional<Base> base) {

    /// The last point that was kept, and the step away from it.
    ///
    /// @param coefficients the point
    /// @param objective its penalised log-likelihood
    /// @param nullLogLikelihood the log-likelihood at the null model
    /// @param step the largest coefficient of the Newton step taken from it
    /// @param earlierStep the same of the step before; 0 when there was none or it was halved
    /// @param decrement twice the gain the step promised, gradient times step
    public record Base(
            Vector coefficients,
            double objective,
            double nullLogLikelihood,
            double step,
            double earlierStep,
            double decrement) {

        Json.Obj json() {
            return Json.object()
                    .with("coefficients", coefficients.json())
                    .with("objective", objective)
                    .with("nullLogLikelihood", nullLogLikelihood)
                    .with("step", step)
                    .with("earlierStep", earlierStep)
                    .with("decrement", decrement)
                    .build();
        }

        static Base read(Json.Obj in) {
            return new Base(
                    Vector.read(in.get("coefficients")),
                    in.number("objective"),
                    in.number("nullLogLikelihood"),
                    in.number("step"),
                    in.number("earlierStep"),
                    in.number("decrement"));
        }
    }

    /// The first round, at the null model.
    public static Search start(Vector nullModel) {
        return new Search(1, 0, nullModel, Optional.empty());
    }

    /// The next round: the full step from the base.
    Search advance(Base next, Vector step) {
        return new Search(round + 1, iterations + 1, next.coefficients().plus(1, step), Optional.of(next));
    }

    /// The next round: half the way back to the base.
    Search halve(Base from) {
        Base halved = new Base(
                from.coefficients(), from.objective(), from.nullLogLikelihood(), from.step() / 2, 0, from.decrement());
        Vector middle = Vector.generate(
                candidate.size(), i -> (candidate.get(i) + from.coefficients().get(i)) / 2);
        return new Search(round + 1, iterations, middle, Optional.of(halved));
    }

    Json.Obj json() {
        return Json.object()
                .with("round", round)
                .with("iterations", iterations)
                .with("coefficients", candidate.json())
                .withOptional("base", base.map(Base::json))
                .build();
    }

    static Search read(Json.Obj in) {
        return new Search(
                in.count("round"),
                in.count("iterations"),
                Vector.read(in.get("coefficients")),
                in.find("base").map(base -> Base.read(base.asObject())));
    }
}
