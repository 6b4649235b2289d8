package org.isopleth.radiomics.read.dicom;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which images a structure set or a segmentation says it was drawn on. Immutable, thread-safe.
///
/// @param series SeriesInstanceUIDs; none when the file names no series, as that of IBSI's CT phantom
/// @param framesOfReference FrameOfReferenceUIDs
public record References(Set<String> series, Set<String> framesOfReference) {
    public References {
        series = Set.copyOf(series);
        framesOfReference = Set.copyOf(framesOfReference);
    }

    /// What a structure set (PS3.3, C.8.8.5) or a segmentation (C.12.4) refers to.
    public static References of(DicomFile file) {
        DataSet set = file.attributes();
        Stream<DataSet> ofStructures = set.items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE).stream()
                .flatMap(frame -> frame.items(Tag.RT_REFERENCED_STUDY_SEQUENCE).stream())
                .flatMap(study -> study.items(Tag.RT_REFERENCED_SERIES_SEQUENCE).stream());
        Stream<DataSet> ofSegments = set.items(Tag.REFERENCED_SERIES_SEQUENCE).stream();
        Set<String> series = Stream.concat(ofStructures, ofSegments)
                .flatMap(item -> item.text(Tag.SERIES_INSTANCE_UID).stream())
                .collect(Collectors.toSet());
        Set<String> places = new LinkedHashSet<>();
        set.text(Tag.FRAME_OF_REFERENCE_UID).ifPresent(places::add);
        set.items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE)
                .forEach(frame -> frame.text(Tag.FRAME_OF_REFERENCE_UID).ifPresent(places::add));
        set.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)
                .forEach(
                        item -> item.text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID).ifPresent(places::add));
        return new References(series, places);
    }
}
