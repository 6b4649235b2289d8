package org.isopleth.connector.semantic;

import java.util.Set;
import java.util.SortedSet;
import org.isopleth.canonical.Digest;

/// An image series of a patient, as far as it is kept. Immutable, thread-safe.
///
/// @param name keyed hash of the series' identifier
/// @param patient pseudonym
/// @param content digest of everything its features depend on but the settings: the files of the image and of
///     its regions, and the names by which regions are known
/// @param when at which point of the patient's history
/// @param acquisition how the image was made
/// @param regions canonical names of its regions
/// @param cautions what to know of the image, in words of a closed list
public record ImageSeries(
        String name,
        String patient,
        Digest content,
        TimePoint when,
        Acquisition acquisition,
        SortedSet<String> regions,
        Set<String> cautions) {
    public ImageSeries {
        regions = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(regions));
        cautions = Set.copyOf(cautions);
    }

    /// A point of a patient's history.
    ///
    /// @param word `baseline`, or `follow-up-1` and on
    /// @param day days since the baseline
    public record TimePoint(String word, int day) {}
}
