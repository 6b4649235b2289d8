/// Voxel-wise maps: what features are in the neighbourhood of every voxel. Open [FeatureMap] first.
@NullMarked
package org.isopleth.radiomics.map;

import org.jspecify.annotations.NullMarked;
