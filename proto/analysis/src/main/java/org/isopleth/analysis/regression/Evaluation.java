package org.isopleth.analysis.regression;

import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;

/// A model at one point of the search, over all patients of all sites. Immutable, thread-safe.
///
/// @param logLikelihood without penalty
/// @param score its gradient
/// @param information minus its second derivatives, or their expectation
public record Evaluation(double logLikelihood, Vector score, Symmetric information) {}
