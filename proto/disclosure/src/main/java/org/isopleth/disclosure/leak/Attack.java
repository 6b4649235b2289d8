package org.isopleth.disclosure.leak;

/// What the meter tries. The word is stable: reports carry it.
public enum Attack {
    /// Two sums whose patients differ by one.
    SINGLE_ROW_DIFFERENCE("single-row-difference"),
    /// As many independent equations as unknowns: other combinations of sums that leave one patient alone, and
    /// outcomes solved from equations with known coefficients.
    LINEAR_SYSTEM("linear-system"),
    /// Two second moments of the same patients with different weights: their common axes are the patients' rows.
    SIMULTANEOUS_DIAGONALISATION("simultaneous-diagonalisation"),
    /// Cells of few patients: a sum or count of one, a count below the smallest cell allowed, and cells between
    /// the two-valued columns of a second moment.
    SMALL_CELL("small-cell"),
    /// A weighted sum of one patient: `x = Σ w x / Σ w`, as of a network's gradient for one record.
    ONE_RECORD_GRADIENT("one-record-gradient");

    private final String word;

    Attack(String word) {
        this.word = word;
    }

    /// The word that reports carry.
    public String word() {
        return word;
    }
}
