package org.isopleth.radiomics.texture;

import java.util.List;

/// A step from a voxel to a neighbour; of each pair of opposite steps only one is listed. Immutable,
/// thread-safe.
record Direction(int column, int row, int slice) {
    /// The four directions in a slice, at distance 1 by the Chebyshev norm (IBSI 3.6).
    static final List<Direction> IN_SLICE =
            List.of(new Direction(1, 0, 0), new Direction(1, 1, 0), new Direction(0, 1, 0), new Direction(-1, 1, 0));

    /// The thirteen directions in space.
    static final List<Direction> IN_SPACE = List.of(
            new Direction(1, 0, 0),
            new Direction(1, 1, 0),
            new Direction(0, 1, 0),
            new Direction(-1, 1, 0),
            new Direction(-1, -1, 1),
            new Direction(0, -1, 1),
            new Direction(1, -1, 1),
            new Direction(-1, 0, 1),
            new Direction(0, 0, 1),
            new Direction(1, 0, 1),
            new Direction(-1, 1, 1),
            new Direction(0, 1, 1),
            new Direction(1, 1, 1));

    /// How far the neighbour is in the framed array.
    int step(GreyLevels levels) {
        return column + row * levels.rowStep() + slice * levels.sliceStep();
    }
}
