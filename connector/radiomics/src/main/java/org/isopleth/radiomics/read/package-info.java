/// Reads images and regions from files: DICOM, NIfTI, NRRD and MetaImage become a
/// [org.isopleth.radiomics.volume.Volume] and a [org.isopleth.radiomics.volume.Mask] in DICOM's axes.
///
/// Everything a file declares is held against its size and against
/// [org.isopleth.radiomics.read.ReadLimits] before memory is set aside. Every failure is an
/// [org.isopleth.radiomics.read.UnreadableException] with a [org.isopleth.radiomics.read.Reason] from a
/// closed list. Depends on `volume` alone. Open first: `nifti.NiftiFile`, `nrrd.NrrdFile`.
@NullMarked
package org.isopleth.radiomics.read;

import org.jspecify.annotations.NullMarked;
