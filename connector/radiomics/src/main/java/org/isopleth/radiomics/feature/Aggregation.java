package org.isopleth.radiomics.feature;

/// How the matrices of slices and directions become one value (IBSI 3.6.1, 3.7.1, 3.8.1). Immutable,
/// thread-safe.
public enum Aggregation {
    /// The family has one value.
    NONE("n/a"),
    /// By slice; the mean over slices.
    BY_SLICE("2D"),
    /// By slice; the slices' matrices added up.
    SLICES_MERGED("2.5D"),
    /// In space.
    IN_SPACE("3D"),
    /// By slice and direction; the mean over both.
    SLICES_AVERAGED("2D, averaged"),
    /// By slice with its directions added up; the mean over slices.
    SLICES_DIRECTIONS_MERGED("2D, slice-merged"),
    /// By direction with the slices added up; the mean over directions.
    DIRECTIONS_SLICES_MERGED("2.5D, direction-merged"),
    /// All slices and directions added up.
    SLICES_ALL_MERGED("2.5D, merged"),
    /// In space by direction; the mean over directions.
    SPACE_AVERAGED("3D, averaged"),
    /// In space with the directions added up.
    SPACE_MERGED("3D, merged");

    private final String word;

    Aggregation(String word) {
        this.word = word;
    }

    /// The word IBSI's reference table uses.
    public String word() {
        return word;
    }

    /// Whether slices are looked at one by one.
    public boolean bySlice() {
        return word.startsWith("2");
    }
}
