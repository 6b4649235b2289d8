package org.isopleth.analysis.cox;

/// Follow-up in bins of equal width, as a plan declares them. Immutable, thread-safe.
///
/// @param width of a bin, in the unit of the time; above 0
/// @param horizon where the last bin ends; what is longer counts as in it
record TimeBins(double width, double horizon) {
    /// A hundred years of months are 1,218.
    static final int MOST = 2000;

    /// How many bins there are.
    int count() {
        return (int) Math.max(1, Math.ceil(horizon / width));
    }

    /// The bin of a follow-up that ends at `time`, from 0.
    int bin(double time) {
        return (int) Math.min(Math.floor(time / width), count() - 1);
    }

    /// When a bin begins.
    double start(int bin) {
        return bin * width;
    }
}
