package org.isopleth.radiomics.volume;

/// A block of voxels. Immutable, thread-safe.
///
/// @param column first column
/// @param row first row
/// @param slice first slice
/// @param columns number of columns, at least 1
/// @param rows number of rows, at least 1
/// @param slices number of slices, at least 1
public record Box(int column, int row, int slice, int columns, int rows, int slices) {
    public Box {
        if (columns < 1 || rows < 1 || slices < 1) {
            throw new IllegalArgumentException("a box has at least one voxel along each axis");
        }
    }

    /// Number of voxels.
    public int voxels() {
        return Math.multiplyExact(Math.multiplyExact(columns, rows), slices);
    }
}
