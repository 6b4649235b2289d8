package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Indicator;
import org.isopleth.analysis.design.Options;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.design.TallyCells;
import org.isopleth.analysis.regression.PreparedRegression;
import org.isopleth.analysis.regression.RegressionPlan;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.Dimension;
import org.isopleth.unit.KnownUnits;

/// `cox@1`, as the package documents it. Stateless, thread-safe.
public final class Cox implements Analysis {
    private static final AnalysisId ID = new AnalysisId("cox", 1);

    /// A number without a unit may count visits or cycles.
    private static final Set<Dimension> COUNTS_TIME = Set.of(Dimension.TIME, Dimension.NUMBER);

    @Override
    public AnalysisId id() {
        return ID;
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        Options options = new Options(plan, Options.union(RegressionPlan.OPTIONS, "time", "event", "strata", "ties"));
        Strata strata = Strata.of(study, options.optionalText("strata").orElse("site"));
        CoxModel model = model(study, plan, options, strata);
        return new PreparedRegression(
                model, new CoxRows(model), new CoxReport(model), tally(study, model, options.names("covariates")));
    }

    /// The model that a plan's options ask for, with these strata.
    static CoxModel model(Study study, AnalysisPlan plan, Options options, Strata strata) {
        PublicRange time = time(study, options.text("time"));
        Indicator event = Indicator.of(study, "event", options.text("event"));
        CoxModel.Ties ties = options.choice("ties", Optional.of("efron"), Set.of("efron", "breslow"))
                        .equals("efron")
                ? CoxModel.Ties.EFRON
                : CoxModel.Ties.BRESLOW;
        List<String> names = options.names("covariates");
        for (String name : names) {
            if (name.equals(time.variable()) || name.equals(event.variable())) {
                throw new PlanException("covariates", "'" + name + "' is the outcome and cannot be a covariate");
            }
            if (strata.variables().contains(name)) {
                throw new PlanException("covariates", "'" + name + "' defines the strata and cannot be a covariate");
            }
        }
        Design covariates = Design.of(study, "covariates", names);
        RegressionPlan shared = RegressionPlan.read(plan, options, covariates, false, RegressionPlan.DEFAULT_ROUNDS);
        return new CoxModel(shared, time, event, strata, ties);
    }

    /// The totals that decide whether its sums may be read.
    static List<TallyCell> tally(Study study, CoxModel model, List<String> covariates) {
        List<TallyCell> outcome = new ArrayList<>(List.of(new TallyCell.Events()));
        outcome.addAll(TallyCells.of(model.event()));
        String time = model.time().variable();
        outcome.addAll(TallyCells.of(TallyCell.Role.OUTCOME, Design.variable(study, "time", time)));
        for (String stratum : model.stratification().variables()) {
            outcome.addAll(TallyCells.ofStrata(Design.variable(study, "strata", stratum)));
        }
        return PreparedRegression.tally(study, outcome, covariates);
    }

    private static PublicRange time(Study study, String name) {
        if (Design.variable(study, "time", name) instanceof Variable.Numeric numeric) {
            if (numeric.minimum() < 0) {
                throw new PlanException("time", "the range of '" + name + "' must start at 0 or above");
            }
            if (KnownUnits.find(numeric.unit()).stream().noneMatch(unit -> COUNTS_TIME.contains(unit.dimension()))) {
                throw new PlanException(
                        "time",
                        "'" + name + "' is in " + numeric.unit() + ", which does not measure time; use d, mo or a");
            }
            return new PublicRange(name, numeric.minimum(), numeric.maximum());
        }
        throw new PlanException("time", "'" + name + "' is not a number and cannot be a time");
    }
}
