package org.isopleth.disclosure.leak;

/// How many patients every step of a common time grid must lose, the last step included, before risk-set sums
/// over all sites may be released: `max(10, 3p, more than T(p+1)(p+2)/(2p))`.
///
/// The difference of two neighbouring risk-set sums is a second moment of the leavers alone. Fewer than 3p of
/// them can be had back from two rounds by simultaneous diagonalisation; T rounds tell `T(p+1)(p+2)/2` numbers
/// of k leavers, who hold `k p` (METHODS 2.13). Immutable, thread-safe.
///
/// @param columns p, the model's columns after coding of levels; from 1
/// @param rounds T, the rounds planned, from 1
record LeaverRule(int columns, int rounds) {
    private static final int FEWEST = 10;

    public LeaverRule {
        if (columns < 1 || rounds < 1) {
            throw new IllegalArgumentException("a model has at least one column and one round");
        }
    }

    /// The least number of patients a step may lose, over all sites together.
    public long fewestLeavers() {
        long p = columns;
        long numbers = Math.multiplyExact((long) rounds, Math.multiplyExact(p + 1, p + 2));
        // As many numbers as unknowns are too many, so an exact quotient does not do.
        long counted = numbers / (2 * p) + 1;
        return Math.max(Math.max(FEWEST, 3 * p), counted);
    }

    /// Whether a grid whose steps lose so many patients may be used.
    public boolean holds(long[] leavers) {
        long fewest = fewestLeavers();
        for (long step : leavers) {
            if (step < fewest) {
                return false;
            }
        }
        return leavers.length > 0;
    }
}
