package org.isopleth.cohort.fact;

/// One patient's row, by the names of its columns.
@FunctionalInterface
public interface Patient {

    /// The patient's value in this column; NaN where missing.
    ///
    /// @throws IllegalArgumentException when no fact of the study named the column
    double value(String column);
}
