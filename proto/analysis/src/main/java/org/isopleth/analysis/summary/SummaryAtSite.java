package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.Magnitudes;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.WideSum;

/// The hospital's half of a summary.
///
/// @param plan what both halves know
record SummaryAtSite(SummaryPlan plan) implements AtSite {

    /// Every column is a sum over the patients that have it, so the fewest of any column count as rows.
    @Override
    public Exposure exposure(AnalysisTable table) {
        int rows = table.rows();
        List<Exposure.Count> levels = new ArrayList<>();
        List<OutputFacts> outputs = new ArrayList<>(Magnitudes.of(table, plan.names()));
        for (Variable variable : plan.variables()) {
            int present = present(table.column(variable.name()));
            rows = Math.min(rows, present);
            outputs.add(new OutputFacts.Subset(variable.name(), table.rows() - present));
            levels.addAll(LevelCounts.of(table, variable.name()));
        }
        return new Exposure(rows, List.of(), OptionalInt.empty(), levels, plan.columns(), 0, 0).telling(outputs);
    }

    /// Every variable is told of the patients that have it, and the number of patients of all.
    @Override
    public List<RowsBehind> behind(AnalysisTable table) {
        List<RowsBehind> behind = new ArrayList<>();
        behind.add(new RowsBehind(Set.of(), table));
        plan.names().forEach(name -> behind.add(RowsBehind.complete(table, List.of(name))));
        return behind;
    }

    @Override
    public Contribution contribute(AnalysisTable table, Json.Obj state) {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorDeclaration declaration : plan.declare(state)) {
            WideSum sum = new WideSum(declaration);
            switch (declaration.name()) {
                case SummaryPlan.PATIENTS -> {
                    for (int row = 0; row < table.rows(); row++) {
                        sum.add(0, 1);
                    }
                }
                case SummaryPlan.COUNTS -> addCounts(table, sum);
                case SummaryPlan.SUMS -> addUnits(table, sum);
                default -> addSquares(table, plan.distances(state), sum);
            }
            tensors.add(sum.total());
        }
        return new Contribution(tensors);
    }

    @Override
    public Facts facts(AnalysisTable table, Json.Obj state, Contribution contribution, Optional<Tally> others) {
        return new SummaryFacts(plan, others).of(table, SummaryPlan.spreads(state));
    }

    void addCounts(AnalysisTable table, WideSum sum) {
        int first = 0;
        for (Variable variable : plan.variables()) {
            Column column = table.column(variable.name());
            for (int row = 0; row < table.rows(); row++) {
                int present = column instanceof Column.Categorical categorical ? 1 + categorical.code(row) : 1;
                sum.add(first + (column.isMissing(row) ? 0 : present), 1);
            }
            first += SummaryPlan.counts(variable);
        }
    }

    private void addUnits(AnalysisTable table, WideSum sum) {
        List<PublicRange> ranges = plan.ranges();
        for (int j = 0; j < ranges.size(); j++) {
            PublicRange range = ranges.get(j);
            Column.Numeric column = numeric(table, range.variable());
            for (int row = 0; row < table.rows(); row++) {
                if (!column.isMissing(row)) {
                    sum.add(j, range.unit(range.check(column.value(row))));
                }
            }
        }
    }

    private static void addSquares(AnalysisTable table, List<Distances> distances, WideSum sum) {
        for (int j = 0; j < distances.size(); j++) {
            PublicRange range = distances.get(j).range();
            Column.Numeric column = numeric(table, range.variable());
            for (int row = 0; row < table.rows(); row++) {
                if (!column.isMissing(row)) {
                    sum.add(j, distances.get(j).part(range.check(column.value(row))));
                }
            }
        }
    }

    static Column.Numeric numeric(AnalysisTable table, String name) {
        if (table.column(name) instanceof Column.Numeric numeric) {
            return numeric;
        }
        throw new TensorException("variable '" + name + "' is of another kind than declared");
    }

    private static int present(Column column) {
        int present = 0;
        for (int row = 0; row < column.rows(); row++) {
            present += column.isMissing(row) ? 0 : 1;
        }
        return present;
    }
}
