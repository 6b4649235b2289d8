package org.isopleth.cohort.fact;

import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// One thing a message tells about a set of patients.
///
/// Values are not part of a fact: the hospital has the rows, so an attack's input is computed from them, as exact
/// as the best reader's. Treat bit sets as immutable.
public sealed interface Fact {

    /// This hospital's patients it is about, by row of the frozen table.
    BitSet members();

    /// How many patients of other hospitals are certainly in the same sum; 0 when that is not known.
    long others();

    /// How much of the patients' columns a sum holds.
    enum Order {
        /// `Σ w`.
        COUNT,
        /// `Σ w x`, and `Σ w` if the total is told.
        FIRST,
        /// `Σ w x x'`, and `Σ w`, `Σ w x` if the total is told.
        SECOND
    }

    /// A sum over patients: counts, sums, `X'X`, `X'WX`, gradients, risk-set sums, sums of leaves and cells.
    ///
    /// @param weight w, known to a reader but for the patient's part in it
    /// @param columns of x; empty for a count
    /// @param total whether `Σ w` is told with it, as an intercept's column or `s₀` tells it
    record Sums(Order order, BitSet members, Weight weight, List<String> columns, boolean total, long others)
            implements Fact {
        public Sums {
            columns = List.copyOf(columns);
            if ((order == Order.COUNT) != columns.isEmpty()) {
                throw new IllegalArgumentException("a count has no columns and any other sum has some");
            }
        }

        /// The number of patients of a cell.
        public static Sums count(BitSet members, long others) {
            return new Sums(Order.COUNT, members, Weight.ONE, List.of(), true, others);
        }
    }

    /// One equation `Σ a v` about a hidden column, with coefficients the reader knows patient by patient.
    ///
    /// @param coefficient a
    /// @param column the hidden v
    record Equation(BitSet members, ToDoubleFunction<Patient> coefficient, String column, long others)
            implements Fact {}

    /// A matrix over columns that is no sum over patients: the information of a partial likelihood.
    ///
    /// @param state what it depends on besides the patients; equal only for equal coefficients
    /// @param matrix one row and column for each of `columns`
    /// @param numbers how many numbers the message holds in all, this matrix's own among them
    record Information(
            String state, BitSet members, List<String> columns, MatrixOfHospitals matrix, int numbers, long others)
            implements Fact {
        public Information {
            columns = List.copyOf(columns);
        }
    }

    /// Computes an [Information].
    @FunctionalInterface
    interface MatrixOfHospitals {
        /// @param hospitals the patients, hospital by hospital; no hospital is empty
        double[][] of(List<List<Patient>> hospitals);
    }
}
