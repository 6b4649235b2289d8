package org.isopleth.analysis.glm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.DesignColumn;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Model;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.analysis.regression.Totals;

/// What both halves know of a generalised linear model.
///
/// @param plan the plan
/// @param family the distribution
/// @param target the outcome
record GlmModel(RegressionPlan plan, Family family, GlmOutcome target) implements Model {

    @Override
    public List<String> variables() {
        List<String> variables = new ArrayList<>(plan.covariates().variables());
        variables.add(target.variable());
        return variables;
    }

    @Override
    public Design measured() {
        List<DesignColumn> columns = new ArrayList<>(plan.covariates().columns());
        if (target instanceof GlmOutcome.Measured(var range)) {
            columns.add(new DesignColumn(range.variable(), OptionalInt.empty(), range));
        }
        return new Design(columns);
    }

    @Override
    public OptionalDouble outcomeBound() {
        return switch (target) {
            case GlmOutcome.Measured _ -> OptionalDouble.empty();
            case GlmOutcome.Binary _ -> OptionalDouble.of(1);
            case GlmOutcome.Count(var range) -> OptionalDouble.of(range.maximum());
        };
    }

    @Override
    public PartBounds partBounds(Stage.Newton stage) {
        Vector coefficients = stage.search().candidate();
        Vector reaches = stage.columns().reaches(measured());
        double eta = Math.abs(coefficients.get(0));
        double reach = 1;
        for (int j = 0; j < plan.covariates().size(); j++) {
            eta += Math.abs(coefficients.get(j + 1)) * reaches.get(j);
            reach = Math.max(reach, reaches.get(j));
        }
        double outcome = switch (target) {
            case GlmOutcome.Measured _ -> reaches.get(reaches.size() - 1);
            case GlmOutcome.Binary _ -> 1;
            // No count exceeds the sum of all.
            case GlmOutcome.Count(var range) ->
                Math.min(range.maximum(), stage.totals().outcome());
        };
        // A millionth of room for the rounding of the linear predictor itself.
        return family.bounds(1.000001 * eta, outcome, reach, stage.totals());
    }

    @Override
    public boolean yesOrNo() {
        return target instanceof GlmOutcome.Binary;
    }

    @Override
    public Optional<AnalysisProblem> outcomeProblem(Totals totals) {
        boolean none = totals.outcome() == 0;
        return switch (target) {
            case GlmOutcome.Measured _ -> Optional.empty();
            case GlmOutcome.Binary _
            when none || totals.outcome() == totals.patients() ->
                Optional.of(new AnalysisProblem(Reason.ONE_OUTCOME, List.of(target.text())));
            case GlmOutcome.Count _
            when none -> Optional.of(new AnalysisProblem(Reason.ZERO_EVENTS, List.of(target.text())));
            default -> Optional.empty();
        };
    }

    @Override
    public Vector nullModel(Totals totals) {
        double intercept = family.nullIntercept(totals);
        return Vector.generate(plan.parameters(), i -> i == 0 ? intercept : 0);
    }

    @Override
    public Optional<String> strata() {
        return Optional.empty();
    }
}
