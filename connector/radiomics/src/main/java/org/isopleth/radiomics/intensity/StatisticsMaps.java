package org.isopleth.radiomics.intensity;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// Intensity-based statistics of the neighbourhood of every voxel: the cube of (2r + 1)³ voxels around it, as
/// far as they belong to the region. Stateless, thread-safe.
public final class StatisticsMaps {
    private StatisticsMaps() {}

    /// The features that are wanted, in the family's order.
    public static List<Feature<?>> features(Predicate<Feature<?>> wanted) {
        return List.copyOf(wanted(wanted));
    }

    private static List<Feature<Distribution>> wanted(Predicate<Feature<?>> wanted) {
        return StatisticsFeatures.ALL.stream().filter(wanted).toList();
    }

    /// A map for each feature that is wanted: a value for each voxel of the box, columns first; NaN outside
    /// the region.
    ///
    /// @param mask on the image's grid
    /// @param box around the mask
    /// @param radius r in voxels, from 1 to 10
    public static float[][] of(Volume image, Mask mask, Box box, int radius, Predicate<Feature<?>> wanted) {
        if (radius < 1 || radius > 10) {
            throw new IllegalArgumentException("a neighbourhood reaches 1 to 10 voxels");
        }
        List<Feature<Distribution>> features = wanted(wanted);
        float[][] maps = new float[features.size()][box.voxels()];
        double[] values = new double[(2 * radius + 1) * (2 * radius + 1) * (2 * radius + 1)];
        for (int voxel = 0; voxel < box.voxels(); voxel++) {
            int x = box.column() + voxel % box.columns();
            int y = box.row() + voxel / box.columns() % box.rows();
            int z = box.slice() + voxel / box.columns() / box.rows();
            if (mask.has(x, y, z)) {
                int count = gather(image, mask, new int[] {x, y, z}, radius, values);
                Distribution around = new Distribution(Arrays.copyOf(values, count));
                for (int f = 0; f < maps.length; f++) {
                    maps[f][voxel] = (float) features.get(f).value().applyAsDouble(around);
                }
            } else {
                for (float[] map : maps) {
                    map[voxel] = Float.NaN;
                }
            }
        }
        return maps;
    }

    private static int gather(Volume image, Mask mask, int[] centre, int radius, double[] values) {
        int lastX = Math.min(image.grid().columns() - 1, centre[0] + radius);
        int lastY = Math.min(image.grid().rows() - 1, centre[1] + radius);
        int lastZ = Math.min(image.grid().slices() - 1, centre[2] + radius);
        int count = 0;
        for (int z = Math.max(0, centre[2] - radius); z <= lastZ; z++) {
            for (int y = Math.max(0, centre[1] - radius); y <= lastY; y++) {
                for (int x = Math.max(0, centre[0] - radius); x <= lastX; x++) {
                    int i = image.grid().index(x, y, z);
                    if (mask.has(i)) {
                        values[count++] = image.at(i);
                    }
                }
            }
        }
        return count;
    }
}
