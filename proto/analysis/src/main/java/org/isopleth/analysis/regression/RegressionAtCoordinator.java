package org.isopleth.analysis.regression;

import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.Standardisation;
import org.isopleth.analysis.design.Vector;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.WideFormat;

/// The coordinator's half of every regression.
///
/// @param model what both halves know
/// @param report what to make of the fit
public record RegressionAtCoordinator(Model model, Report report) implements AtCoordinator {

    @Override
    public Json.Obj start() {
        return new Stage.Centre().json();
    }

    @Override
    public Step step(Json.Obj state, Contribution sum) {
        return switch (Stage.read(state)) {
            case Stage.Centre() -> centred(sum);
            case Stage.Scale scale -> scaled(scale, sum);
            case Stage.Newton newton -> new NewtonMethod(model, report).step(newton, sum);
        };
    }

    private Step centred(Contribution sum) {
        long patients = Math.round(sum.values(Tensors.PATIENTS)[0]);
        if (patients > WideFormat.MAX_PARTS) {
            throw new TensorException("more patients than exact sums have room for");
        }
        if (patients <= model.plan().parameters()) {
            return new Step.Failed(new AnalysisProblem(Reason.TOO_FEW_ROWS, List.of()));
        }
        double outcome = model.outcomeBound().isPresent() ? sum.values(Tensors.OUTCOME)[0] : 0;
        Totals totals = new Totals(patients, outcome);
        Optional<AnalysisProblem> problem = model.outcomeProblem(totals);
        if (problem.isPresent()) {
            return new Step.Failed(problem.get());
        }
        double[] sums = sum.values(Tensors.SUMS);
        Design design = model.measured();
        Vector means = Vector.generate(
                sums.length, j -> Standardisation.mean(design.columns().get(j).range(), sums[j], patients));
        return new Step.Continue(new Stage.Scale(totals, means).json());
    }

    private Step scaled(Stage.Scale stage, Contribution sum) {
        Design design = model.measured();
        Standardisation columns = Standardisation.of(
                design, stage.totals().patients(), stage.means(), Vector.of(sum.values(Tensors.SQUARES)));
        List<String> unresolved = columns.columns(design, Distances.Finding.UNRESOLVED);
        if (!unresolved.isEmpty()) {
            return new Step.Failed(new AnalysisProblem(Reason.RANGE_TOO_WIDE, unresolved));
        }
        List<String> constant = columns.columns(design, Distances.Finding.CONSTANT);
        List<String> covariates = constant.stream()
                .filter(model.plan().covariates().names()::contains)
                .toList();
        if (!covariates.isEmpty()) {
            return new Step.Failed(new AnalysisProblem(Reason.CONSTANT, covariates));
        }
        if (!constant.isEmpty()) {
            return new Step.Failed(new AnalysisProblem(Reason.ONE_OUTCOME, constant));
        }
        Search search = Search.start(model.nullModel(stage.totals()));
        return new Step.Continue(new Stage.Newton(stage.totals(), columns, search).json());
    }
}
