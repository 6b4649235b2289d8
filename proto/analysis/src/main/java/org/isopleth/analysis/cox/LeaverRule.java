package org.isopleth.analysis.cox;

/// How many patients a cell of the time grid must hold before sums over it may be asked for: at least
/// `max(10, 3p)`, and more than `T(p+1)(p+2)/(2p)`.
///
/// A round tells `(p+1)(p+2)/2` numbers of the patients of one cell, who hold p unknown ones each: T rounds
/// must tell fewer than there are. Below 3p, two rounds give rows back by simultaneous diagonalisation.
/// Immutable, thread-safe.
///
/// @param columns p, the model's columns, with one for each level but the first; from 1
/// @param rounds T, the joint rounds planned; from 1
record LeaverRule(int columns, int rounds) {
    private static final int FEWEST = 10;

    /// The fewest patients, over all sites together.
    long fewest() {
        long p = columns;
        long numbers = rounds * (p + 1) * (p + 2);
        // As many numbers as unknowns are too many: an exact quotient does not do.
        return Math.max(Math.max(FEWEST, 3 * p), numbers / (2 * p) + 1);
    }

    /// Whether a cell with so many patients may be summed; one without any tells of nobody.
    boolean allows(long patients) {
        return patients == 0 || patients >= fewest();
    }
}
