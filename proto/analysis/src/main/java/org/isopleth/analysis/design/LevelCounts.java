package org.isopleth.analysis.design;

import java.math.BigDecimal;
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

    /// Every declared level of a categorical variable; both values of a number that, in this table, takes
    /// at most two, whatever they are (0 and 1, 1 and 2, 0 % and 100 %); nothing for other numbers. Missing
    /// entries are not counted.
    ///
    /// A model takes such a number for what it is, a mark some patients have: its unit hides nothing.
    public static List<Exposure.Count> of(AnalysisTable table, String variable) {
        return switch (table.column(variable)) {
            case Column.Categorical categorical -> ofLevels(categorical);
            case Column.Numeric numeric -> ofTwoValues(numeric);
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

    private static List<Exposure.Count> ofTwoValues(Column.Numeric column) {
        SortedMap<Double, Integer> counts = new TreeMap<>();
        for (int row = 0; row < column.rows(); row++) {
            if (!column.isMissing(row)) {
                // Adding 0 makes one value of 0 and −0.
                counts.merge(column.value(row) + 0.0, 1, Integer::sum);
                if (counts.size() > 2) {
                    return List.of();
                }
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new Exposure.Count(column.name(), word(entry.getKey()), entry.getValue()))
                .toList();
    }

    /// `1` for 1, `0.5` for 0.5.
    static String word(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
