package org.isopleth.radiomics.region;

import java.util.OptionalInt;

/// What a region is called, whatever its author wrote. Immutable, thread-safe.
///
/// @param canonical such as `GTVp` or `Lung_L`
/// @param kind what it is
/// @param number tells several of a patient apart, at least 1; empty where the author gave none
public record RegionName(String canonical, RegionKind kind, OptionalInt number) {
    public RegionName {
        if (canonical.isBlank() || number.orElse(1) < 1) {
            throw new IllegalArgumentException("a region has a name, and a number of at least 1");
        }
    }

    /// The name with its number, such as `GTVn2`.
    public String label() {
        return number.isPresent() ? canonical + number.getAsInt() : canonical;
    }
}
