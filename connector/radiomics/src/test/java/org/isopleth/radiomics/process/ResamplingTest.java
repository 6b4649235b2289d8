package org.isopleth.radiomics.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;

/// Interpolation between voxels.
class ResamplingTest {
    private static Volume linear(Grid grid) {
        float[] values = new float[grid.voxels()];
        for (int z = 0; z < grid.slices(); z++) {
            for (int y = 0; y < grid.rows(); y++) {
                for (int x = 0; x < grid.columns(); x++) {
                    Vector3 at = grid.at(x, y, z);
                    values[grid.index(x, y, z)] = (float) (3 * at.x() - 2 * at.y() + at.z() + 7);
                }
            }
        }
        return Volume.owning(grid, values);
    }

    private static Volume resampled(Volume image, Vector3 spacing, Interpolation method) {
        Resampling resampling = new Resampling(image.grid(), spacing, GridAlignment.CENTRES);
        return resampling.image(image, method, resampling.whole());
    }

    @Test
    void both_grids_have_the_same_centre_and_the_new_one_covers_the_old() {
        Grid old = Grid.of(204, 201, 60, new Vector3(0.977, 0.977, 3));
        Resampling resampling = new Resampling(old, new Vector3(2, 2, 2), GridAlignment.CENTRES);
        Grid grid = resampling.grid(resampling.whole());
        // IBSI's CT phantom: 100 × 99 × 90 voxels.
        assertEquals(100, grid.columns());
        assertEquals(99, grid.rows());
        assertEquals(90, grid.slices());
        Vector3 middle = grid.at((grid.columns() - 1) / 2.0, (grid.rows() - 1) / 2.0, (grid.slices() - 1) / 2.0);
        Vector3 expected = old.at((old.columns() - 1) / 2.0, (old.rows() - 1) / 2.0, (old.slices() - 1) / 2.0);
        assertEquals(0, middle.minus(expected).length(), 1e-9);
    }

    @Test
    void aligned_corners_share_the_first_one() {
        Grid old = Grid.of(204, 201, 60, new Vector3(0.977, 0.977, 3));
        Resampling resampling = new Resampling(old, new Vector3(2, 2, 2), GridAlignment.CORNERS);
        Grid grid = resampling.grid(resampling.whole());
        assertEquals(
                0, grid.at(-0.5, -0.5, -0.5).minus(old.at(-0.5, -0.5, -0.5)).length(), 1e-9);
    }

    @Test
    void what_is_linear_stays_so_away_from_the_edges() {
        Volume image = linear(Grid.of(40, 36, 30, new Vector3(1, 1.5, 2)));
        for (Interpolation method : new Interpolation[] {Interpolation.LINEAR, Interpolation.CUBIC_SPLINE}) {
            Volume found = resampled(image, new Vector3(0.7, 1.1, 1.3), method);
            Grid grid = found.grid();
            for (int k = grid.columns() / 3; k < grid.columns() / 2; k++) {
                int y = grid.rows() / 2;
                int z = grid.slices() / 2;
                Vector3 at = grid.at(k, y, z);
                // A mirrored edge is not linear; its trace falls by 0.27 a voxel and is gone in the middle.
                assertEquals(3 * at.x() - 2 * at.y() + at.z() + 7, found.at(k, y, z), 1e-3, method.word());
            }
        }
    }

    @Test
    void the_spline_goes_through_the_voxels() {
        Random random = new Random(5);
        Grid grid = Grid.of(17, 5, 3, new Vector3(1, 1, 1));
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Volume image = Volume.owning(grid, values);
        // With half the spacing every second voxel but for the shift by a quarter lies between; with a third,
        // every third lies on an old one.
        Volume found = resampled(image, new Vector3(1 / 3.0, 1, 1), Interpolation.CUBIC_SPLINE);
        for (int k = 0; k < 17; k++) {
            assertEquals(image.at(k, 2, 1), found.at(3 * k + 1, 2, 1), 1e-5);
        }
    }

    @Test
    void the_same_spacing_changes_nothing() {
        Volume image = linear(Grid.of(7, 6, 5, new Vector3(1, 1.5, 2)));
        Volume found = resampled(image, new Vector3(1, 1.5, 2), Interpolation.LINEAR);
        for (int i = 0; i < image.grid().voxels(); i++) {
            assertEquals(image.at(i), found.at(i));
        }
    }
}
