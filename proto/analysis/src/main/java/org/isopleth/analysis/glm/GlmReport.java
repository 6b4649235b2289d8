package org.isopleth.analysis.glm;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Distributions;
import org.isopleth.analysis.regression.CoefficientTable;
import org.isopleth.analysis.regression.CoefficientTable.OutcomeScale;
import org.isopleth.analysis.regression.CoefficientTable.Reference;
import org.isopleth.analysis.regression.Fit;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.analysis.regression.Report;
import org.isopleth.analysis.regression.Results;
import org.isopleth.canonical.Json;

/// The result of a generalised linear model, as the package documents it.
///
/// @param model what both halves know
record GlmReport(GlmModel model) implements Report {

    /// A residual variance below this share of the outcome's variance is rounding error.
    private static final double PERFECT = 1e-20;

    @Override
    public Step of(Fit fit) {
        return model.target() instanceof GlmOutcome.Measured ? gaussian(fit) : counted(fit);
    }

    private Json.Builder head(Fit fit) {
        Json.Builder out = Results.head(model, EqualityClass.E0)
                .with("family", model.family().word())
                .with("outcome", model.target().text())
                .with("ridge", model.plan().ridge())
                .with("level", model.plan().level())
                .with("patients", fit.totals().patients());
        if (model.target() instanceof GlmOutcome.Binary) {
            out.with("events", Math.round(fit.totals().outcome()));
        }
        return out;
    }

    private Step counted(Fit fit) {
        Reference normal = new Reference(
                Distributions::normalTwoSided,
                Distributions.normalQuantile(model.plan().level()));
        CoefficientTable table = new CoefficientTable(model.plan(), fit, OutcomeScale.NONE, normal);
        Json.Builder out = head(fit)
                .with("statistic", "z")
                .with("scale", table.scale())
                .with("coefficients", table.json())
                .with("logLikelihood", fit.logLikelihood())
                .with("nullLogLikelihood", fit.nullLogLikelihood());
        if (model.plan().ridge() == 0) {
            out.with("likelihoodRatio", Results.likelihoodRatio(model.plan(), fit));
        }
        return new Step.Finished(Results.course(out, fit).build());
    }

    /// Undoes the standardisation of the outcome: with deviation d, `RSS = −2 ℓ d²`.
    private Step gaussian(Fit fit) {
        RegressionPlan plan = model.plan();
        int last = plan.covariates().size();
        double deviation = fit.columns().deviations().get(last);
        long patients = fit.totals().patients();
        int degrees = Math.toIntExact(patients - plan.parameters());
        double squares = -2 * fit.logLikelihood();
        if (!(squares > PERFECT * patients)) {
            List<String> involved = new ArrayList<>();
            involved.add(model.target().text());
            involved.addAll(plan.covariates().names());
            return new Step.Failed(new AnalysisProblem(Reason.COLLINEAR, involved));
        }
        OutcomeScale scale = new OutcomeScale(fit.columns().means().get(last), deviation, squares / degrees);
        Reference student = new Reference(
                t -> Distributions.studentTwoSided(t, degrees), Distributions.studentQuantile(plan.level(), degrees));
        CoefficientTable table = new CoefficientTable(plan, fit, scale, student);
        Json.Builder out = head(fit)
                .with("statistic", "t")
                .with("scale", table.scale())
                .with("coefficients", table.json())
                .with("degreesOfFreedom", degrees)
                .with("residualStandardError", deviation * Math.sqrt(squares / degrees))
                .with("logLikelihood", normalLogLikelihood(squares * deviation * deviation, patients))
                .with("nullLogLikelihood", normalLogLikelihood((patients - 1) * deviation * deviation, patients));
        return new Step.Finished(Results.course(out, fit).build());
    }

    /// The maximum over the variance of a normal log-likelihood with this residual sum of squares.
    private static double normalLogLikelihood(double squares, long patients) {
        return -(patients / 2.0) * (Math.log(2 * Math.PI * squares / patients) + 1);
    }
}
