/// Reads MetaImage files, as ITK writes them. Open first:
/// [org.isopleth.radiomics.read.metaimage.MetaImageFile].
@NullMarked
package org.isopleth.radiomics.read.metaimage;

import org.jspecify.annotations.NullMarked;
