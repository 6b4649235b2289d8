package org.isopleth.radiomics.process;

/// How values between voxel centres are found (IBSI 2.4). Immutable, thread-safe.
public enum Interpolation {
    /// The value of the nearest voxel.
    NEAREST("nearest"),
    /// Linear along each axis.
    LINEAR("linear"),
    /// The cubic B-spline through the voxels' values (Unser, Aldroubi & Eden 1993).
    CUBIC_SPLINE("cubic-spline");

    private final String word;

    Interpolation(String word) {
        this.word = word;
    }

    /// The word of a settings document.
    public String word() {
        return word;
    }
}
