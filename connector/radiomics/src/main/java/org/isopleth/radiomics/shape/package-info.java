/// Morphology: size and form of a region (IBSI 3.1).
@NullMarked
package org.isopleth.radiomics.shape;

import org.jspecify.annotations.NullMarked;
