package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Indicator;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Model;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.analysis.regression.Totals;

/// What both halves know of a Cox model.
///
/// @param plan the plan
/// @param time how long a patient was followed
/// @param event whether the follow-up ended with the event
/// @param stratification which patients share a baseline hazard
/// @param ties how simultaneous events are treated
record CoxModel(RegressionPlan plan, PublicRange time, Indicator event, Strata stratification, Ties ties)
        implements Model {

    /// How simultaneous events are treated.
    enum Ties {
        /// Each tied event's risk set holds only a share of the tied events (Efron 1977).
        EFRON,
        /// All tied events have the same risk set (Breslow 1974).
        BRESLOW
    }

    @Override
    public List<String> variables() {
        List<String> variables = new ArrayList<>(plan.covariates().variables());
        variables.add(time.variable());
        variables.add(event.variable());
        variables.addAll(stratification.variables());
        return variables.stream().distinct().toList();
    }

    @Override
    public Design measured() {
        return plan.covariates();
    }

    @Override
    public OptionalDouble outcomeBound() {
        return OptionalDouble.of(1);
    }

    /// One event adds `z − z̄` to the gradient, a covariance of z over a risk set to the information, and
    /// `η − log Σ exp η` to the log-likelihood, with |z| at most the reach and |η| at most `Σ |b| reach`.
    @Override
    public PartBounds partBounds(Stage.Newton stage) {
        double reach = stage.columns().reaches(measured()).largest();
        double logPatients = Math.log((double) stage.totals().patients());
        return new PartBounds(2 * reach, 2 * reach * reach, 2.000001 * spread(stage) + logPatients + 1);
    }

    /// The largest |η| that a patient within the public ranges can have: `Σ |b| reach`.
    double spread(Stage.Newton stage) {
        Vector coefficients = stage.search().candidate();
        Vector reaches = stage.columns().reaches(measured());
        double spread = 0;
        for (int j = 0; j < reaches.size(); j++) {
            spread += Math.abs(coefficients.get(j)) * reaches.get(j);
        }
        return spread;
    }

    @Override
    public boolean yesOrNo() {
        return false;
    }

    @Override
    public Optional<AnalysisProblem> outcomeProblem(Totals totals) {
        return totals.outcome() == 0
                ? Optional.of(new AnalysisProblem(Reason.ZERO_EVENTS, List.of(event.text())))
                : Optional.empty();
    }

    @Override
    public Vector nullModel(Totals totals) {
        return Vector.generate(plan.parameters(), _ -> 0);
    }

    @Override
    public Optional<String> strata() {
        return stratification instanceof Strata.Everyone ? Optional.empty() : Optional.of(stratification.text());
    }
}
