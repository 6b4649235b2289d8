package org.isopleth.radiomics.texture;

import org.isopleth.radiomics.volume.Box;

/// How many steps along the axes it takes from a voxel to the outside of the morphological mask: 1 at the
/// edge (IBSI 3.9). Two sweeps, exact for the city-block distance (Rosenfeld & Pfaltz 1966). Stateless,
/// thread-safe.
final class EdgeDistance {
    private EdgeDistance() {}

    /// The distances, framed like grey levels; 0 outside.
    ///
    /// @param box the box of the grey levels
    /// @param inside the morphological mask in that box widened by one voxel to every side, framed
    /// @param inSpace whether a step to another slice counts
    static int[] of(Box box, boolean[] inside, boolean inSpace) {
        int rowStep = box.columns() + 2;
        int sliceStep = rowStep * (box.rows() + 2);
        int[] distance = new int[inside.length];
        int far = box.columns() + box.rows() + box.slices() + 3;
        for (int i = 0; i < inside.length; i++) {
            distance[i] = inside[i] ? far : 0;
        }
        sweep(box, distance, rowStep, sliceStep, inSpace, 1);
        sweep(box, distance, rowStep, sliceStep, inSpace, -1);
        return distance;
    }

    private static void sweep(Box box, int[] distance, int rowStep, int sliceStep, boolean inSpace, int sign) {
        for (int k = 0; k < box.slices(); k++) {
            int z = sign > 0 ? k + 1 : box.slices() - k;
            for (int m = 0; m < box.rows(); m++) {
                int y = sign > 0 ? m + 1 : box.rows() - m;
                int row = z * sliceStep + y * rowStep;
                for (int n = 0; n < box.columns(); n++) {
                    int i = row + (sign > 0 ? n + 1 : box.columns() - n);
                    int least = Math.min(distance[i - sign], distance[i - sign * rowStep]);
                    if (inSpace) {
                        least = Math.min(least, distance[i - sign * sliceStep]);
                    }
                    distance[i] = Math.min(distance[i], least + 1);
                }
            }
        }
    }
}
