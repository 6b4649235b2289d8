/// The families that look at intensities alone (IBSI 3.2 to 3.5).
@NullMarked
package org.isopleth.radiomics.intensity;

import org.jspecify.annotations.NullMarked;
