package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.Magnitudes;
import org.isopleth.analysis.design.Standardisation;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideSum;

/// The hospital's half of every regression. Uses the complete cases of the model's own variables.
///
/// @param model what both halves know
/// @param rows what only this half knows
public record RegressionAtSite(Model model, RowModel rows) implements AtSite {

    @Override
    public Exposure exposure(AnalysisTable table) {
        AnalysisTable cases = table.complete(model.variables());
        List<Exposure.Count> levels = new ArrayList<>();
        for (String variable : model.plan().covariates().variables()) {
            levels.addAll(LevelCounts.of(cases, variable));
        }
        levels.addAll(rows.strata(cases));
        int parameters = model.plan().parameters();
        return new Exposure(
                        cases.rows(),
                        rows.outcomeClasses(cases),
                        rows.events(cases),
                        levels,
                        parameters,
                        parameters,
                        model.plan().maxRounds())
                .telling(outputs(cases));
    }

    @Override
    public List<RowsBehind> behind(AnalysisTable table) {
        return List.of(RowsBehind.complete(table, model.variables()));
    }

    /// Of what the centring round sums.
    private List<OutputFacts> outputs(AnalysisTable cases) {
        List<OutputFacts> outputs =
                new ArrayList<>(Magnitudes.of(cases, model.measured().variables()));
        outputs.addAll(rows.outputs(cases));
        return outputs;
    }

    @Override
    public Contribution contribute(AnalysisTable table, Json.Obj state) {
        AnalysisTable cases = table.complete(model.variables());
        Stage stage = Stage.read(state);
        List<TensorDeclaration> declared = Tensors.declare(model, stage);
        return switch (stage) {
            case Stage.Centre() -> centre(cases, declared);
            case Stage.Scale scale -> squares(cases, scale, declared.getFirst());
            case Stage.Newton newton -> {
                double[][] measured = model.measured().rows(cases);
                newton.columns().apply(measured);
                JointSums sums = new JointSums(declared);
                rows.addJoint(cases, measured, newton, sums);
                yield sums.total();
            }
        };
    }

    @Override
    public Facts facts(AnalysisTable table, Json.Obj state, Contribution contribution, Optional<Tally> others) {
        return new RegressionFacts(model, rows).of(table, Stage.read(state), others);
    }

    private Contribution centre(AnalysisTable cases, List<TensorDeclaration> declared) {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorDeclaration declaration : declared) {
            WideSum sum = new WideSum(declaration);
            switch (declaration.name()) {
                case Tensors.PATIENTS -> {
                    for (int row = 0; row < cases.rows(); row++) {
                        sum.add(0, 1);
                    }
                }
                case Tensors.OUTCOME -> {
                    for (int row = 0; row < cases.rows(); row++) {
                        sum.add(0, rows.outcome(cases, row));
                    }
                }
                default -> addUnits(cases, sum);
            }
            tensors.add(sum.total());
        }
        return new Contribution(tensors);
    }

    private void addUnits(AnalysisTable cases, WideSum sum) {
        Design design = model.measured();
        for (double[] row : design.rows(cases)) {
            for (int j = 0; j < row.length; j++) {
                sum.add(j, design.columns().get(j).range().unit(row[j]));
            }
        }
    }

    private Contribution squares(AnalysisTable cases, Stage.Scale stage, TensorDeclaration declaration) {
        Design design = model.measured();
        List<Distances> distances =
                Standardisation.distances(design, stage.means(), stage.totals().patients());
        WideSum sum = new WideSum(declaration);
        for (double[] row : design.rows(cases)) {
            for (int j = 0; j < row.length; j++) {
                sum.add(j, distances.get(j).part(row[j]));
            }
        }
        return new Contribution(List.of(sum.total()));
    }
}
