package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.TallyCells;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorDeclaration;

/// A regression bound to one plan. Immutable, thread-safe.
///
/// @param model what both halves know
/// @param rows what only the hospital's half knows
/// @param report what only the coordinator's half knows
/// @param tally the totals that decide whether its sums may be read
public record PreparedRegression(Model model, RowModel rows, Report report, List<TallyCell> tally)
        implements PreparedAnalysis {

    public PreparedRegression {
        tally = List.copyOf(tally);
    }

    /// The cells of any regression's tally: its rows, the outcome's and strata's cells as given, and its covariates'.
    public static List<TallyCell> tally(Study study, List<TallyCell> outcome, List<String> covariates) {
        List<TallyCell> cells = new ArrayList<>(List.of(new TallyCell.Rows()));
        cells.addAll(outcome);
        for (String name : covariates) {
            cells.addAll(TallyCells.of(TallyCell.Role.COVARIATE, Design.variable(study, "covariates", name)));
        }
        return cells;
    }

    @Override
    public AnalysisPlan plan() {
        return model.plan().plan();
    }

    @Override
    public EqualityClass equality() {
        return EqualityClass.E0;
    }

    @Override
    public List<String> variables() {
        return model.variables();
    }

    @Override
    public Optional<Exposure.JointPlan> jointPlan() {
        return Optional.of(
                new Exposure.JointPlan(model.plan().parameters(), model.plan().maxRounds()));
    }

    @Override
    public List<TensorDeclaration> declare(Json.Obj state) {
        return Tensors.declare(model, Stage.read(state));
    }

    @Override
    public List<RoundOutline> outline() {
        return Tensors.outline(model);
    }

    @Override
    public AtSite atSite() {
        return new RegressionAtSite(model, rows);
    }

    @Override
    public AtCoordinator atCoordinator() {
        return new RegressionAtCoordinator(model, report);
    }
}
