/// Writes volumes, such as feature maps, for viewers (NRRD and NIfTI, with their place in the patient), and
/// DICOM objects for images that are made and not measured. Open [org.isopleth.radiomics.write.DicomObject]
/// for the latter.
@NullMarked
package org.isopleth.radiomics.write;

import org.jspecify.annotations.NullMarked;
