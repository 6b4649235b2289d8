package org.isopleth.analysis.averaging;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Indicator;
import org.isopleth.analysis.design.Options;
import org.isopleth.analysis.glm.Glm;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.tensor.TensorDeclaration;

/// `averaged-logistic@1`, as the package documents it. Stateless, thread-safe.
public final class AveragedLogistic implements Analysis {
    /// Models evaluated on the same patients without noise (TRUST 6).
    private static final int MOST_EVALUATIONS = 50;

    private static final AnalysisId ID = new AnalysisId("averaged-logistic", 1);

    private static final Set<String> OPTIONS = Set.of(
            "outcome", "covariates", "rounds", "local-steps", "step-size", "update-bound", "hold-out", "judging");

    @Override
    public AnalysisId id() {
        return ID;
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        Options options = new Options(plan, OPTIONS);
        if (!plan.numbers().equals(NumberProfile.wide())) {
            throw new PlanException("numbers", ID + " has numbers of its own, clipped at its update-bound");
        }
        Indicator outcome = Indicator.of(study, "outcome", options.text("outcome"));
        List<String> names = options.names("covariates");
        if (names.contains(outcome.variable())) {
            throw new PlanException(
                    "covariates", "'" + outcome.variable() + "' is the outcome and cannot be a covariate");
        }
        int rounds = options.integer("rounds", 10, 1, MOST_EVALUATIONS);
        int steps = options.integer("local-steps", 5, 1, MOST_EVALUATIONS);
        if (rounds * steps > MOST_EVALUATIONS) {
            throw new PlanException(
                    "rounds",
                    "rounds times local-steps is at most " + MOST_EVALUATIONS
                            + ": more models evaluated on the same patients would tell too much of them");
        }
        RegressionPlan regression =
                new RegressionPlan(plan, Design.of(study, "covariates", names), true, 0, 0.95, rounds);
        return new Prepared(new AveragingPlan(
                Glm.logistic(study, regression, outcome),
                outcome.text(),
                steps,
                options.number("step-size", 1, 1e-6, 4),
                options.number("update-bound", 1, 0.001, AveragingPlan.LARGEST_BOUND),
                options.number("hold-out", 0.2, 0.1, 0.5),
                options.integer("judging", 10, 10, 1000)));
    }

    private record Prepared(AveragingPlan averaging) implements PreparedAnalysis {
        @Override
        public AnalysisPlan plan() {
            return averaging.regression().plan();
        }

        @Override
        public EqualityClass equality() {
            return EqualityClass.E4;
        }

        @Override
        public List<String> variables() {
            return averaging.regression().variables();
        }

        @Override
        public boolean holdsOut() {
            return true;
        }

        @Override
        public Optional<Exposure.JointPlan> jointPlan() {
            return averaging.regression().jointPlan();
        }

        @Override
        public List<TensorDeclaration> declare(Json.Obj state) {
            return averaging.declare(AveragingStage.read(state));
        }

        @Override
        public List<RoundOutline> outline() {
            return averaging.outline();
        }

        @Override
        public List<TallyCell> tally() {
            return averaging.regression().tally();
        }

        @Override
        public AtSite atSite() {
            return new AveragingAtSite(averaging);
        }

        @Override
        public AtCoordinator atCoordinator() {
            return new AveragingAtCoordinator(averaging);
        }
    }
}
