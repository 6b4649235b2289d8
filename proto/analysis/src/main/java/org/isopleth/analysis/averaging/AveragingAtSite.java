package org.isopleth.analysis.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.vote.Ballot;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.analysis.vote.Votes;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.tensor.CompactSum;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.TensorSum;

/// The hospital's half of a federated averaging. Fits on the complete cases that are not held out, judges on those
/// that are.
///
/// @param plan what both halves know
record AveragingAtSite(AveragingPlan plan) implements AtSite {

    /// Room for the rounding of a sum that was divided by its patients.
    private static final double ROUNDING = 1e-6;

    @Override
    public Exposure exposure(AnalysisTable table) {
        AnalysisTable fitted = fitted(table);
        Exposure exposure = plan.regression().atSite().exposure(fitted);
        List<OutputFacts> outputs = new ArrayList<>(exposure.outputs());
        outputs.add(new OutputFacts.Subset("hold-out", judging(table).rows()));
        return exposure.telling(outputs);
    }

    /// Those it is fitted on and those it is judged on: the ballots of a model tell of the latter.
    @Override
    public List<RowsBehind> behind(AnalysisTable table) {
        Set<String> variables = Set.copyOf(plan.regression().variables());
        return List.of(new RowsBehind(variables, fitted(table)), new RowsBehind(variables, judging(table)));
    }

    @Override
    public Contribution contribute(AnalysisTable table, Json.Obj state) {
        return switch (AveragingStage.read(state)) {
            case AveragingStage.Moments _ -> plan.regression().atSite().contribute(fitted(table), state);
            case AveragingStage.Train train -> {
                requireReachable(train);
                yield train(fitted(table), train);
            }
            case AveragingStage.Judge judge -> {
                requireReachable(judge.train());
                if (!(judge.step() <= plan.updateBound() + ROUNDING)) {
                    throw new TensorException("the candidate of this round is not one the plan leads to");
                }
                yield judge(table, judge);
            }
        };
    }

    /// The patients to fit on; none, when they are too few to hide in their own update.
    private AnalysisTable fitted(AnalysisTable table) {
        AnalysisTable cases = HoldOut.of(table, plan.holdOut())
                .fitted()
                .complete(plan.regression().variables());
        return cases.rows() < plan.fewestPatients() ? cases.select(new int[0]) : cases;
    }

    private AnalysisTable judging(AnalysisTable table) {
        return HoldOut.of(table, plan.holdOut())
                .judging()
                .complete(plan.regression().variables());
    }

    /// A coordinator that keeps to the plan starts without covariates and moves by the bound at most for each
    /// candidate that was accepted. A model made up to ask about somebody would have to be near that course.
    private void requireReachable(AveragingStage.Train train) {
        Vector first = plan.model().nullModel(train.totals());
        if (train.models().inForce().size() != plan.parameters()
                || train.trials().size() > plan.rounds()
                || !(AveragingStage.length(train.models().inForce().plus(-1, first))
                        <= train.trials().size() * (plan.updateBound() + ROUNDING))) {
            throw new TensorException("the model of this round is not one the plan leads to");
        }
    }

    private Contribution train(AnalysisTable cases, AveragingStage.Train stage) {
        if (!(TensorSum.of(plan.updates()) instanceof CompactSum sum)) {
            throw new IllegalStateException("updates travel in compact numbers");
        }
        if (cases.rows() > 0) {
            Vector update = bounded(learned(
                            StandardisedRows.of(plan, cases, stage),
                            stage.models().inForce())
                    .plus(-1, stage.models().inForce()));
            for (int i = 0; i < update.size(); i++) {
                sum.add(i, update.get(i), cases.rows());
            }
        }
        return new Contribution(List.of(sum.total()));
    }

    /// Gradient ascent on the mean log-likelihood of all rows, in exact sums, so that their order changes no bit.
    private Vector learned(StandardisedRows rows, Vector from) {
        Vector model = from;
        for (int step = 0; step < plan.localSteps(); step++) {
            model = model.plus(plan.stepSize() / rows.size(), rows.gradient(model));
        }
        return model;
    }

    private Vector bounded(Vector update) {
        double bound = plan.updateBound();
        double length = AveragingStage.length(update);
        return length <= bound
                ? update
                : Vector.generate(update.size(), i -> Math.clamp(update.get(i) * (bound / length), -bound, bound));
    }

    private Contribution judge(AnalysisTable table, AveragingStage.Judge stage) {
        AnalysisTable cases = judging(table);
        StandardisedRows rows = StandardisedRows.of(plan, cases, stage.train());
        return Votes.contribution(Ballot.cast(
                rows.outcomes(),
                rows.predictors(stage.train().models().inForce()),
                rows.predictors(stage.candidate()),
                plan.judging()));
    }
}
