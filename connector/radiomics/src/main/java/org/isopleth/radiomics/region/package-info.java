/// What the regions of a hospital's images are called, and which imaging came first: names of the American
/// Association of Physicists in Medicine's Task Group 263 first, a site's own synonyms beside them.
///
/// Pure functions over names and dates; depends on `ontology.document` and `canonical` alone. Open first:
/// [org.isopleth.radiomics.region.RegionNames].
@NullMarked
package org.isopleth.radiomics.region;

import org.jspecify.annotations.NullMarked;
