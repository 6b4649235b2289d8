package org.isopleth.client.simulation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideSum;

/// The smallest analysis there can be, for tests of what surrounds analyses: the mean of one number over
/// a planned number of rounds, each of which says again what the first said.
public final class MeanAnalysis implements Analysis {

    @Override
    public AnalysisId id() {
        return new AnalysisId("mean", 1);
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        for (String option : plan.options().members().keySet()) {
            if (!option.equals("of") && !option.equals("rounds")) {
                throw new PlanException(option, "mean@1 has no option '" + option + "'; its options are of, rounds");
            }
        }
        if (plan.options().find("of").isEmpty()) {
            throw new PlanException("", "option 'of' is missing");
        }
        String name = plan.options().text("of");
        if (!(study.variable(name).orElse(null) instanceof Variable.Numeric variable)) {
            throw new PlanException("of", "'" + name + "' is not a numeric variable of the study");
        }
        int rounds =
                plan.options().find("rounds").map(Json::asInteger).orElse(1L).intValue();
        return new Prepared(plan, variable, rounds);
    }

    private record Prepared(AnalysisPlan plan, Variable.Numeric variable, int rounds)
            implements PreparedAnalysis, AtSite, AtCoordinator {

        @Override
        public EqualityClass equality() {
            return EqualityClass.E0;
        }

        @Override
        public List<String> variables() {
            return List.of(variable.name());
        }

        @Override
        public Optional<Exposure.JointPlan> jointPlan() {
            return Optional.empty();
        }

        @Override
        public List<TensorDeclaration> declare(Json.Obj state) {
            double bound = Math.max(1, Math.max(Math.abs(variable.minimum()), Math.abs(variable.maximum())));
            return List.of(new TensorDeclaration("sums", List.of(2), TensorDeclaration.Disclosure.MARGINAL, 1, bound)
                    .as(Statbarn.LINEAR_AGGREGATIONS));
        }

        @Override
        public List<RoundOutline> outline() {
            return List.of(RoundOutline.once(declare(start())));
        }

        @Override
        public List<TallyCell> tally() {
            return List.of(new TallyCell.Rows());
        }

        @Override
        public List<RowsBehind> behind(AnalysisTable table) {
            return List.of(RowsBehind.complete(table, variables()));
        }

        @Override
        public AtSite atSite() {
            return this;
        }

        @Override
        public AtCoordinator atCoordinator() {
            return this;
        }

        @Override
        public Exposure exposure(AnalysisTable table) {
            return new Exposure(table.complete(variables()).rows(), List.of(), OptionalInt.empty(), List.of(), 1, 0, 0);
        }

        @Override
        public Contribution contribute(AnalysisTable table, Json.Obj state) {
            WideSum sums = new WideSum(declare(state).getFirst());
            Column.Numeric column = (Column.Numeric) table.column(variable.name());
            for (int row = 0; row < table.rows(); row++) {
                if (!column.isMissing(row)) {
                    sums.add(0, 1);
                    sums.add(1, column.value(row));
                }
            }
            return new Contribution(List.of(sums.total()));
        }

        @Override
        public Json.Obj start() {
            return Json.object().with("round", 1).build();
        }

        @Override
        public Step step(Json.Obj state, Contribution sum) {
            int round = state.count("round");
            if (round < rounds) {
                return new Step.Continue(Json.object().with("round", round + 1).build());
            }
            double[] sums = sum.values("sums");
            if (sums[1] == 0) {
                return new Step.Failed(
                        new AnalysisProblem(AnalysisProblem.Reason.ZERO_EVENTS, List.of(variable.name())));
            }
            return new Step.Finished(Json.object()
                    .with(
                            "means",
                            List.of(Json.object()
                                    .with("name", variable.name())
                                    .with("patients", sums[0])
                                    .with("mean", sums[1] / sums[0])
                                    .build()))
                    .build());
        }
    }
}
