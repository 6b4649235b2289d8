package org.isopleth.radiomics.read.dicom;

import java.util.Optional;

/// A coded concept, such as `108369006` of `SCT` (PS3.3, 8). Immutable, thread-safe.
///
/// @param value the code
/// @param scheme who gave it
public record Code(String value, String scheme) {
    /// The first code of a sequence.
    static Optional<Code> first(DataSet set, Tag sequence) {
        return set.first(sequence)
                .flatMap(item -> item.text(Tag.CODE_VALUE)
                        .map(value -> new Code(
                                value, item.text(Tag.CODING_SCHEME_DESIGNATOR).orElse(""))));
    }
}
