package org.isopleth.radiomics.region;

import java.util.Locale;

/// What a region is, for a study that asks for one.
public enum RegionKind {
    /// A primary tumour.
    PRIMARY,
    /// A lymph node.
    NODE,
    /// A distant metastasis.
    METASTASIS,
    /// An organ or other normal tissue.
    ORGAN,
    /// Anything else, such as a planning volume.
    OTHER;

    /// The word in documents.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a patient may have several, which numbers tell apart.
    public boolean isNumbered() {
        return this != ORGAN;
    }
}
