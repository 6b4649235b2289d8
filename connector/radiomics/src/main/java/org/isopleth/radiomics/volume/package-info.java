/// Images and regions on a grid of voxels.
@NullMarked
package org.isopleth.radiomics.volume;

import org.jspecify.annotations.NullMarked;
