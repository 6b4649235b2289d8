package org.isopleth.analysis.cox;

import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.NewtonMethod;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.Contribution;

/// The coordinator's half of a Cox model on a common grid.
///
/// @param plan what both halves know
record GridAtCoordinator(GridPlan plan) implements AtCoordinator {

    @Override
    public Json.Obj start() {
        return new GridStage.Centre().json();
    }

    @Override
    public Step step(Json.Obj state, Contribution sum) {
        return switch (GridStage.read(state)) {
            case GridStage.Centre() -> centred(sum);
            case GridStage.Scale scale -> scaled(scale, sum);
            case GridStage.Count count -> counted(count, sum);
            case GridStage.Fit fit -> fitted(fit, grid(fit.counts()), sum);
        };
    }

    private Step centred(Contribution sum) {
        Step step = plan.regression().atCoordinator().step(new Stage.Centre().json(), sum);
        if (!(step instanceof Step.Continue(Json.Obj next) && Stage.read(next) instanceof Stage.Scale scale)) {
            return step;
        }
        LeaverCounts counts = LeaverCounts.of(
                sum.values(GridPlan.LEAVERS), plan.tellsEvents() ? sum.values(GridPlan.FAILURES) : new double[0]);
        if (counts.patients() != scale.totals().patients()) {
            return failed(Reason.IMPOSSIBLE_SUMS, List.of());
        }
        return plan.grid(counts).isEmpty()
                ? failed(Reason.TOO_FEW_LEAVERS, List.of(plan.model().time().variable()))
                : new Step.Continue(new GridStage.Scale(scale, counts).json());
    }

    private Step scaled(GridStage.Scale stage, Contribution sum) {
        Step step = plan.regression().atCoordinator().step(stage.moments().json(), sum);
        return step instanceof Step.Continue(Json.Obj next) && Stage.read(next) instanceof Stage.Newton newton
                ? new Step.Continue(new GridStage.Count(newton, stage.counts()).json())
                : step;
    }

    private Step counted(GridStage.Count stage, Contribution sum) {
        Vector events = Vector.of(sum.values(GridPlan.EVENTS));
        List<TimeGrid.Step> steps = grid(stage.counts()).steps();
        double all = 0;
        for (int i = 0; i < events.size(); i++) {
            double leavers = i < steps.size() ? steps.get(i).leavers() : 0;
            if (!(events.get(i) >= 0 && events.get(i) <= leavers)) {
                return failed(Reason.IMPOSSIBLE_SUMS, List.of());
            }
            all += events.get(i);
        }
        return all == stage.newton().totals().outcome()
                ? new Step.Continue(new GridStage.Fit(
                                stage.newton(), stage.counts(), events, Vector.of(sum.values(GridPlan.EVENT_SUMS)))
                        .json())
                : failed(Reason.IMPOSSIBLE_SUMS, List.of());
    }

    private Step fitted(GridStage.Fit stage, TimeGrid grid, Contribution sum) {
        Optional<GridLikelihood> likelihood = GridLikelihood.of(plan, stage, grid, sum);
        if (likelihood.isEmpty()) {
            return tooWide();
        }
        GridReport report =
                new GridReport(plan, grid, stage.events(), likelihood.get().hazards());
        Step step = new NewtonMethod(plan.model(), report)
                .step(stage.newton(), likelihood.get().evaluation());
        if (!(step instanceof Step.Continue(Json.Obj next) && Stage.read(next) instanceof Stage.Newton newton)) {
            return step;
        }
        return plan.model().spread(newton) <= GridPlan.MOST_SPREAD
                ? new Step.Continue(new GridStage.Fit(newton, stage.counts(), stage.events(), stage.sums()).json())
                : tooWide();
    }

    /// What a site would refuse to compute is not asked for.
    private Step tooWide() {
        return failed(Reason.RANGE_TOO_WIDE, plan.model().plan().covariates().variables());
    }

    private TimeGrid grid(LeaverCounts counts) {
        return plan.grid(counts).orElseThrow(() -> new IllegalStateException("a state has a grid"));
    }

    private static Step failed(Reason reason, List<String> variables) {
        return new Step.Failed(new AnalysisProblem(reason, variables));
    }
}
