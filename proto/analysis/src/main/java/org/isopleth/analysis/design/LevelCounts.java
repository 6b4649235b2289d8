package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;

/// How many patients have each value of a variable with few values, as the disclosure rules ask.
/// Stateless, thread-safe.
public final class LevelCounts {
    private LevelCounts() {}

    /// Every declared level of a categorical variable; 0 and 1 of a number that, in this table, takes
    /// no other value; nothing for other numbers. Missing entries are not counted.
    public static List<Exposure.Count> of(AnalysisTable table, String variable) {
        return switch (table.column(variable)) {
            case Column.Categorical categorical -> ofLevels(categorical);
            case Column.Numeric numeric -> ofZeroAndOne(numeric);
        };
    }

    /// As [#of], and every value of a number that is used as a stratum.
    public static List<Exposure.Count> ofStrata(AnalysisTable table, String variable) {
        if (!(table.column(variable) instanceof Column.Numeric numeric)) {
            return of(table, variable);
        }
        SortedMap<Long, Integer> counts = new TreeMap<>();
        for (int row = 0; row < numeric.rows(); row++) {
            if (!numeric.isMissing(row)) {
                counts.merge((long) numeric.value(row), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new Exposure.Count(variable, entry.getKey().toString(), entry.getValue()))
                .toList();
    }

    private static List<Exposure.Count> ofLevels(Column.Categorical column) {
        int[] patients = new int[column.levels().size()];
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                patients[column.code(row)]++;
            }
        }
        List<Exposure.Count> counts = new ArrayList<>();
        for (int level = 0; level < patients.length; level++) {
            counts.add(new Exposure.Count(column.name(), column.levels().get(level), patients[level]));
        }
        return counts;
    }

    private static List<Exposure.Count> ofZeroAndOne(Column.Numeric column) {
        int[] patients = new int[2];
        for (int row = 0; row < column.rows(); row++) {
            double value = column.value(row);
            if (value == 0 || value == 1) {
                patients[(int) value]++;
            } else if (!column.isMissing(row)) {
                return List.of();
            }
        }
        return List.of(
                new Exposure.Count(column.name(), "0", patients[0]),
                new Exposure.Count(column.name(), "1", patients[1]));
    }
}
