package org.isopleth.radiomics.volume;

import java.util.BitSet;

/// A region: which voxels of a grid belong to it. Immutable, thread-safe.
public final class Mask {
    private final Grid grid;
    private final BitSet inside;

    private Mask(Grid grid, BitSet inside) {
        this.grid = grid;
        this.inside = inside;
    }

    /// Takes over `inside`, a bit for each voxel by [Grid#index]; the caller keeps no hold of it.
    public static Mask owning(Grid grid, BitSet inside) {
        if (inside.length() > grid.voxels()) {
            throw new IllegalArgumentException("a voxel lies outside the grid");
        }
        return new Mask(grid, inside);
    }

    /// Where the voxels lie.
    public Grid grid() {
        return grid;
    }

    /// Whether a voxel belongs to the region, by its index.
    public boolean has(int index) {
        return inside.get(index);
    }

    /// Whether a voxel belongs to the region.
    public boolean has(int column, int row, int slice) {
        return inside.get(grid.index(column, row, slice));
    }

    /// The next voxel of the region with an index of `index` or more, or -1.
    public int next(int index) {
        return inside.nextSetBit(index);
    }

    /// Number of voxels in the region.
    public int count() {
        return inside.cardinality();
    }

    /// A copy of the bits.
    public BitSet bits() {
        return (BitSet) inside.clone();
    }

    /// The smallest box around the region.
    ///
    /// @throws EmptyRegionException when no voxel belongs to it
    public Box box() {
        int minX = Integer.MAX_VALUE;
        int minY = Integer.MAX_VALUE;
        int minZ = Integer.MAX_VALUE;
        int maxX = -1;
        int maxY = -1;
        int maxZ = -1;
        for (int i = inside.nextSetBit(0); i >= 0; i = inside.nextSetBit(i + 1)) {
            int x = i % grid.columns();
            int y = i / grid.columns() % grid.rows();
            int z = i / grid.columns() / grid.rows();
            minX = Math.min(minX, x);
            maxX = Math.max(maxX, x);
            minY = Math.min(minY, y);
            maxY = Math.max(maxY, y);
            minZ = Math.min(minZ, z);
            maxZ = Math.max(maxZ, z);
        }
        if (maxX < 0) {
            throw new EmptyRegionException();
        }
        return new Box(minX, minY, minZ, maxX - minX + 1, maxY - minY + 1, maxZ - minZ + 1);
    }
}
