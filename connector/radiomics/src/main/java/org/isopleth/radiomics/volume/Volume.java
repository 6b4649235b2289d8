package org.isopleth.radiomics.volume;

import java.util.Arrays;

/// An image: one value for each voxel of a grid. Immutable, thread-safe.
///
/// Values are single precision: every stored value of CT, MR and PET is exact in it, and half the memory
/// of double precision; everything computed from them is double.
public final class Volume {
    private final Grid grid;
    private final float[] values;

    private Volume(Grid grid, float[] values) {
        this.grid = grid;
        this.values = values;
    }

    /// Takes over `values`, one for each voxel in the order of [Grid#index]; the caller keeps no hold of them.
    public static Volume owning(Grid grid, float[] values) {
        if (values.length != grid.voxels()) {
            throw new IllegalArgumentException(
                    "there are " + values.length + " values for " + grid.voxels() + " voxels");
        }
        return new Volume(grid, values);
    }

    /// Where the voxels lie.
    public Grid grid() {
        return grid;
    }

    /// The value of a voxel by its index.
    public float at(int index) {
        return values[index];
    }

    /// The value of a voxel.
    public float at(int column, int row, int slice) {
        return values[grid.index(column, row, slice)];
    }

    /// A copy of all values, in the order of [Grid#index].
    public float[] values() {
        return Arrays.copyOf(values, values.length);
    }
}
