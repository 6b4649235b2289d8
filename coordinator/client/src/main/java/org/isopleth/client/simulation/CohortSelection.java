package org.isopleth.client.simulation;

import java.util.stream.IntStream;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.study.Cohort;

/// Selects a study's cohort from a table. The disease is not checked: a simulated hospital's file holds
/// patients who have it. Stateless, thread-safe.
final class CohortSelection {
    private CohortSelection() {}

    /// The patients for whom every condition holds; a missing value satisfies none.
    static AnalysisTable select(AnalysisTable table, Cohort cohort) {
        int[] kept = IntStream.range(0, table.rows())
                .filter(row -> cohort.conditions().stream().allMatch(condition -> holds(table, condition, row)))
                .toArray();
        return table.select(kept);
    }

    private static boolean holds(AnalysisTable table, Cohort.Condition condition, int row) {
        Column column = table.column(condition.variable());
        if (column.isMissing(row)) {
            return false;
        }
        return switch (condition) {
            case Cohort.Condition.Between between -> {
                double value = ((Column.Numeric) column).value(row);
                yield value >= between.minimum() && value <= between.maximum();
            }
            case Cohort.Condition.OneOf oneOf -> {
                Column.Categorical levels = (Column.Categorical) column;
                yield oneOf.levels().contains(levels.levels().get(levels.code(row)));
            }
        };
    }
}
