package org.isopleth.radiomics.read;

import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Orientation;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.Test;

class MaskPlacementTest {
    private static final Grid IMAGE = Grid.of(8, 6, 4, new Vector3(1, 1, 2));

    private static Grid at(Grid grid, double x, double y, double z) {
        return new Grid(
                grid.columns(), grid.rows(), grid.slices(), grid.spacing(), new Vector3(x, y, z), grid.orientation());
    }

    private static Mask mask(Grid grid, int... voxels) {
        BitSet inside = new BitSet();
        for (int voxel : voxels) {
            inside.set(voxel);
        }
        return Mask.owning(grid, inside);
    }

    @Test
    void theSameGridKeepsEveryVoxelWhateverAFileRounds() {
        Mask region = mask(at(IMAGE, 0.004, 0, -0.004), 3, 50);
        MaskPlacement placed = MaskPlacement.of(region, IMAGE);
        assertFalse(placed.resampled());
        assertEquals(IMAGE, placed.mask().grid());
        assertEquals(region.bits(), placed.mask().bits());
    }

    @Test
    void anotherGridIsResampledByTheNearestVoxelAndSaysSo() {
        // Voxels of 2 x 2 x 2 mm whose first centre lies between the image's first four voxels.
        Grid coarse = at(Grid.of(4, 3, 4, new Vector3(2, 2, 2)), 0.5, 0.5, 0);
        MaskPlacement placed = MaskPlacement.of(mask(coarse, coarse.index(1, 1, 2)), IMAGE);
        assertTrue(placed.resampled());
        assertEquals(4, placed.mask().count());
        for (int column = 2; column < 4; column++) {
            for (int row = 2; row < 4; row++) {
                assertTrue(placed.mask().has(column, row, 2));
            }
        }
    }

    @Test
    void otherAxesAreFollowed() {
        // Rows run along x and columns along -y.
        Orientation turned = new Orientation(new Vector3(0, -1, 0), new Vector3(1, 0, 0), new Vector3(0, 0, 1));
        Grid grid = new Grid(6, 8, 4, new Vector3(1, 1, 2), new Vector3(0, 5, 0), turned);
        MaskPlacement placed = MaskPlacement.of(mask(grid, grid.index(1, 7, 3)), IMAGE);
        assertEquals(1, placed.mask().count());
        assertTrue(placed.mask().has(7, 4, 3));
    }

    @Test
    void whatReachesOutsideOrHoldsNoVoxelIsRefused() {
        Grid shifted = at(IMAGE, 3, 0, 0);
        assertRefused(
                Reason.REGION_OUTSIDE_IMAGE,
                () -> MaskPlacement.of(mask(shifted, shifted.index(4, 0, 0), shifted.index(5, 0, 0)), IMAGE));
        assertEquals(
                1,
                MaskPlacement.of(mask(shifted, shifted.index(4, 0, 0)), IMAGE)
                        .mask()
                        .count());
        Grid fine = at(Grid.of(4, 4, 4, new Vector3(0.1, 0.1, 0.1)), 0.4, 0.4, 0.4);
        assertRefused(Reason.REGION_EMPTY, () -> MaskPlacement.of(mask(fine, 0), IMAGE));
        assertRefused(Reason.REGION_EMPTY, () -> MaskPlacement.of(mask(IMAGE), IMAGE));
    }
}
