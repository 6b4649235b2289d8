package org.isopleth.analysis.glm;

import org.isopleth.analysis.regression.Model.PartBounds;
import org.isopleth.analysis.regression.Totals;

/// A distribution of the outcome y with its canonical link, so that for a linear predictor η the
/// gradient is `(y − μ(η)) x` and the information `V(μ) x x'`. `StrictMath` throughout: the same patient
/// gives the same bits on any machine. Immutable, thread-safe.
sealed interface Family permits Gaussian, Binomial, Poisson {

    /// The word of the plan.
    String word();

    /// The mean at η.
    double mean(double eta, Totals totals);

    /// The variance function at a mean: what a row weighs in the information.
    double variance(double mean);

    /// One patient's log-likelihood.
    double logLikelihood(double y, double eta, double mean);

    /// The intercept of the null model.
    double nullIntercept(Totals totals);

    /// How large one patient's parts can be.
    ///
    /// @param eta the largest absolute linear predictor
    /// @param y the largest absolute outcome
    /// @param reach the largest absolute design value, at least 1
    PartBounds bounds(double eta, double y, double reach, Totals totals);
}
