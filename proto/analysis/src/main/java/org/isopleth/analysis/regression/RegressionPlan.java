package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Options;
import org.isopleth.study.AnalysisPlan;

/// What the plan of any regression says. Immutable, thread-safe.
///
/// @param plan the plan itself
/// @param covariates the design columns without the intercept
/// @param intercept whether the model has an intercept, which then is parameter 0
/// @param ridge λ of the penalty `(λ/2) Σ b²` on standardised columns, added to minus the mean
///     log-likelihood; 0 for none
/// @param level of the confidence intervals
/// @param maxRounds T, how many joint rounds the plan allows
public record RegressionPlan(
        AnalysisPlan plan, Design covariates, boolean intercept, double ridge, double level, int maxRounds) {

    /// The options every regression has.
    public static final Set<String> OPTIONS = Set.of("covariates", "ridge", "level", "max-rounds");

    /// How many joint rounds a plan allows unless it says otherwise.
    public static final int DEFAULT_ROUNDS = 10;

    /// Reads the shared options.
    public static RegressionPlan read(
            AnalysisPlan plan, Options options, Design covariates, boolean intercept, int defaultRounds) {
        return new RegressionPlan(
                plan,
                covariates,
                intercept,
                options.number("ridge", 0, 0, 1e6),
                options.number("level", 0.95, 0.5, 0.999),
                options.integer("max-rounds", defaultRounds, 3, 30));
    }

    /// p, the number of parameters.
    public int parameters() {
        return covariates.size() + slopesFrom();
    }

    /// The index of the first slope: 1 after an intercept, else 0.
    public int slopesFrom() {
        return intercept ? 1 : 0;
    }

    /// The parameters' names.
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (intercept) {
            names.add("(Intercept)");
        }
        names.addAll(covariates.names());
        return names;
    }

    /// n λ for a slope, 0 for the intercept: what the penalty adds to the information.
    public double penalty(int parameter, long patients) {
        return parameter < slopesFrom() ? 0 : patients * ridge;
    }
}
