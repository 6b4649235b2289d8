package org.isopleth.connector.image;

import java.util.Set;
import org.isopleth.radiomics.region.RegionNames;
import org.isopleth.radiomics.region.TimePointRule;

/// Which images and regions are of use. Immutable, thread-safe.
///
/// @param modalities DICOM's words, of `CT`, `MR` and `PT`; at least one
/// @param names by which regions are known
/// @param timePoints how days of imaging become points of a patient's history
public record ImageChoice(Set<String> modalities, RegionNames names, TimePointRule timePoints) {
    /// All there are.
    public static final Set<String> ALL = Set.of("CT", "MR", "PT");

    public ImageChoice {
        modalities = Set.copyOf(modalities);
        if (modalities.isEmpty() || !ALL.containsAll(modalities)) {
            throw new IllegalArgumentException("modalities are CT, MR and PT, and at least one is needed");
        }
    }
}
