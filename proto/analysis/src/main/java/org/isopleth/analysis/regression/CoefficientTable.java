package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.isopleth.analysis.design.Vector;
import org.isopleth.canonical.Json;

/// The coefficients of a fit as a result shows them, on the covariates' own scale and on the
/// standardised one.
///
/// With standardised slopes s, means m and deviations d, the slopes are `s/d`, the intercept is
/// `s₀ − Σ s m/d`, and its variance is `a'Va` with `a = (1, −m/d)`: the covariances count.
///
/// @param plan the plan
/// @param fit the fit
/// @param outcome how an outcome that was standardised too is scaled back
/// @param reference the distribution of estimate over standard error
public record CoefficientTable(RegressionPlan plan, Fit fit, OutcomeScale outcome, Reference reference) {

    /// Outcome = `mean + deviation ·` what was fitted; the covariance is multiplied by `dispersion`.
    public record OutcomeScale(double mean, double deviation, double dispersion) {
        /// For an outcome that was taken as it is.
        public static final OutcomeScale NONE = new OutcomeScale(0, 1, 1);
    }

    /// The distribution under which a coefficient of 0 is tested.
    ///
    /// @param twoSided the probability of a statistic at least this large
    /// @param quantile half the width of the confidence interval, in standard errors
    public record Reference(DoubleUnaryOperator twoSided, double quantile) {}

    private record Estimate(double value, double error) {
        Json json() {
            return Json.object()
                    .with("estimate", value)
                    .with("standardError", error)
                    .build();
        }
    }

    /// One object per parameter, in order: `name`, `estimate`, `standardError`, `statistic`, `p`,
    /// `lower`, `upper`, and both scales under `original` and `standardised`.
    public List<Json> json() {
        List<Json> table = new ArrayList<>();
        for (int i = 0; i < plan.parameters(); i++) {
            table.add(json(i));
        }
        return table;
    }

    /// The scale of the main numbers: a penalised fit is defined on standardised columns.
    public String scale() {
        return plan.ridge() > 0 ? "standardised" : "original";
    }

    private Json json(int parameter) {
        Estimate original = original(parameter);
        Estimate standardised = standardised(parameter);
        Estimate main = plan.ridge() > 0 ? standardised : original;
        double statistic = main.value() / main.error();
        double width = reference.quantile() * main.error();
        return Json.object()
                .with("name", plan.names().get(parameter))
                .with("estimate", main.value())
                .with("standardError", main.error())
                .with("statistic", statistic)
                .with("p", reference.twoSided().applyAsDouble(statistic))
                .with("lower", main.value() - width)
                .with("upper", main.value() + width)
                .with("original", original.json())
                .with("standardised", standardised.json())
                .build();
    }

    private Estimate standardised(int parameter) {
        double shift = parameter < plan.slopesFrom() ? outcome.mean() : 0;
        return new Estimate(shift + outcome.deviation() * fit.coefficients().get(parameter), error(unit(parameter)));
    }

    private Estimate original(int parameter) {
        Vector weights = parameter < plan.slopesFrom() ? intercept() : slope(parameter);
        double shift = parameter < plan.slopesFrom() ? outcome.mean() : 0;
        return new Estimate(shift + outcome.deviation() * weights.dot(fit.coefficients()), error(weights));
    }

    private double error(Vector weights) {
        return outcome.deviation()
                * Math.sqrt(outcome.dispersion() * fit.covariance().quadratic(weights));
    }

    private Vector unit(int parameter) {
        return Vector.generate(plan.parameters(), i -> i == parameter ? 1 : 0);
    }

    private Vector slope(int parameter) {
        double deviation = fit.columns().deviations().get(parameter - plan.slopesFrom());
        return Vector.generate(plan.parameters(), i -> i == parameter ? 1 / deviation : 0);
    }

    private Vector intercept() {
        Vector means = fit.columns().means();
        Vector deviations = fit.columns().deviations();
        return Vector.generate(plan.parameters(), i -> i == 0 ? 1 : -means.get(i - 1) / deviations.get(i - 1));
    }
}
