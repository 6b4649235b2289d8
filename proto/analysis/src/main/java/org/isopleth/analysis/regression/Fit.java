package org.isopleth.analysis.regression;

import org.isopleth.analysis.design.Standardisation;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;

/// A fitted model; all its numbers belong to the same coefficients. Immutable, thread-safe.
///
/// @param totals the sums of the first round
/// @param columns how the measured columns were standardised
/// @param coefficients the estimate, on standardised columns
/// @param covariance the inverse of the (penalised) information there
/// @param logLikelihood the unpenalised log-likelihood there
/// @param nullLogLikelihood the log-likelihood of the null model
/// @param course how the fit was reached
public record Fit(
        Totals totals,
        Standardisation columns,
        Vector coefficients,
        Symmetric covariance,
        double logLikelihood,
        double nullLogLikelihood,
        Course course) {

    /// How a fit was reached.
    ///
    /// @param iterations Newton steps kept
    /// @param jointRounds rounds that released gradient and information
    /// @param lastStep the largest coefficient of the step that was no longer worth taking
    public record Course(int iterations, int jointRounds, double lastStep) {

        /// Rounds of every kind.
        public int rounds() {
            return jointRounds + 2;
        }
    }
}
