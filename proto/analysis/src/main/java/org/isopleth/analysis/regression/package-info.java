/// What generalised linear models and Cox models share: the rounds, Newton's method, and the table of
/// coefficients.
///
/// The rounds, each a sum over all patients of all sites:
///
/// 1. `centre` (per column): patients, the outcome, and every column's sum in a public coordinate;
/// 2. `scale` (per column): every column's squared distance from the pooled mean;
/// 3. `newton`, repeated (joint): gradient, information and log-likelihood of the model on the
///    standardised columns, at the coefficients in the state.
///
/// The first `newton` round is at the null model (all slopes 0), so its log-likelihood is the null
/// log-likelihood. Open [org.isopleth.analysis.regression.Stage] first. An analysis brings a
/// [org.isopleth.analysis.regression.Model], seen by both halves, a
/// [org.isopleth.analysis.regression.RowModel] for the hospital and a
/// [org.isopleth.analysis.regression.Report] for the coordinator.
@NullMarked
package org.isopleth.analysis.regression;

import org.jspecify.annotations.NullMarked;
