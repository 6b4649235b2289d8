/// `cox@1`: Cox's proportional hazards model, stratified by site, with Efron's or Breslow's treatment
/// of ties and an optional ridge penalty. Equality class E0: the answer is the pooled fit with the same
/// strata.
///
/// Options: `time` (a number), `event` (`name` of a number that is 0 or 1, or `name=level`),
/// `covariates` (a list of variables), `strata`, `ties` (`efron`, the standard, or `breslow`), `ridge`
/// (λ ≥ 0, standard 0), `level` (of the intervals, standard 0.95), `max-rounds` (3 to 30 joint rounds,
/// standard 10).
///
/// `strata: site` (the standard) gives every site its own baseline hazard, as R's
/// `coxph(… + strata(site))`. `strata: NAME`, a categorical variable or a whole number, splits patients
/// by that variable's values *within* each site: two patients share a risk set only if they share both
/// site and value, so the pooled equivalent is `strata(site, NAME)`, and with one site `strata(NAME)`.
/// Risk sets therefore never cross sites, and no event time leaves a site. `strata: none` is refused:
/// the sums over risk sets it needs give back patients' rows, even when they are summed securely.
///
/// The objective is `−(1/n) ℓ(b) + (λ/2) Σ b²` with the log partial likelihood ℓ, columns standardised
/// with pooled mean and standard deviation (divisor n − 1). A site sends the gradient, the information
/// and the log partial likelihood summed over its events, never per event or per time.
///
/// Result: `analysis`, `equality`, `time`, `event`, `strata`, `ties`, `ridge`, `level`, `patients`,
/// `events`, `statistic` (`z`), `scale` (of the main numbers: `original`, or `standardised` with a
/// penalty), `coefficients` (as [org.isopleth.analysis.regression.CoefficientTable#json] says; log hazard
/// ratios), `logLikelihood`, `nullLogLikelihood`, `likelihoodRatio` (`statistic`, `degreesOfFreedom`,
/// `p`; only without penalty), `iterations`, `jointRounds`, `rounds`, `lastStep`.
///
/// `cox-common@1`, in the types named `Grid…`: the same model with one baseline hazard for all patients of all
/// sites, on steps of time that each lose enough patients. [org.isopleth.analysis.cox.GridCox] documents it.
///
/// Open [org.isopleth.analysis.cox.Cox] first, then [org.isopleth.analysis.cox.RiskSets]; for the other,
/// [org.isopleth.analysis.cox.TimeGrid] and [org.isopleth.analysis.cox.GridLikelihood].
@NullMarked
package org.isopleth.analysis.cox;

import org.jspecify.annotations.NullMarked;
