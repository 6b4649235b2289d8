package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.DesignColumn;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;

/// What the rounds of a Cox model on a common grid tell of whom, for the leak meter. Columns are in their own units.
///
/// The counts the grid is made from are no facts here: every later sum is over whole steps of the grid, and what the
/// counts of single bins tell is said in the reference page of the analysis.
///
/// @param plan what both halves know
record GridFacts(GridPlan plan) {

    /// The sum of the covariates of all events.
    Facts of(AnalysisTable table, GridStage.Count stage, TimeGrid grid) {
        Rows rows = new Rows(table, grid);
        BitSet events = rows.where(rows::hasEvent);
        long all = Math.round(stage.newton().totals().outcome());
        return rows.facts(List.of(new Fact.Sums(Order.FIRST, events, Weight.ONE, names(), true, others(all, events))));
    }

    /// The events of every step, the weighted moments of those who leave in it and, with Efron's ties, of its events.
    Facts of(AnalysisTable table, GridStage.Fit stage, TimeGrid grid) {
        Rows rows = new Rows(table, grid);
        Weight weight = weight(stage.newton());
        List<Fact> facts = new ArrayList<>();
        for (int step = 0; step < grid.steps().size(); step++) {
            int each = step;
            BitSet leaving = rows.where(row -> rows.step(row) == each);
            BitSet events = rows.where(row -> rows.step(row) == each && rows.hasEvent(row));
            long othersEvents = others(Math.round(stage.events().get(step)), events);
            facts.add(Fact.Sums.count(events, othersEvents));
            facts.add(second(leaving, weight, others(grid.steps().get(step).leavers(), leaving)));
            if (plan.tellsEvents()) {
                facts.add(second(events, weight, othersEvents));
            }
        }
        return rows.facts(facts);
    }

    private Fact second(BitSet members, Weight weight, long others) {
        return new Fact.Sums(Order.SECOND, members, weight, names(), true, others);
    }

    /// A patient's hazard at the coefficients of the round.
    private Weight weight(Stage.Newton stage) {
        return new Weight(
                plan.model().plan().plan().name() + " at "
                        + stage.search().candidate().json(),
                patient -> {
                    List<String> names = names();
                    Vector z = Vector.generate(
                            names.size(),
                            j -> (patient.value(names.get(j))
                                            - stage.columns().means().get(j))
                                    / stage.columns().deviations().get(j));
                    return StrictMath.exp(
                            stage.search().candidate().dot(z) - plan.model().spread(stage));
                });
    }

    /// How many of these patients are of other sites.
    private static long others(long all, BitSet own) {
        return Math.max(0, all - own.cardinality());
    }

    private List<String> names() {
        return plan.model().measured().names();
    }

    /// This site's patients, by row of the whole table.
    private final class Rows {
        private final AnalysisTable table;
        private final BitSet complete = new BitSet();
        private final CoxRows cox = new CoxRows(plan.model());
        private final TimeGrid grid;

        Rows(AnalysisTable table, TimeGrid grid) {
            this.table = table;
            this.grid = grid;
            for (int row = 0; row < table.rows(); row++) {
                int each = row;
                complete.set(
                        row,
                        plan.model().variables().stream()
                                .noneMatch(name -> table.column(name).isMissing(each)));
            }
        }

        boolean hasEvent(int row) {
            return cox.outcome(table, row) == 1;
        }

        int step(int row) {
            return grid.step(plan.bins().bin(cox.time(table, row)));
        }

        BitSet where(IntPredicate which) {
            BitSet members = new BitSet();
            complete.stream().filter(which).forEach(members::set);
            return members;
        }

        Facts facts(List<Fact> facts) {
            Map<String, double[]> columns = new HashMap<>();
            for (DesignColumn column : plan.model().measured().columns()) {
                columns.put(column.name(), Design.values(table, column));
            }
            return new Facts(
                    table.rows(),
                    columns,
                    facts.stream().filter(fact -> !fact.members().isEmpty()).toList());
        }
    }
}
