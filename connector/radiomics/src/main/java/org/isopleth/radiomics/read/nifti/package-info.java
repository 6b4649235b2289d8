/// Reads NIfTI-1 and NIfTI-2 files. Open first: [org.isopleth.radiomics.read.nifti.NiftiFile].
@NullMarked
package org.isopleth.radiomics.read.nifti;

import org.jspecify.annotations.NullMarked;
