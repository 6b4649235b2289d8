package org.isopleth.connector.semantic;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.radiomics.feature.Measurement;

/// What was measured of an image series under one settings. Immutable, thread-safe.
///
/// @param settings digest of the settings
/// @param software name and version of what measured
/// @param lesions what became of each region, by its canonical name
public record SeriesFeatures(Digest settings, String software, SortedMap<String, Lesion> lesions) {
    public SeriesFeatures {
        lesions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(lesions));
    }

    /// What became of a region.
    public sealed interface Lesion {}

    /// It was measured.
    ///
    /// @param volumeMm3 of the voxels as drawn, before interpolation
    /// @param measurements every feature; those that are not defined are NaN
    public record Measured(double volumeMm3, List<Measurement> measurements) implements Lesion {
        public Measured {
            measurements = List.copyOf(measurements);
        }
    }

    /// It could not be measured.
    ///
    /// @param reason words of a closed list, which tell nothing of the patient
    public record NotMeasured(String reason) implements Lesion {}
}
