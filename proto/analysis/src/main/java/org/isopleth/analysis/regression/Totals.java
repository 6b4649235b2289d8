package org.isopleth.analysis.regression;

/// Sums over all patients of all sites. Immutable, thread-safe.
///
/// @param patients n, complete cases
/// @param outcome patients with the outcome, events, or the sum of counts; 0 for an outcome that is
///     standardised like a column
public record Totals(long patients, double outcome) {}
