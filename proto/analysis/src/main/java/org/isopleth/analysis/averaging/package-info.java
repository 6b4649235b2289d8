/// `averaged-logistic@1`: federated averaging of a logistic regression, judged round by round by the sites' acceptance
/// vote. Equality class E4.
///
/// For what cannot be fitted exactly, and to try the vote: for the regression itself `glm@1` gives the pooled answer in
/// fewer rounds, with standard errors.
///
/// Options: `outcome` (`name`, or `name=level`), `covariates` (a list of variables), `rounds` (of training at most, 1
/// to
/// 50, standard 10), `local-steps` (of each round, 1 to 50, standard 5; together at most 50 model evaluations of the
/// same patients, TRUST 6), `step-size` (above 0 to 4, standard 1), `update-bound` (the longest update of a site and so
/// of the average, 0.001 to 2, standard 1), `hold-out` (the share of patients that judge, 0.1 to 0.5, standard 0.2),
/// `judging` (how many held out with and without the outcome a site needs to judge, 10 to 1000, standard 10).
///
/// Two rounds of exact sums give pooled means and standard deviations (divisor n − 1) of the columns, over patients not
/// held out, as in `glm@1`. The first model is the one without covariates. Then, with b the model in force:
///
/// 1. Training. Site i takes `local-steps` times `b ← b + η (1/nᵢ) Σ (y − μ(x'b)) x` over all its nᵢ patients (never a
///    part of them), scales what came of it, uᵢ, to a Euclidean norm of `update-bound` at most, and sends nᵢ uᵢ in
///    `compact` numbers. The candidate is `b + Σ nᵢ uᵢ / Σ nᵢ` (McMahan et al. 2017, algorithm 1, all sites, full
/// batch).
///    A site with fewer than max(10, 5 p) patients sends zeros, and none of its patients is in n.
/// 2. Judging. Each site casts a [org.isopleth.analysis.vote.Ballot] on its patients held out; the ballots travel as a
///    sum. Refused or unjudged, the candidate is rolled back; the third time in a row the analysis ends with b.
///    A candidate farther from b than `update-bound` can come from no sites that keep to the plan: nobody is asked, and
///    it counts as refused.
///
/// With one local step and no update at its bound this is full-batch gradient descent on the pooled patients: with the
/// optimum `b*`, the distance `|b − b*|` shrinks by at most `max |1 − η λ|` a round near it, over the eigenvalues λ of
/// the mean information.
///
/// Result: `analysis`, `equality`, `outcome`, `patients` and `events` (those fitted), `holdOut`, `estimates` (`name`,
/// `estimate` in original units, `standardised`), `votes` (for each training round `round`, `step`, the length of the
/// average update on standardised columns, `judged`, `against`, `ruling`: `accepted`, `refused`, `undecided`,
/// `beyond-bound`), `accepted` (how many), `ended` (`rounds` or `not-accepted`). There are no standard errors: none is
/// known for it.
///
/// Open [org.isopleth.analysis.averaging.AveragedLogistic] first, then
/// [org.isopleth.analysis.averaging.AveragingStage].
/// Depends on what every analysis depends on, on `glm`, `regression` and `vote`.
@NullMarked
package org.isopleth.analysis.averaging;

import org.jspecify.annotations.NullMarked;
