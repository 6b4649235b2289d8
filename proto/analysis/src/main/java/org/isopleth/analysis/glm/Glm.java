package org.isopleth.analysis.glm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Indicator;
import org.isopleth.analysis.design.Options;
import org.isopleth.analysis.design.TallyCells;
import org.isopleth.analysis.regression.PreparedRegression;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;

/// `glm@1`, as the package documents it. Stateless, thread-safe.
public final class Glm implements Analysis {
    private static final AnalysisId ID = new AnalysisId("glm", 1);

    /// A least-squares fit is reached in one step; a second round confirms it, a third is spare.
    private static final int GAUSSIAN_ROUNDS = 3;

    @Override
    public AnalysisId id() {
        return ID;
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        Options options = new Options(plan, Options.union(RegressionPlan.OPTIONS, "family", "outcome"));
        Family family = switch (options.choice("family", Optional.empty(), Set.of("gaussian", "binomial", "poisson"))) {
            case "gaussian" -> new Gaussian();
            case "binomial" -> new Binomial();
            default -> new Poisson();
        };
        GlmOutcome outcome = GlmOutcome.of(study, family, options.text("outcome"));
        List<String> names = options.names("covariates");
        if (names.contains(outcome.variable())) {
            throw new PlanException(
                    "covariates", "'" + outcome.variable() + "' is the outcome and cannot be a covariate");
        }
        Design covariates = Design.of(study, "covariates", names);
        int rounds = family instanceof Gaussian ? GAUSSIAN_ROUNDS : RegressionPlan.DEFAULT_ROUNDS;
        GlmModel model = new GlmModel(RegressionPlan.read(plan, options, covariates, true, rounds), family, outcome);
        List<TallyCell> cells = outcome instanceof GlmOutcome.Binary(Indicator indicator)
                ? TallyCells.of(indicator)
                : TallyCells.of(TallyCell.Role.OUTCOME, Design.variable(study, "outcome", outcome.variable()));
        return new PreparedRegression(
                model, new GlmRows(model), new GlmReport(model), PreparedRegression.tally(study, cells, names));
    }

    /// The logistic regression of an outcome on a plan's covariates, for an analysis that fits it in a way of its own.
    public static PreparedRegression logistic(Study study, RegressionPlan plan, Indicator outcome) {
        GlmModel model = new GlmModel(plan, new Binomial(), new GlmOutcome.Binary(outcome));
        List<TallyCell> cells = PreparedRegression.tally(
                study, TallyCells.of(outcome), plan.covariates().variables());
        return new PreparedRegression(model, new GlmRows(model), new GlmReport(model), cells);
    }

    /// The probability of the outcome at a linear predictor, as [#logistic] has it.
    public static double probability(double eta) {
        return Binomial.probability(eta);
    }
}
