package org.isopleth.analysis.design;

import java.util.List;
import java.util.OptionalInt;
import org.isopleth.analysis.PlanException;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorException;

/// A yes-or-no outcome: `name` of a number that is 0 or 1, or `name=level` of a categorical variable.
/// Immutable, thread-safe.
///
/// @param text as the plan writes it
/// @param variable the study's variable
/// @param level the level that means yes; empty for a number
public record Indicator(String text, String variable, OptionalInt level) {

    /// Reads an outcome of a plan.
    ///
    /// @throws PlanException when it does not fit the study
    public static Indicator of(Study study, String option, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        return switch (Design.variable(study, option, name)) {
            case Variable.Numeric numeric -> {
                if (equals >= 0) {
                    throw new PlanException(option, "'" + name + "' is a number: write " + option + ": " + name);
                }
                if (numeric.minimum() > 0 || numeric.maximum() < 1) {
                    throw new PlanException(option, "'" + name + "' in " + option + " must have the range 0 to 1");
                }
                yield new Indicator(text, name, OptionalInt.empty());
            }
            case Variable.Categorical categorical -> {
                List<String> levels = categorical.levelNames();
                int level = equals < 0 ? -1 : levels.indexOf(text.substring(equals + 1));
                if (level < 0) {
                    throw new PlanException(
                            option,
                            "'" + name + "' has values: write " + option + ": " + name + "=" + levels.getLast()
                                    + ", or another of " + String.join(", ", levels));
                }
                yield new Indicator(text, name, OptionalInt.of(level));
            }
        };
    }

    /// Whether the patient of this row has the outcome; the row is complete.
    ///
    /// @throws TensorException when a number is neither 0 nor 1
    public boolean holds(AnalysisTable table, int row) {
        return switch (table.column(variable)) {
            case Column.Categorical categorical -> level.isPresent() && categorical.code(row) == level.getAsInt();
            case Column.Numeric numeric -> {
                double value = numeric.value(row);
                if (value != 0 && value != 1) {
                    throw new TensorException("variable '" + variable + "' holds a value that is neither 0 nor 1");
                }
                yield value == 1;
            }
        };
    }

    /// What not having and having the outcome is called.
    List<String> classNames() {
        String word = level.isPresent() ? text.substring(variable.length() + 1) : "1";
        return List.of(level.isPresent() ? "not " + word : "0", word);
    }

    /// How many patients have and do not have the outcome.
    public List<Exposure.Count> classes(AnalysisTable table) {
        int yes = 0;
        for (int row = 0; row < table.rows(); row++) {
            yes += holds(table, row) ? 1 : 0;
        }
        return List.of(
                new Exposure.Count(variable, classNames().getFirst(), table.rows() - yes),
                new Exposure.Count(variable, classNames().getLast(), yes));
    }
}
