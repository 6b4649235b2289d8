package org.isopleth.radiomics.region;

import java.util.List;

/// A canonical name and what else people write for it. Immutable, thread-safe.
///
/// @param synonyms in any spelling of case, blanks, `_`, `-` and `.`
record KnownRegion(String canonical, RegionKind kind, List<String> synonyms) {
    KnownRegion {
        synonyms = List.copyOf(synonyms);
    }
}
