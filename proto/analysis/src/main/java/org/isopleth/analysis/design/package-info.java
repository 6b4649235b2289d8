/// From a study's variables to the columns of a model, and the small algebra all models share: options,
/// design columns, standardisation, linear systems, distributions.
///
/// Open [org.isopleth.analysis.design.Design] first. EJML is used by
/// [org.isopleth.analysis.design.Solve] alone and Smile by
/// [org.isopleth.analysis.design.Distributions] alone; neither shows its types.
@NullMarked
package org.isopleth.analysis.design;

import org.jspecify.annotations.NullMarked;
