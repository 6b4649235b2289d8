package org.isopleth.analysis.regression;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Vector;

/// What both halves know of a regression: its plan, its outcome, and how large one patient's part of
/// a sum can be. Implementations are immutable and thread-safe.
public interface Model {

    /// The plan.
    RegressionPlan plan();

    /// The study variables it reads, covariates first.
    List<String> variables();

    /// The columns whose means and standard deviations are taken: the covariates, then the outcome if
    /// it is standardised too.
    Design measured();

    /// The largest part of the `outcome` sum; empty when the outcome is a measured column.
    OptionalDouble outcomeBound();

    /// How large one part of each joint sum can be at this stage.
    PartBounds partBounds(Stage.Newton stage);

    /// Whether the outcome is yes or no, so that the log-likelihood is a sum of logarithms of probabilities.
    boolean yesOrNo();

    /// Why the outcome allows no fit, if it does not.
    Optional<AnalysisProblem> outcomeProblem(Totals totals);

    /// The best coefficients with all slopes 0, on standardised columns.
    Vector nullModel(Totals totals);

    /// What stands for the stratum when a covariate does not vary within strata; empty without strata.
    Optional<String> strata();

    /// Bounds of one part.
    ///
    /// @param gradient of a gradient element
    /// @param information of an information element
    /// @param logLikelihood of the log-likelihood
    record PartBounds(double gradient, double information, double logLikelihood) {}
}
