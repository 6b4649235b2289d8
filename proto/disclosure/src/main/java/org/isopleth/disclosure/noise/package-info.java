/// Noise that hides one patient: drawn from whole random bits with whole numbers only, so that nothing
/// between the data and what leaves depends on the bits of a floating-point number.
///
/// Open [org.isopleth.disclosure.noise.ContributionNoise] first, then
/// [org.isopleth.disclosure.noise.DiscreteGaussian] for how a number is drawn. Depends on the contract
/// and on `disclosure.loss` for what noise costs.
@NullMarked
package org.isopleth.disclosure.noise;

import org.jspecify.annotations.NullMarked;
