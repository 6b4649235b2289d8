package org.isopleth.analysis.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.DesignColumn;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Weight;

/// What the messages of a regression tell. Columns are in their own units: standardised ones are the same facts in
/// units the round's state tells everybody.
///
/// @param model what both halves know
/// @param rows what only the hospital's half knows
record RegressionFacts(Model model, RowModel rows) {

    /// @param others the other sites' tallies together, where totals are known
    Facts of(AnalysisTable table, Stage stage, Optional<Tally> others) {
        BitSet members = complete(table);
        double[] outcome = outcome(table, members);
        Map<String, double[]> columns = new HashMap<>(rows.factColumns(table));
        columns.put(outcomeColumn(), outcome);
        for (DesignColumn column : model.measured().columns()) {
            double[] values = Design.values(table, column);
            columns.put(column.name(), values);
            columns.put(
                    square(column.name()), Arrays.stream(values).map(x -> x * x).toArray());
        }
        List<Fact> facts = switch (stage) {
            case Stage.Centre() -> centre(table, members, withOutcome(members, outcome), others);
            case Stage.Scale(Totals totals, var _) ->
                List.of(first(members, names(true), totals.patients() - members.cardinality()));
            case Stage.Newton newton -> joint(members, withOutcome(members, outcome), newton);
        };
        return new Facts(
                table.rows(), columns, facts, others.map(this::elsewhere).orElse(Map.of()), 0);
    }

    private List<Fact> centre(AnalysisTable table, BitSet members, BitSet withOutcome, Optional<Tally> others) {
        long more = others.map(Tally::rows).orElse(0L);
        List<Fact> facts = new ArrayList<>(List.of(Fact.Sums.count(members, more), first(members, names(false), more)));
        if (model.yesOrNo() || rows.events(table.select(new int[0])).isPresent()) {
            facts.add(Fact.Sums.count(
                    withOutcome, others.map(RegressionFacts::withOutcome).orElse(0L)));
        } else if (model.outcomeBound().isPresent()) {
            facts.add(first(members, List.of(outcomeColumn()), more));
        }
        return facts.stream().filter(fact -> !fact.members().isEmpty()).toList();
    }

    /// The events, or the patients of the last class of a yes-or-no outcome, which is the one that has it.
    private static long withOutcome(Tally tally) {
        long with = 0;
        for (Tally.Entry entry : tally.entries()) {
            if (entry.cell() instanceof TallyCell.Events) {
                return entry.patients();
            }
            if (entry.cell() instanceof TallyCell.Value value && value.role() == TallyCell.Role.OUTCOME) {
                with = entry.patients();
            }
        }
        return with;
    }

    /// Of the covariates that are 0 and 1 wherever totals know them.
    private Map<String, Facts.Elsewhere> elsewhere(Tally others) {
        Map<String, Facts.Elsewhere> elsewhere = new HashMap<>();
        for (DesignColumn column : model.plan().covariates().columns()) {
            String level = column.level().isPresent()
                    ? column.name().substring(column.variable().length() + 1)
                    : "1";
            TallyCell cell = new TallyCell.Value(TallyCell.Role.COVARIATE, column.variable(), level);
            for (Tally.Entry entry : others.values()) {
                if (entry.cell().equals(cell) && entry.patients() <= others.rows()) {
                    Facts.Elsewhere ones = new Facts.Elsewhere(entry.patients(), others.rows());
                    elsewhere.put(column.name(), ones);
                    elsewhere.put(square(column.name()), ones);
                }
            }
        }
        return elsewhere;
    }

    private List<Fact> joint(BitSet members, BitSet withOutcome, Stage.Newton stage) {
        long others = Math.max(0, stage.totals().patients() - members.cardinality());
        long othersWithOutcome =
                Math.clamp(Math.round(stage.totals().outcome()) - withOutcome.cardinality(), 0, others);
        return rows
                .facts(
                        new RowModel.JointPatients(members, withOutcome, others, othersWithOutcome),
                        outcomeColumn(),
                        stage)
                .stream()
                .filter(fact -> !fact.members().isEmpty())
                .toList();
    }

    private static Fact first(BitSet members, List<String> columns, long others) {
        return new Fact.Sums(Order.FIRST, members, Weight.ONE, columns, true, Math.max(0, others));
    }

    private List<String> names(boolean squares) {
        return model.measured().names().stream()
                .map(name -> squares ? square(name) : name)
                .toList();
    }

    private static String square(String name) {
        return name + " squared";
    }

    /// Two analyses may take different patients' outcomes, so the column is this one's own.
    private String outcomeColumn() {
        return "outcome of " + model.plan().plan().name();
    }

    private BitSet complete(AnalysisTable table) {
        BitSet complete = new BitSet();
        for (int row = 0; row < table.rows(); row++) {
            int each = row;
            complete.set(
                    row,
                    model.variables().stream()
                            .noneMatch(name -> table.column(name).isMissing(each)));
        }
        return complete;
    }

    private double[] outcome(AnalysisTable table, BitSet members) {
        double[] outcome = new double[table.rows()];
        Arrays.setAll(outcome, row -> members.get(row) ? rows.outcome(table, row) : Double.NaN);
        return outcome;
    }

    private static BitSet withOutcome(BitSet members, double[] outcome) {
        BitSet with = new BitSet();
        members.stream().filter(row -> outcome[row] == 1).forEach(with::set);
        return with;
    }
}
