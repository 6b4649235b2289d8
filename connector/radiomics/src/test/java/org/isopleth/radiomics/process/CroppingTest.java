package org.isopleth.radiomics.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;

/// Only the surroundings of a region are interpolated, and nothing changes by it.
class CroppingTest {
    private static final double AROUND_MM = 6.21;
    private static final List<Interpolation> METHODS = List.of(Interpolation.values());

    /// 600 cases: every pair of interpolations, both alignments, finer, coarser and unchanged axes, regions at the
    /// edges too.
    @Test
    void the_voxels_around_a_region_are_those_of_the_whole_image_bit_by_bit() {
        Random random = new Random(20260302);
        for (int k = 0; k < 600; k++) {
            Grid grid = Grid.of(
                    random.nextInt(1, 40), random.nextInt(1, 40), random.nextInt(1, 25), spacing(random, 0.5, 5));
            Volume image = noise(grid, random);
            Mask mask = blob(grid, random);
            Vector3 spacing = random.nextInt(4) == 0 ? grid.spacing() : spacing(random, 0.7, 4);
            Interpolation method = METHODS.get(k % 3);
            Interpolation maskMethod = METHODS.get(k / 3 % 3);

            Resampling resampling =
                    new Resampling(grid, spacing, k / 9 % 2 == 0 ? GridAlignment.CENTRES : GridAlignment.CORNERS);
            Box box = resampling.around(mask, maskMethod, AROUND_MM);
            Volume whole = resampling.image(image, method, resampling.whole());
            Volume part = resampling.image(image, method, box);
            Mask wholeMask = resampling.mask(mask, maskMethod, resampling.whole());
            Mask partMask = resampling.mask(mask, maskMethod, box);

            assertEquals(wholeMask.count(), partMask.count());
            for (int z = 0; z < box.slices(); z++) {
                for (int y = 0; y < box.rows(); y++) {
                    for (int x = 0; x < box.columns(); x++) {
                        assertEquals(whole.at(x + box.column(), y + box.row(), z + box.slice()), part.at(x, y, z), 0);
                        assertEquals(
                                wholeMask.has(x + box.column(), y + box.row(), z + box.slice()), partMask.has(x, y, z));
                    }
                }
            }
            Vector3 corner = whole.grid().at(box.column(), box.row(), box.slice());
            assertEquals(0, corner.minus(part.grid().origin()).length(), 1e-9);
        }
    }

    /// Voxels are the same; sums over places start elsewhere, which may move the last digits.
    @Test
    void features_are_those_of_the_whole_image() {
        Random random = new Random(20260303);
        for (Interpolation method : Interpolation.values()) {
            Grid grid = Grid.of(60, 50, 30, new Vector3(0.9, 0.9, 3));
            Volume image = noise(grid, random);
            Mask mask = ball(grid, 41, 30, 16, 5);
            for (boolean rounding : new boolean[] {false, true}) {
                Settings settings = new Settings(
                        Settings.Dimension.IN_SPACE,
                        Optional.of(new Settings.Resample(2, 2, Optional.of(2.0), method, Interpolation.LINEAR)),
                        rounding,
                        Optional.of(new Range(-90, 200)),
                        Optional.of(3.0),
                        new Discretisation.FixedNumber(16),
                        Optional.empty());
                List<Measurement> whole = Extraction.measure(Region.whole(image, mask, settings), settings);
                List<Measurement> part = Extraction.measure(Region.of(image, mask, settings), settings);
                assertEquals(whole.size(), part.size());
                for (int k = 0; k < whole.size(); k++) {
                    double expected = whole.get(k).value();
                    assertEquals(expected, part.get(k).value(), 1e-9 * Math.abs(expected), whole.get(k)::toString);
                }
            }
        }
    }

    @Test
    void a_small_region_of_a_large_image_needs_few_voxels() {
        Grid grid = Grid.of(512, 512, 40, new Vector3(0.8, 0.8, 3));
        Settings settings = new Settings(
                Settings.Dimension.IN_SPACE,
                Optional.of(
                        new Settings.Resample(0.5, 0.5, Optional.of(0.5), Interpolation.LINEAR, Interpolation.LINEAR)),
                false,
                Optional.empty(),
                Optional.empty(),
                new Discretisation.FixedNumber(16),
                Optional.empty());
        Mask mask = ball(grid, 300, 200, 20, 4);
        Region region = Region.of(Volume.owning(grid, new float[grid.voxels()]), mask, settings);
        // The whole image would have 820 × 820 × 240 = 161 million voxels.
        assertTrue(
                region.image().grid().voxels() < 300_000,
                () -> "" + region.image().grid());
    }

    private static Vector3 spacing(Random random, double least, double most) {
        return new Vector3(
                random.nextDouble(least, most), random.nextDouble(least, most), random.nextDouble(least, most));
    }

    private static Volume noise(Grid grid, Random random) {
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (100 * random.nextGaussian());
        }
        return Volume.owning(grid, values);
    }

    private static Mask blob(Grid grid, Random random) {
        BitSet inside = new BitSet();
        int x = random.nextInt(grid.columns());
        int y = random.nextInt(grid.rows());
        int z = random.nextInt(grid.slices());
        int size = random.nextInt(1, 8);
        for (int k = 0; k < size * size * size; k++) {
            int atX = Math.clamp(x + random.nextInt(size), 0, grid.columns() - 1);
            int atY = Math.clamp(y + random.nextInt(size), 0, grid.rows() - 1);
            int atZ = Math.clamp(z + random.nextInt(size), 0, grid.slices() - 1);
            inside.set(grid.index(atX, atY, atZ));
        }
        return Mask.owning(grid, inside);
    }

    private static Mask ball(Grid grid, int x, int y, int z, int radius) {
        BitSet inside = new BitSet();
        for (int dz = -radius; dz <= radius; dz++) {
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    if (dx * dx + dy * dy + dz * dz <= radius * radius) {
                        inside.set(grid.index(x + dx, y + dy, z + dz));
                    }
                }
            }
        }
        return Mask.owning(grid, inside);
    }
}
