package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.isopleth.analysis.PlanException;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorException;

/// The columns of a model, from a study's covariates: a number as it is, a categorical variable as one
/// indicator per level but the first. The intercept is not among them. Immutable, thread-safe.
///
/// @param columns in the plan's order of covariates, levels in the study's order
public record Design(List<DesignColumn> columns) {

    public Design {
        columns = List.copyOf(columns);
    }

    /// The design of the named covariates.
    ///
    /// @param option the plan's option the names come from
    /// @throws PlanException when a covariate is unknown or named twice
    public static Design of(Study study, String option, List<String> covariates) {
        Set<String> seen = new LinkedHashSet<>();
        List<DesignColumn> columns = new ArrayList<>();
        for (String covariate : covariates) {
            if (!seen.add(covariate)) {
                throw new PlanException(option, "'" + covariate + "' is named twice in " + option);
            }
            switch (variable(study, option, covariate)) {
                case Variable.Numeric(String name, var _, var _, double minimum, double maximum) ->
                    columns.add(new DesignColumn(name, OptionalInt.empty(), new PublicRange(name, minimum, maximum)));
                case Variable.Categorical categorical -> {
                    List<String> levels = categorical.levelNames();
                    for (int level = 1; level < levels.size(); level++) {
                        columns.add(new DesignColumn(
                                covariate + "=" + levels.get(level),
                                OptionalInt.of(level),
                                PublicRange.indicator(covariate)));
                    }
                }
            }
        }
        return new Design(columns);
    }

    /// The study's variable of this name.
    ///
    /// @throws PlanException when there is none
    public static Variable variable(Study study, String option, String name) {
        return study.variable(name)
                .orElseThrow(() -> new PlanException(
                        option,
                        "'" + name + "' in " + option + " is not a variable of the study; it has "
                                + String.join(
                                        ", ",
                                        study.variables().stream()
                                                .map(Variable::name)
                                                .toList())));
    }

    public int size() {
        return columns.size();
    }

    /// The columns' names.
    public List<String> names() {
        return columns.stream().map(DesignColumn::name).toList();
    }

    /// The variables behind the columns, each once.
    public List<String> variables() {
        return columns.stream().map(DesignColumn::variable).distinct().toList();
    }

    /// The values of every column, row by row, for rows that have all of them.
    ///
    /// @throws TensorException when a value lies outside its public range
    public double[][] rows(AnalysisTable table) {
        double[][] rows = new double[table.rows()][columns.size()];
        for (int j = 0; j < columns.size(); j++) {
            DesignColumn column = columns.get(j);
            for (int row = 0; row < rows.length; row++) {
                rows[row][j] = value(table.column(column.variable()), column, row);
            }
        }
        return rows;
    }

    /// One column's values, patient by patient, unchecked; NaN where missing.
    public static double[] values(AnalysisTable table, DesignColumn column) {
        Column values = table.column(column.variable());
        double[] numbers = new double[table.rows()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = values.isMissing(row)
                    ? Double.NaN
                    : switch (values) {
                        case Column.Numeric numeric -> numeric.value(row);
                        case Column.Categorical categorical ->
                            column.level().isPresent()
                                            && categorical.code(row)
                                                    == column.level().getAsInt()
                                    ? 1
                                    : 0;
                    };
        }
        return numbers;
    }

    private static double value(Column values, DesignColumn column, int row) {
        return switch (values) {
            case Column.Numeric numeric
            when column.level().isEmpty() -> column.range().check(numeric.value(row));
            case Column.Categorical categorical
            when column.level().isPresent() ->
                categorical.code(row) == column.level().getAsInt() ? 1 : 0;
            default ->
                throw new TensorException("variable '" + column.variable() + "' is of another kind than declared");
        };
    }
}
