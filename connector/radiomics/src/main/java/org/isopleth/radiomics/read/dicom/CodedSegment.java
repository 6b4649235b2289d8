package org.isopleth.radiomics.read.dicom;

import java.util.Optional;

/// One region of a DICOM segmentation (PS3.3, C.8.20.4). Immutable, thread-safe.
///
/// @param number its number in the file, above 0
/// @param label as its author wrote it
/// @param category its coded category, such as a morphologically altered structure
/// @param type its coded type, such as a neoplasm
public record CodedSegment(int number, String label, Optional<Code> category, Optional<Code> type) {}
