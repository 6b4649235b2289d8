package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.analysis.design.TallyCells;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;
import org.isopleth.study.Variable;

/// What the messages of a summary tell: how many patients there are and have each level, and of every number its
/// sum, then its squares, over the patients who have it. How many lack a value is the difference of two of these.
///
/// @param plan what both halves know
/// @param others the other sites' tallies together, where totals are known; their rows are the fewest of any
///     column
record SummaryFacts(SummaryPlan plan, Optional<Tally> others) {

    Facts of(AnalysisTable table, boolean squares) {
        long more = others.map(Tally::rows).orElse(0L);
        Map<String, double[]> columns = new HashMap<>();
        Map<String, Facts.Elsewhere> elsewhere = new HashMap<>();
        List<Fact> facts = new ArrayList<>();
        if (!squares) {
            BitSet everybody = new BitSet();
            everybody.set(0, table.rows());
            facts.add(Fact.Sums.count(everybody, more));
        }
        for (Variable variable : plan.variables()) {
            switch (table.column(variable.name())) {
                case Column.Numeric numeric -> {
                    String name = squares ? variable.name() + " squared" : variable.name();
                    columns.put(name, values(numeric, squares));
                    ones(variable.name(), Optional.empty()).ifPresent(ones -> elsewhere.put(name, ones));
                    facts.add(new Fact.Sums(Order.FIRST, present(numeric), Weight.ONE, List.of(name), true, more));
                }
                case Column.Categorical categorical -> {
                    if (!squares) {
                        facts.addAll(levels(categorical));
                    }
                }
            }
        }
        List<Fact> aboutSomebody =
                facts.stream().filter(fact -> !fact.members().isEmpty()).toList();
        return new Facts(table.rows(), columns, aboutSomebody, elsewhere, 0);
    }

    private List<Fact> levels(Column.Categorical column) {
        List<Fact> facts = new ArrayList<>();
        for (int level = 0; level < column.levels().size(); level++) {
            BitSet with = new BitSet();
            for (int row = 0; row < column.rows(); row++) {
                with.set(row, column.code(row) == level);
            }
            long more = ones(column.name(), Optional.of(column.levels().get(level)))
                    .map(Facts.Elsewhere::ones)
                    .orElse(0L);
            facts.add(Fact.Sums.count(with, more));
        }
        return facts;
    }

    private Optional<Facts.Elsewhere> ones(String variable, Optional<String> level) {
        return others.flatMap(tally -> TallyCells.elsewhere(tally, variable, level));
    }

    private static double[] values(Column.Numeric column, boolean squares) {
        double[] values = new double[column.rows()];
        Arrays.setAll(values, row -> squares ? column.value(row) * column.value(row) : column.value(row));
        return values;
    }

    private static BitSet present(Column column) {
        BitSet present = new BitSet();
        for (int row = 0; row < column.rows(); row++) {
            present.set(row, !column.isMissing(row));
        }
        return present;
    }
}
