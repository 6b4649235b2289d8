/// IBSI's chain from an image and a mask to what is measured: interpolation, rounding, re-segmentation,
/// discretisation (IBSI chapter 2).
@NullMarked
package org.isopleth.radiomics.process;

import org.jspecify.annotations.NullMarked;
