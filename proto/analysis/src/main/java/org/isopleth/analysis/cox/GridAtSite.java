package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Search;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.WideSum;

/// The hospital's half of a Cox model on a common grid.
///
/// The grid is worked out here again, from the counts over all sites that the state carries, before any sum
/// over risk sets is taken: a state whose counts leave no grid, or of which this site's own patients are no
/// part, is refused.
///
/// @param plan what both halves know
record GridAtSite(GridPlan plan) implements AtSite {

    @Override
    public Exposure exposure(AnalysisTable table) {
        return plan.regression().atSite().exposure(table);
    }

    @Override
    public List<RowsBehind> behind(AnalysisTable table) {
        return plan.regression().atSite().behind(table);
    }

    @Override
    public Contribution contribute(AnalysisTable table, Json.Obj state) {
        AtSite regression = plan.regression().atSite();
        AnalysisTable cases = table.complete(plan.model().variables());
        return switch (GridStage.read(state)) {
            case GridStage.Centre() -> {
                List<Tensor> tensors = new ArrayList<>(
                        regression.contribute(table, new Stage.Centre().json()).tensors());
                tensors.addAll(histogram(cases));
                yield new Contribution(tensors);
            }
            case GridStage.Scale scale -> {
                requireGrid(cases, scale.moments().totals().patients(), scale.counts());
                yield regression.contribute(table, scale.moments().json());
            }
            case GridStage.Count count ->
                count(cases, count, requireGrid(cases, count.newton().totals().patients(), count.counts()));
            case GridStage.Fit fit -> {
                TimeGrid grid = requireGrid(cases, fit.newton().totals().patients(), fit.counts());
                requirePlanned(fit.newton());
                yield moments(cases, fit.newton(), grid);
            }
        };
    }

    @Override
    public Facts facts(AnalysisTable table, Json.Obj state, Contribution contribution, Optional<Tally> others) {
        AnalysisTable cases = table.complete(plan.model().variables());
        AtSite regression = plan.regression().atSite();
        return switch (GridStage.read(state)) {
            case GridStage.Centre() -> regression.facts(table, new Stage.Centre().json(), contribution, others);
            case GridStage.Scale scale ->
                regression.facts(table, scale.moments().json(), contribution, others);
            case GridStage.Count count ->
                new GridFacts(plan)
                        .of(
                                table,
                                count,
                                requireGrid(cases, count.newton().totals().patients(), count.counts()));
            case GridStage.Fit fit ->
                new GridFacts(plan)
                        .of(table, fit, requireGrid(cases, fit.newton().totals().patients(), fit.counts()));
        };
    }

    private List<Tensor> histogram(AnalysisTable cases) {
        List<WideSum> sums = plan.histogram().stream().map(WideSum::new).toList();
        CoxRows rows = rows();
        for (int row = 0; row < cases.rows(); row++) {
            int bin = plan.bins().bin(rows.time(cases, row));
            sums.getFirst().add(bin, 1);
            if (plan.tellsEvents()) {
                sums.getLast().add(bin, rows.outcome(cases, row));
            }
        }
        List<Tensor> tensors = new ArrayList<>();
        sums.forEach(sum -> tensors.add(sum.total()));
        return tensors;
    }

    /// The grid of these counts over all sites.
    ///
    /// @throws TensorException when they are not, or leave no grid that keeps the rule
    private TimeGrid requireGrid(AnalysisTable cases, long patients, LeaverCounts counts) {
        if (counts.patients() != patients || !counts.contains(own(cases))) {
            throw new TensorException("this site's patients are no part of the leavers counted over all sites");
        }
        return plan.grid(counts)
                .orElseThrow(() -> new TensorException("a step of the time grid would lose fewer than "
                        + plan.rule().fewest() + " patients over all sites"));
    }

    private LeaverCounts own(AnalysisTable cases) {
        List<double[]> counted = histogram(cases).stream().map(Tensor::values).toList();
        return LeaverCounts.of(counted.getFirst(), plan.tellsEvents() ? counted.getLast() : new double[0]);
    }

    /// A coordinator that keeps to the plan starts without covariates and never goes where one patient's hazard
    /// could hide all others'.
    private void requirePlanned(Stage.Newton stage) {
        Search search = stage.search();
        boolean known = search.candidate().size() == plan.parameters()
                && search.round() >= 1
                && search.round() <= plan.model().plan().maxRounds()
                && (search.round() > 1 || search.candidate().largest() == 0);
        if (!known || !(plan.model().spread(stage) <= GridPlan.MOST_SPREAD)) {
            throw new TensorException("the model of this round is not one the plan leads to");
        }
    }

    private Contribution count(AnalysisTable cases, GridStage.Count stage, TimeGrid grid) {
        WideSum events = new WideSum(plan.declare(stage).getFirst());
        WideSum sums = new WideSum(plan.declare(stage).getLast());
        double[][] measured = standardised(cases, stage.newton());
        CoxRows rows = rows();
        for (int row = 0; row < measured.length; row++) {
            if (rows.outcome(cases, row) == 1) {
                events.add(step(cases, row, grid), 1);
                for (int j = 0; j < measured[row].length; j++) {
                    sums.add(j, measured[row][j]);
                }
            }
        }
        return new Contribution(List.of(events.total(), sums.total()));
    }

    private Contribution moments(AnalysisTable cases, Stage.Newton stage, TimeGrid grid) {
        double reach = plan.reach(stage);
        double spread = plan.model().spread(stage);
        StepMoments.Sums leaving = plan.leaving().sums(reach);
        StepMoments.Sums failing = plan.failing().sums(reach);
        double[][] measured = standardised(cases, stage);
        CoxRows rows = rows();
        for (int row = 0; row < measured.length; row++) {
            Vector z = Vector.of(measured[row]);
            double hazard = StrictMath.exp(stage.search().candidate().dot(z) - spread);
            int step = step(cases, row, grid);
            leaving.add(step, hazard, z);
            if (rows.outcome(cases, row) == 1) {
                failing.add(step, hazard, z);
            }
        }
        List<Tensor> tensors = new ArrayList<>(leaving.totals());
        if (plan.tellsEvents()) {
            tensors.addAll(failing.totals());
        }
        return new Contribution(tensors);
    }

    private int step(AnalysisTable cases, int row, TimeGrid grid) {
        return grid.step(plan.bins().bin(rows().time(cases, row)));
    }

    private double[][] standardised(AnalysisTable cases, Stage.Newton stage) {
        double[][] measured = plan.model().measured().rows(cases);
        stage.columns().apply(measured);
        return measured;
    }

    private CoxRows rows() {
        return new CoxRows(plan.model());
    }
}
