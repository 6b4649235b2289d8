package org.isopleth.radiomics.shape;

import java.util.BitSet;
import java.util.Random;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// Regions of chance, for properties that hold for all.
final class RandomMask {
    private RandomMask() {}

    static Mask of(Random random) {
        Grid grid = Grid.of(
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                1 + random.nextInt(9),
                new Vector3(0.5 + random.nextDouble(), 0.5 + random.nextDouble(), 0.5 + 3 * random.nextDouble()));
        double share = random.nextDouble();
        BitSet inside = new BitSet();
        for (int i = 0; i < grid.voxels(); i++) {
            inside.set(i, random.nextDouble() < share);
        }
        inside.set(random.nextInt(grid.voxels()));
        return Mask.owning(grid, inside);
    }

    static Volume image(Random random, Grid grid) {
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (100 * random.nextGaussian());
        }
        return Volume.owning(grid, values);
    }
}
