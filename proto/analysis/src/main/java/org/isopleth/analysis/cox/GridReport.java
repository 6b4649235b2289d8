package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Fit;
import org.isopleth.analysis.regression.Report;
import org.isopleth.canonical.Json;

/// The result of a Cox model on a common grid, as [GridCox] documents it.
///
/// @param plan what both halves know
/// @param grid the grid it was fitted on
/// @param events of each step
/// @param hazards of each step at the means of the covariates, at the coefficients of the fit
record GridReport(GridPlan plan, TimeGrid grid, Vector events, Vector hazards) implements Report {

    /// Fewer patients than this are not told of a stretch of time, unless there are none.
    private static final int FEWEST = 10;

    @Override
    public Step of(Fit fit) {
        Fit.Course course = fit.course();
        return new Step.Finished(new CoxReport(plan.model())
                .withoutCourse(fit)
                .with("binWidth", plan.bins().width())
                .with("fewestLeavers", plan.rule().fewest())
                .with("grid", steps())
                .with("baseline", baseline())
                .with("iterations", course.iterations())
                .with("jointRounds", course.jointRounds())
                // Events were counted in a round of their own.
                .with("rounds", course.rounds() + 1)
                .with("lastStep", course.lastStep())
                .build());
    }

    private List<Json> steps() {
        List<Json> steps = new ArrayList<>();
        for (TimeGrid.Step step : grid.steps()) {
            steps.add(Json.object()
                    .with("from", plan.bins().start(step.start()))
                    .with("leavers", step.leavers())
                    .build());
        }
        return steps;
    }

    /// Steps are told together until those with the event are none or enough, and those without; what is left
    /// at the end goes with those before.
    private List<Json> baseline() {
        List<Stretch> told = new ArrayList<>();
        Stretch open = new Stretch(0, 0, 0, 0);
        for (int step = 0; step < grid.size(); step++) {
            long leavers = grid.steps().get(step).leavers();
            open = open.and(leavers, Math.round(events.get(step)), hazards.get(step));
            if (open.hidesItsPatients()) {
                told.add(open);
                open = new Stretch(step + 1, 0, 0, 0);
            }
        }
        while (open.leavers() > 0 && !told.isEmpty()) {
            Stretch last = told.removeLast().and(open.leavers(), open.events(), open.hazard());
            if (last.hidesItsPatients()) {
                told.add(last);
                break;
            }
            open = last;
        }
        List<Json> baseline = new ArrayList<>();
        double cumulative = 0;
        for (Stretch stretch : told) {
            cumulative += stretch.hazard();
            baseline.add(Json.object()
                    .with(
                            "from",
                            plan.bins().start(grid.steps().get(stretch.first()).start()))
                    .with("events", stretch.events())
                    .with("hazard", stretch.hazard())
                    .with("cumulativeHazard", cumulative)
                    .build());
        }
        return baseline;
    }

    /// Steps that are told together.
    ///
    /// @param first the first of them
    private record Stretch(int first, long leavers, long events, double hazard) {
        Stretch and(long moreLeavers, long moreEvents, double moreHazard) {
            return new Stretch(first, leavers + moreLeavers, events + moreEvents, hazard + moreHazard);
        }

        boolean hidesItsPatients() {
            return noneOrEnough(events) && noneOrEnough(leavers - events);
        }

        private static boolean noneOrEnough(long patients) {
            return patients == 0 || patients >= FEWEST;
        }
    }
}
