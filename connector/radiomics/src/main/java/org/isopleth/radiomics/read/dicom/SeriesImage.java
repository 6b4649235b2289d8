package org.isopleth.radiomics.read.dicom;

import java.util.Set;
import org.isopleth.radiomics.volume.Volume;

/// The image of a series. Immutable, thread-safe.
///
/// @param volume values in the series's unit: HU for CT, arbitrary for MR, Bq/ml or an uptake value for PET
/// @param cautions what to know of it
public record SeriesImage(Volume volume, Set<Caution> cautions) {
    public SeriesImage {
        cautions = Set.copyOf(cautions);
    }
}
