package org.isopleth.radiomics.bench;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// A generated case: an ellipsoid of smoothed noise with 64 grey levels, the same for a seed on every
/// machine, because everything is counted in whole numbers. Immutable, thread-safe.
///
/// @param image levels 1 to 64, voxels of 1 × 1 × 2 mm
/// @param mask the ellipsoid
public record SyntheticCase(Volume image, Mask mask) {
    private static final long SEED = 20_261_101;
    private static final int LEVELS = 64;

    /// How often the noise is smoothed along every axis.
    private static final int SMOOTHINGS = 2;

    /// Noise values are below it: four of them add up to less than 2²⁴, so single precision is exact.
    private static final int NOISE = 1 << 20;

    /// 200 × 200 × 100 voxels with a region of a million.
    public static SyntheticCase million() {
        return of(200, 200, 100);
    }

    /// An image of a size; about a quarter of its voxels are in the region.
    public static SyntheticCase of(int columns, int rows, int slices) {
        Grid grid = Grid.of(columns, rows, slices, new Vector3(1, 1, 2));
        return new SyntheticCase(Volume.owning(grid, levels(grid)), ellipsoid(grid));
    }

    private static Mask ellipsoid(Grid grid) {
        BitSet inside = new BitSet(grid.voxels());
        for (int i = 0; i < grid.voxels(); i++) {
            double x = fromMiddle(i % grid.columns(), grid.columns());
            double y = fromMiddle(i / grid.columns() % grid.rows(), grid.rows());
            double z = fromMiddle(i / grid.columns() / grid.rows(), grid.slices());
            inside.set(i, x * x + y * y + z * z <= 1);
        }
        return Mask.owning(grid, inside);
    }

    /// Distance from the middle, 1 at the ellipsoid's end: 0.795 of the half length makes a quarter of the box.
    private static double fromMiddle(int at, int length) {
        return (2 * at + 1 - length) / (0.795 * length);
    }

    private static float[] levels(Grid grid) {
        float[] noise = new float[grid.voxels()];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextInt(NOISE);
        }
        for (int pass = 0; pass < SMOOTHINGS; pass++) {
            smooth(noise, grid, 1, grid.columns());
            smooth(noise, grid, grid.columns(), grid.rows());
            smooth(noise, grid, grid.columns() * grid.rows(), grid.slices());
        }
        // Smoothed values crowd around the middle: the middle sixth of the range becomes the levels.
        float low = NOISE * (5 / 12f);
        float width = NOISE / 6f / LEVELS;
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.clamp((long) ((noise[i] - low) / width), 0, LEVELS - 1) + 1;
        }
        return noise;
    }

    /// Every voxel becomes the whole part of ¼ (before + 2 · itself + after); at the ends it stays.
    private static void smooth(float[] values, Grid grid, int step, int length) {
        for (int i = 0; i < grid.voxels(); i++) {
            if (i / step % length == 0) {
                float before = values[i];
                for (int k = 1, at = i + step; k < length - 1; k++, at += step) {
                    float here = values[at];
                    values[at] = (int) (before + 2 * here + values[at + step]) >> 2;
                    before = here;
                }
            }
        }
    }
}
