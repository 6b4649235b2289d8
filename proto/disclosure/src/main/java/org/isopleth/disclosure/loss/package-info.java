/// What noise costs in privacy: from the noise of every release to one (ε, δ), never too small.
///
/// Two neighbouring tables differ by one patient, all of whose images, lesions and time points come or go
/// together (add or remove one). Costs add up as zero-concentrated differential privacy
/// ([org.isopleth.disclosure.loss.PrivacyCost], exact whole numbers); what is enforced is the larger of
/// the Rényi bound ([org.isopleth.disclosure.loss.RenyiBound]) and the privacy loss distribution, which is
/// what is reported ([org.isopleth.disclosure.loss.GaussianLoss] in closed form,
/// [org.isopleth.disclosure.loss.LossComposition] where patients are sampled).
///
/// Why a reported ε is never too small although it is computed in floating point: every class states how
/// large its relative error can be and moves its answer up by more. `StrictMath.exp`, `log`, `log1p` and
/// `expm1` are within 1 ulp by specification, sums are of positive terms, and differences that cancel are
/// written so that they do not or are charged for it. Never by the central limit theorem (GDP), which is
/// no upper bound.
///
/// Open [org.isopleth.disclosure.loss.PrivacyCost] first. Depends on the JDK only.
@NullMarked
package org.isopleth.disclosure.loss;

import org.jspecify.annotations.NullMarked;
