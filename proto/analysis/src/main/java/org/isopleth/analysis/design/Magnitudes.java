package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.OutputFacts;

/// How much of the sum of a number single patients make up, as the disclosure rules ask. Stateless, thread-safe.
public final class Magnitudes {
    private Magnitudes() {}

    /// One for each of these variables that is a number of more than two values. Of two values the sum is a count of
    /// patients, however few have the larger one, and [LevelCounts] tells what the rules on counts ask.
    public static List<OutputFacts> of(AnalysisTable table, Collection<String> variables) {
        List<OutputFacts> magnitudes = new ArrayList<>();
        for (String variable : variables) {
            if (table.column(variable) instanceof Column.Numeric numeric
                    && LevelCounts.of(table, variable).isEmpty()) {
                double[] values = new double[numeric.rows()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = numeric.value(row);
                }
                magnitudes.add(OutputFacts.Magnitude.of(variable, values));
            }
        }
        return magnitudes;
    }
}
