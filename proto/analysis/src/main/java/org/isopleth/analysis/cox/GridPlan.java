package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.RoundOutline.Part;
import org.isopleth.analysis.cox.CoxModel.Ties;
import org.isopleth.analysis.regression.PreparedRegression;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.analysis.regression.Tensors;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.TallyCell;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// What both halves know of a Cox model on a common grid. Immutable, thread-safe.
///
/// @param model the model, of which all patients share one baseline hazard
/// @param tally the totals that decide whether its sums may be read
/// @param bins in which leavers are counted
/// @param mostSteps M, how many steps the grid may have; from 2
record GridPlan(CoxModel model, List<TallyCell> tally, TimeBins bins, int mostSteps) {

    /// The patients whose follow-up ends in each bin.
    static final String LEAVERS = "leavers";
    /// Those of them with the event; counted only where ties are Efron's.
    static final String FAILURES = "failures";
    /// Events of each step.
    static final String EVENTS = "events";
    /// `Σ z` over all events.
    static final String EVENT_SUMS = "event-sums";

    /// A linear predictor may be this far from 0 at most, for every patient within the public ranges. Then a
    /// patient near the means has a relative hazard of at least e^-40, 2^-58, and 44 of the 102 digits after the
    /// point are left to it.
    static final double MOST_SPREAD = 40;

    GridPlan {
        tally = List.copyOf(tally);
    }

    /// The regression whose first two rounds, coefficients and search this shares.
    PreparedRegression regression() {
        return new PreparedRegression(model, new CoxRows(model), new CoxReport(model), tally);
    }

    int parameters() {
        return model.plan().parameters();
    }

    LeaverRule rule() {
        return new LeaverRule(parameters(), model.plan().maxRounds());
    }

    /// The grid that these counts allow.
    Optional<TimeGrid> grid(LeaverCounts counts) {
        return TimeGrid.of(counts, rule(), mostSteps);
    }

    /// Whether patients with and without the event are told apart within a step.
    boolean tellsEvents() {
        return model.ties() == Ties.EFRON;
    }

    StepMoments leaving() {
        return new StepMoments(StepMoments.LEAVERS, mostSteps, parameters());
    }

    StepMoments failing() {
        return new StepMoments(StepMoments.EVENTS, mostSteps, parameters());
    }

    /// The largest |z|.
    double reach(Stage.Newton stage) {
        return stage.columns().reaches(model.measured()).largest();
    }

    List<TensorDeclaration> declare(GridStage stage) {
        return switch (stage) {
            case GridStage.Centre() -> {
                List<TensorDeclaration> tensors = new ArrayList<>(Tensors.declare(model, new Stage.Centre()));
                tensors.addAll(histogram());
                yield tensors;
            }
            case GridStage.Scale scale -> Tensors.declare(model, scale.moments());
            case GridStage.Count count -> List.of(counts(EVENTS, mostSteps), eventSums(reach(count.newton())));
            case GridStage.Fit fit -> {
                double reach = reach(fit.newton());
                List<TensorDeclaration> tensors = new ArrayList<>(leaving().declare(reach));
                if (tellsEvents()) {
                    tensors.addAll(failing().declare(reach));
                }
                yield tensors;
            }
        };
    }

    /// The counts of leavers.
    List<TensorDeclaration> histogram() {
        TensorDeclaration leavers = counts(LEAVERS, bins.count());
        return tellsEvents() ? List.of(leavers, counts(FAILURES, bins.count())) : List.of(leavers);
    }

    private TensorDeclaration counts(String name, int length) {
        return marginal(name, length, 1).as(Statbarn.FREQUENCIES);
    }

    private TensorDeclaration eventSums(double reach) {
        return marginal(EVENT_SUMS, parameters(), reach).as(Statbarn.LINEAR_AGGREGATIONS);
    }

    private TensorDeclaration marginal(String name, int length, double bound) {
        return new TensorDeclaration(name, List.of(length), Disclosure.MARGINAL, parameters(), bound);
    }

    List<RoundOutline> outline() {
        List<RoundOutline> own = regression().outline();
        List<Part> first = new ArrayList<>(own.getFirst().parts());
        first.addAll(RoundOutline.once(histogram()).parts());
        List<Part> joint = new ArrayList<>(leaving().outline());
        if (tellsEvents()) {
            joint.addAll(failing().outline());
        }
        return List.of(
                new RoundOutline(1, first),
                own.get(1),
                RoundOutline.once(List.of(counts(EVENTS, mostSteps), eventSums(1))),
                new RoundOutline(model.plan().maxRounds(), joint));
    }

    /// What the joint rounds release, as the study's other analyses count it: every step, and with Efron's
    /// ties its events apart, is told as much of in a round as a whole regression tells.
    Exposure.JointPlan jointPlan() {
        int cells = tellsEvents() ? 2 * mostSteps : mostSteps;
        return new Exposure.JointPlan(parameters(), model.plan().maxRounds() * cells);
    }
}
