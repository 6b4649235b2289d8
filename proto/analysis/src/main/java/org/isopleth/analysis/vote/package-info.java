/// The acceptance vote: sites judge a new model on patients of their own that took no part in fitting it, and
/// a model too many of them lose by is rolled back. Under masks nobody can look for a poisoned contribution,
/// so the model that comes of it is judged instead (TRUST 6).
///
/// It is for models without a bound on their distance from the pooled one ([org.isopleth.analysis.EqualityClass#E4]:
/// networks, averaged vectors). Exact fits do without: a Newton round of `glm` or `cox` is judged by the
/// log-likelihood of all patients, and a step that lowers it is halved; patients held out, or a step refused by
/// vote, would end the promise that the answer is the pooled one.
///
/// Open [org.isopleth.analysis.vote.Ballot] first. Depends on `cohort` and `tensor`.
@NullMarked
package org.isopleth.analysis.vote;

import org.jspecify.annotations.NullMarked;
