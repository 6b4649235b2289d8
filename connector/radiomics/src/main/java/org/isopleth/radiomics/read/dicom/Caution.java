package org.isopleth.radiomics.read.dicom;

import java.util.Locale;

/// What a reader of features should know of a series that was read all the same.
public enum Caution {
    /// The pixels were compressed with loss at some time (0028,2110).
    LOSSY,
    /// Text was burned into the pixels (0028,0301): it may name the patient.
    BURNED_IN_ANNOTATION,
    /// A CT whose values are said not to be Hounsfield units.
    NOT_HOUNSFIELD,
    /// A CT with values below -1100 HU: padding that is not declared.
    BELOW_AIR,
    /// Padding was given the lowest value of the other voxels.
    PADDING_FILLED;

    /// The word of results and listings, such as `below-air`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
