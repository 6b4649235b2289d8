/// Vectors of integers and the masks added to them, as streams, so that no mask is ever held whole.
///
/// Open [org.isopleth.masking.mask.MaskRecipe] first. Depends on `canonical`.
@NullMarked
package org.isopleth.masking.mask;

import org.jspecify.annotations.NullMarked;
