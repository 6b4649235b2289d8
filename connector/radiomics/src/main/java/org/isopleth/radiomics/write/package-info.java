/// Writes volumes, such as feature maps, for viewers: NRRD and NIfTI, with their place in the patient.
@NullMarked
package org.isopleth.radiomics.write;

import org.jspecify.annotations.NullMarked;
