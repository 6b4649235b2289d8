package org.isopleth.radiomics.feature;

/// A measured feature. Immutable, thread-safe.
///
/// @param feature what was measured
/// @param aggregation how slices and directions were put together
/// @param value in the feature's unit; NaN where it is not defined for the region
public record Measurement(Feature<?> feature, Aggregation aggregation, double value) {}
