package org.isopleth.analysis.regression;

import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.design.Distributions;
import org.isopleth.canonical.Json;

/// The parts of a result document that every regression has. Stateless, thread-safe.
public final class Results {
    private Results() {}

    /// Starts a result.
    public static Json.Builder head(Model model, EqualityClass equality) {
        return Json.object()
                .with("analysis", model.plan().plan().id().toString())
                .with("equality", equality.name());
    }

    /// The test of all slopes together: twice the gain over the null model, against chi-square.
    public static Json.Obj likelihoodRatio(RegressionPlan plan, Fit fit) {
        double statistic = 2 * (fit.logLikelihood() - fit.nullLogLikelihood());
        int degrees = plan.covariates().size();
        return Json.object()
                .with("statistic", statistic)
                .with("degreesOfFreedom", degrees)
                .with("p", Distributions.chiSquareUpper(statistic, degrees))
                .build();
    }

    /// Ends a result with how the fit was reached.
    public static Json.Builder course(Json.Builder out, Fit fit) {
        return out.with("iterations", fit.course().iterations())
                .with("jointRounds", fit.course().jointRounds())
                .with("rounds", fit.course().rounds())
                .with("lastStep", fit.course().lastStep());
    }
}
