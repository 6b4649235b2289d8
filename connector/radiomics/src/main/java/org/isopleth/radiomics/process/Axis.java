package org.isopleth.radiomics.process;

/// One axis of a grid and the new voxels along it. Immutable, thread-safe.
///
/// There are n_b = ⌈n_a s_a / s_b⌉ new voxels of spacing s_b for n_a of spacing s_a. Where centres are aligned the
/// first lies at x_b = (n_a − 1 − s_b/s_a (n_b − 1)) / 2 in old voxels (IBSI 2.4.1), where corners are at
/// x_b = (s_b/s_a − 1) / 2.
///
/// @param old number of old voxels
/// @param oldSpacing their distance in mm
/// @param newSpacing distance of the new ones in mm
/// @param alignment how they lie
record Axis(int old, double oldSpacing, double newSpacing, GridAlignment alignment) {
    /// ⌈n⌉ of a number that is whole but for rounding is that number.
    private static final double WHOLE = 1e-9;

    /// Distance of new voxels in old ones.
    double ratio() {
        return newSpacing / oldSpacing;
    }

    /// Number of new voxels.
    int length() {
        return (int) Math.ceil(old / ratio() - WHOLE);
    }

    /// Place of the first new voxel in old ones.
    double start() {
        return switch (alignment) {
            case CENTRES -> (old - 1 - ratio() * (length() - 1)) / 2;
            case CORNERS -> (ratio() - 1) / 2;
        };
    }

    /// Whether the new voxels are the old ones.
    boolean same() {
        return length() == old && Math.abs(start()) < 1e-12;
    }

    /// Place of a new voxel in old ones.
    double place(int k) {
        return start() + ratio() * k;
    }
}
