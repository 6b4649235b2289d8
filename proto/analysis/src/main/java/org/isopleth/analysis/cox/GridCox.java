package org.isopleth.analysis.cox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Options;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.unit.Unit;
import org.isopleth.unit.UnitConversion;

/// `cox-common@1`: Cox's model with one baseline hazard for all patients of all sites, on a time grid coarse
/// enough that the sums over risk sets give nobody away. Equality class E0: the pooled fit with the same
/// steps of time.
///
/// Sums over risk sets that lose few patients from one time to the next give back these patients' rows, even
/// when only their total over the sites is readable. So every step must lose as many patients as [LeaverRule]
/// says, counted over all sites; where no two steps do, the answer is `too-few-leavers`. A study has one such
/// analysis, under `sum-only`.
///
/// Options: those of `cox@1` but `strata`; `bin-width` (in the unit of the time, standard 30 days), `horizon`
/// (where bins end, standard the end of the public range; later leavers count as in the last), `steps` (M, 2
/// to 100, standard 20).
///
/// Rounds: `centre`, which also counts the leavers of each bin; `scale`; `count`, events of each step and `Σ
/// z` over them; then `fit`, at most T times, `Σ r`, `Σ r z` and `Σ r z z'` of each step's leavers and, with
/// Efron's ties, of its events.
///
/// Result: as of `cox@1` with `strata` `none`, and `binWidth`, `fewestLeavers`, `grid` (for each step `from`
/// and `leavers`) and `baseline` (Breslow's hazard at the means of the covariates: `from`, `events`,
/// `hazard`, `cumulativeHazard`, steps with 1 to 9 patients with or without the event told with their
/// neighbours). Stateless, thread-safe.
public final class GridCox implements Analysis {
    private static final AnalysisId ID = new AnalysisId("cox-common", 1);

    private static final Unit DAY = new Unit("d");
    private static final BigDecimal DAYS = BigDecimal.valueOf(30);

    @Override
    public AnalysisId id() {
        return ID;
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        Options options = new Options(
                plan, Options.union(RegressionPlan.OPTIONS, "time", "event", "ties", "bin-width", "horizon", "steps"));
        if (study.privacy().release() != ReleaseLevel.SUM_ONLY) {
            throw new PlanException(
                    "",
                    ID + " needs release: sum-only, because one hospital's sums over risk sets give its patients away;"
                            + " use cox@1 with strata: site");
        }
        if (study.analyses().stream().filter(other -> other.id().equals(ID)).count() > 1) {
            throw new PlanException(
                    "",
                    "a study has one " + ID + ": two grids together would tell who left between their steps; ask the"
                            + " other question with cox@1 and strata: site");
        }
        CoxModel model = Cox.model(study, plan, options, new Strata.Everyone());
        return new Prepared(new GridPlan(
                model,
                Cox.tally(study, model, options.names("covariates")),
                bins(study, options, model.time()),
                options.integer("steps", 20, 2, 100)));
    }

    private static TimeBins bins(Study study, Options options, PublicRange time) {
        // 0 stands for no width, which a plan cannot ask for.
        double asked = options.number("bin-width", 0, 0, Double.MAX_VALUE);
        double width = asked > 0
                ? asked
                : month(study, time)
                        .orElseThrow(() -> new PlanException(
                                "bin-width", "option 'bin-width' must say how much time a bin has, above 0"));
        double horizon = options.number("horizon", time.maximum(), Math.min(width, time.maximum()), time.maximum());
        if (horizon / width > TimeBins.MOST) {
            throw new PlanException(
                    "bin-width",
                    "more than " + TimeBins.MOST + " bins; choose a wider 'bin-width' or a nearer 'horizon'");
        }
        return new TimeBins(width, horizon);
    }

    /// Thirty days in the unit of the time; none where it counts something else.
    private static Optional<Double> month(Study study, PublicRange time) {
        return Design.variable(study, "time", time.variable()) instanceof Variable.Numeric numeric
                ? UnitConversion.between(DAY, numeric.unit()).map(conversion -> conversion.apply(DAYS))
                : Optional.empty();
    }

    private record Prepared(GridPlan grid) implements PreparedAnalysis {
        @Override
        public AnalysisPlan plan() {
            return grid.model().plan().plan();
        }

        @Override
        public EqualityClass equality() {
            return EqualityClass.E0;
        }

        @Override
        public List<String> variables() {
            return grid.model().variables();
        }

        @Override
        public Optional<Exposure.JointPlan> jointPlan() {
            return Optional.of(grid.jointPlan());
        }

        @Override
        public List<TensorDeclaration> declare(Json.Obj state) {
            return grid.declare(GridStage.read(state));
        }

        @Override
        public List<RoundOutline> outline() {
            return grid.outline();
        }

        @Override
        public List<TallyCell> tally() {
            return grid.tally();
        }

        @Override
        public AtSite atSite() {
            return new GridAtSite(grid);
        }

        @Override
        public AtCoordinator atCoordinator() {
            return new GridAtCoordinator(grid);
        }
    }
}
