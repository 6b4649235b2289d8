package org.isopleth.cohort;

import java.util.Arrays;
import java.util.List;

/// One variable of an [AnalysisTable], one entry per patient. Immutable, thread-safe.
public sealed interface Column {

    /// The study's name of the variable.
    String name();

    /// The number of patients.
    int rows();

    /// Whether the patient in this row has no value.
    boolean isMissing(int row);

    /// The entries of the given rows, in that order.
    Column select(int[] rows);

    /// Numbers in the unit the study declares.
    final class Numeric implements Column {
        private final String name;
        private final double[] values;

        /// @param values one per patient; NaN where missing, otherwise finite
        public Numeric(String name, double[] values) {
            this.name = name;
            this.values = values.clone();
            for (double value : values) {
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException("variable '" + name + "' holds an infinite number");
                }
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        /// The number in this row; NaN where missing.
        public double value(int row) {
            return values[row];
        }

        @Override
        public Numeric select(int[] rows) {
            return new Numeric(
                    name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }
    }

    /// Levels the study declares, in its order.
    final class Categorical implements Column {
        private final String name;
        private final List<String> levels;
        private final int[] codes;

        /// @param codes one per patient: an index into `levels`, or -1 where missing
        public Categorical(String name, List<String> levels, int[] codes) {
            this.name = name;
            this.levels = List.copyOf(levels);
            this.codes = codes.clone();
            for (int code : codes) {
                if (code < -1 || code >= levels.size()) {
                    throw new IllegalArgumentException("variable '" + name + "' holds a level it does not have");
                }
            }
        }

        @Override
        public String name() {
            return name;
        }

        /// The declared levels; the first is the reference.
        public List<String> levels() {
            return levels;
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public boolean isMissing(int row) {
            return codes[row] < 0;
        }

        /// The index of this row's level; -1 where missing.
        public int code(int row) {
            return codes[row];
        }

        @Override
        public Categorical select(int[] rows) {
            return new Categorical(
                    name, levels, Arrays.stream(rows).map(row -> codes[row]).toArray());
        }
    }
}
