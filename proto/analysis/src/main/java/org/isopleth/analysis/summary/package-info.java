/// `summary@1`: what a cohort looks like, column by column. Equality class E0.
///
/// Option: `variables` (a list, standard all of the study's). Every variable uses the patients that have
/// a value of it. Rounds: `centre` (counts and sums), then `spread` (squared distances from the pooled
/// means); both per column.
///
/// Result: `analysis`, `equality`, `patients`, `rounds`, and `variables`, a list in the plan's order. A
/// number has `name`, `kind: numeric`, `n`, `missing`, `mean` (absent when n is 0), `variance` and
/// `standardDeviation` (divisor n − 1; absent when n is below 2). A categorical variable has `name`,
/// `kind: categorical`, `n`, `missing` and `levels`, a list of `name` and `n`.
///
/// With `privacy` ([org.isopleth.analysis.summary.ClippedSummary]) one patient's part is bounded, so that noise
/// can hide
/// it: numbers are clipped to their public ranges, there is one round, and the class is E4. The result has the
/// same members, `privacy` beside them, and counts rounded to whole patients, at least 0, of sums that have noise.
///
/// Open [org.isopleth.analysis.summary.Summary] first.
@NullMarked
package org.isopleth.analysis.summary;

import org.jspecify.annotations.NullMarked;
