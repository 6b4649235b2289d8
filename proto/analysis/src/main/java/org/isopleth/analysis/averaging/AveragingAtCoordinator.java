package org.isopleth.analysis.averaging;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.averaging.AveragingStage.Judge;
import org.isopleth.analysis.averaging.AveragingStage.Train;
import org.isopleth.analysis.averaging.AveragingStage.Trial;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.analysis.vote.ModelCourse;
import org.isopleth.analysis.vote.Votes;
import org.isopleth.analysis.vote.Votes.Ruling;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.Contribution;

/// The coordinator's half of a federated averaging.
///
/// @param plan what both halves know
record AveragingAtCoordinator(AveragingPlan plan) implements AtCoordinator {

    /// Each element of the average is off by at most 2^-33 ([org.isopleth.tensor.CompactFormat]).
    private static final double ROUNDING = 0x1p-32;

    @Override
    public Json.Obj start() {
        return plan.regression().atCoordinator().start();
    }

    @Override
    public Step step(Json.Obj state, Contribution sum) {
        return switch (AveragingStage.read(state)) {
            case AveragingStage.Moments _ ->
                moments(plan.regression().atCoordinator().step(state, sum));
            case Train train -> trained(train, sum);
            case Judge judge -> judged(judge, Votes.read(sum));
        };
    }

    /// Where the regression would start Newton's method, the averaging starts from the same model.
    private static Step moments(Step step) {
        return step instanceof Step.Continue(Json.Obj next) && Stage.read(next) instanceof Stage.Newton newton
                ? new Step.Continue(new Train(
                                newton.totals(),
                                newton.columns(),
                                ModelCourse.from(newton.search().candidate()),
                                List.of())
                        .json())
                : step;
    }

    private Step trained(Train train, Contribution sum) {
        double[] sums = sum.values(AveragingPlan.UPDATES);
        Vector average =
                Vector.generate(sums.length, i -> sums[i] / train.totals().patients());
        Judge next = new Judge(train, train.models().inForce().plus(1, average));
        boolean possible = AveragingStage.length(average) <= plan.updateBound() + ROUNDING * sums.length;
        return possible
                ? new Step.Continue(next.json())
                : after(next, new Trial(AveragingStage.length(average), 0, 0, Ruling.BEYOND_BOUND));
    }

    private Step judged(Judge judge, Votes votes) {
        return after(judge, new Trial(judge.step(), votes.cast(), votes.against(), votes.ruling()));
    }

    private Step after(Judge judge, Trial trial) {
        Train next = judge.train().after(judge.candidate(), trial);
        boolean ended = next.models().ended() || next.trials().size() == plan.rounds();
        return ended ? new Step.Finished(result(next)) : new Step.Continue(next.json());
    }

    private Json.Obj result(Train end) {
        List<Trial> trials = end.trials();
        List<Json> votes = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            Json.Builder vote = Json.object().with("round", i + 1);
            trials.get(i).json().members().forEach(vote::with);
            votes.add(vote.build());
        }
        return Json.object()
                .with("analysis", plan.regression().plan().id().toString())
                .with("equality", EqualityClass.E4.name())
                .with("outcome", plan.outcome())
                .with("patients", end.totals().patients())
                .with("events", Math.round(end.totals().outcome()))
                .with("holdOut", plan.holdOut())
                .with("estimates", estimates(end))
                .with("votes", votes)
                .with(
                        "accepted",
                        trials.stream()
                                .filter(trial -> trial.ruling() == Ruling.ACCEPTED)
                                .count())
                .with("ended", end.models().ended() ? "not-accepted" : "rounds")
                .build();
    }

    /// From standardised columns to the study's units: `b / s`, and the intercept `b₀ − Σ b m / s`.
    private List<Json> estimates(Train end) {
        Vector model = end.models().inForce();
        Vector means = end.columns().means();
        Vector deviations = end.columns().deviations();
        Vector original = Vector.generate(model.size(), i -> i == 0 ? 0 : model.get(i) / deviations.get(i - 1));
        double intercept = model.get(0);
        for (int i = 1; i < model.size(); i++) {
            intercept -= original.get(i) * means.get(i - 1);
        }
        List<String> names = plan.model().plan().names();
        List<Json> estimates = new ArrayList<>();
        for (int i = 0; i < model.size(); i++) {
            estimates.add(Json.object()
                    .with("name", names.get(i))
                    .with("estimate", i == 0 ? intercept : original.get(i))
                    .with("standardised", model.get(i))
                    .build());
        }
        return estimates;
    }
}
