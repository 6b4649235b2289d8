/// `glm@1`: generalised linear models with canonical link, gaussian, binomial and Poisson, with an
/// optional ridge penalty. Equality class E0.
///
/// Options: `family` (`gaussian`, `binomial`, `poisson`), `outcome` (`name`, or `name=level` for a level
/// of a categorical variable, binomial only), `covariates` (a list of variables), `ridge` (λ ≥ 0,
/// standard 0), `level` (of the intervals, standard 0.95), `max-rounds` (3 to 30 joint rounds, standard
/// 10, for gaussian 3).
///
/// The objective is `−(1/n) ℓ(b) + (λ/2) Σ b²`, columns standardised with pooled mean and standard
/// deviation (divisor n − 1), intercept not penalised. For gaussian, ℓ is `−RSS/2`, so that the
/// objective is `RSS/(2n) + (λ/2) Σ b²` with the outcome as it is. Conventions otherwise are those of
/// R's `glm` and `lm`: standard errors from the inverse information at the estimate (for gaussian times
/// `RSS/(n − p)`, tested with Student's t), log-likelihoods with all constants. With a penalty, standard
/// errors come from the penalised information.
///
/// Result: `analysis`, `equality`, `family`, `outcome`, `ridge`, `level`, `patients`, `events` (binomial
/// only), `scale` (of the main numbers: `original`, or `standardised` with a penalty), `coefficients` (as
/// [org.isopleth.analysis.regression.CoefficientTable#json] says), `statistic` (`z` or `t`),
/// `degreesOfFreedom` and `residualStandardError` (gaussian only), `logLikelihood`, `nullLogLikelihood`,
/// `likelihoodRatio` (`statistic`, `degreesOfFreedom`, `p`; only without penalty and not for gaussian),
/// `iterations`, `jointRounds`, `rounds`, `lastStep`.
///
/// Open [org.isopleth.analysis.glm.Glm] first.
@NullMarked
package org.isopleth.analysis.glm;

import org.jspecify.annotations.NullMarked;
