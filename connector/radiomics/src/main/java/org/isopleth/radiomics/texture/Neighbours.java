package org.isopleth.radiomics.texture;

/// The voxels at Chebyshev distance 1. Stateless, thread-safe.
final class Neighbours {
    private Neighbours() {}

    /// How far each neighbour is in the framed array: 8 in a slice, 26 in space.
    static int[] steps(GreyLevels levels, boolean inSpace) {
        int[] steps = new int[inSpace ? 26 : 8];
        int next = 0;
        for (int z = inSpace ? -1 : 0; z <= (inSpace ? 1 : 0); z++) {
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) {
                    if (x != 0 || y != 0 || z != 0) {
                        steps[next++] = x + y * levels.rowStep() + z * levels.sliceStep();
                    }
                }
            }
        }
        return steps;
    }
}
