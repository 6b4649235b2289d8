package org.isopleth.analysis.benchmark;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.design.LevelCounts;
import org.isopleth.analysis.design.Magnitudes;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.WideSum;

/// The hospital's half of a benchmark.
///
/// @param plan what both halves know
record BenchmarkAtSite(BenchmarkPlan plan) implements AtSite {

    @Override
    public Exposure exposure(AnalysisTable table) {
        return new Exposure(
                        (int) sums(table).patients(),
                        List.of(),
                        OptionalInt.empty(),
                        LevelCounts.of(table, plan.range().variable()),
                        BenchmarkPlan.COLUMNS,
                        0,
                        0)
                .telling(Magnitudes.of(table, List.of(plan.range().variable())));
    }

    @Override
    public List<RowsBehind> behind(AnalysisTable table) {
        return List.of(RowsBehind.complete(table, List.of(plan.range().variable())));
    }

    @Override
    public Contribution contribute(AnalysisTable table, Json.Obj state) {
        float[] values = BenchmarkState.read(state, plan.length()).values();
        Sums own = sums(table);
        double shift = own.coordinates() / 2;
        double weight = own.patients() / 2;
        List<TensorDeclaration> declared = plan.declare();
        return new Contribution(List.of(
                Tensor.of(declared.get(0), _ -> own.patients()),
                Tensor.of(declared.get(1), i -> weight * values[i] + shift)));
    }

    /// However many values come back, they tell two numbers: how many patients there are, and their sum.
    @Override
    public Facts facts(AnalysisTable table, Json.Obj state, Contribution contribution, Optional<Tally> others) {
        Column.Numeric column = numeric(table);
        BitSet members = new BitSet(table.rows());
        double[] values = new double[table.rows()];
        for (int row = 0; row < values.length; row++) {
            members.set(row, !column.isMissing(row));
            values[row] = column.isMissing(row) ? Double.NaN : column.value(row);
        }
        String name = plan.range().variable();
        long more = others.map(Tally::rows).orElse(0L);
        return new Facts(
                values.length,
                Map.of(name, values),
                List.of(
                        Fact.Sums.count(members, more),
                        new Fact.Sums(Fact.Order.FIRST, members, Weight.ONE, List.of(name), true, more)));
    }

    private Column.Numeric numeric(AnalysisTable table) {
        if (table.column(plan.range().variable()) instanceof Column.Numeric column) {
            return column;
        }
        throw new TensorException("variable '" + plan.range().variable() + "' is of another kind than declared");
    }

    /// Exact sums over the patients that have the variable, so that the order of rows cannot matter.
    private record Sums(double patients, double coordinates) {}

    private Sums sums(AnalysisTable table) {
        Column.Numeric column = numeric(table);
        WideSum sum = new WideSum(new TensorDeclaration(
                "coordinates", List.of(), TensorDeclaration.Disclosure.MARGINAL, 1, BenchmarkPlan.MAX_PATIENTS));
        int patients = 0;
        for (int row = 0; row < table.rows(); row++) {
            if (!column.isMissing(row)) {
                patients++;
                sum.add(0, plan.range().unit(plan.range().check(column.value(row))));
            }
        }
        return new Sums(patients, sum.total().value(0));
    }
}
