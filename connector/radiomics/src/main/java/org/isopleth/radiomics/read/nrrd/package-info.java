/// Reads NRRD files and the segments of Slicer. Open first: [org.isopleth.radiomics.read.nrrd.NrrdFile].
@NullMarked
package org.isopleth.radiomics.read.nrrd;

import org.jspecify.annotations.NullMarked;
