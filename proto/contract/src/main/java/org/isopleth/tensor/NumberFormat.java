package org.isopleth.tensor;

/// How a real number is carried as an integer, so that sums have the same bits in any order. Immutable,
/// thread-safe.
public sealed interface NumberFormat permits WideFormat, CompactFormat {

    /// f: a real x is carried as `round(x · 2^f)`, ties to even.
    int fractionBits();

    /// How many bytes one element takes.
    int bytesPerElement();
}
