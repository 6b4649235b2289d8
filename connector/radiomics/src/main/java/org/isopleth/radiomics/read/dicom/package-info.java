/// Reads DICOM objects: image series, structure sets and segmentations.
///
/// A parser of our own keeps a closed list of attributes ([org.isopleth.radiomics.read.dicom.Tag]) and
/// leaves pixels in the file until they are asked for. Geometry comes from positions, never from instance
/// numbers. Open first: [org.isopleth.radiomics.read.dicom.Series].
@NullMarked
package org.isopleth.radiomics.read.dicom;

import org.jspecify.annotations.NullMarked;
