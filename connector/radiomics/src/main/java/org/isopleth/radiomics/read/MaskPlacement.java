package org.isopleth.radiomics.read;

import java.util.BitSet;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// Puts a region on the grid of an image. Immutable, thread-safe.
///
/// @param mask on the image's grid
/// @param resampled whether the region lay on another grid: each voxel of the image took the region's nearest
///     voxel, so that its surface moved by up to half a voxel; to be told beside every feature
public record MaskPlacement(Mask mask, boolean resampled) {
    /// How far, in voxels, grids may be apart and still be the same: files round differently.
    private static final double SAME = 0.01;

    /// Both must describe the same patient's space; files that name a frame of reference are compared by it.
    ///
    /// @throws UnreadableException when the region is empty on the image's grid, or reaches outside the image
    public static MaskPlacement of(Mask region, Grid image) {
        if (region.next(0) < 0) {
            throw new UnreadableException(Reason.REGION_EMPTY);
        }
        if (isSame(region.grid(), image)) {
            return new MaskPlacement(Mask.owning(image, region.bits()), false);
        }
        return new MaskPlacement(nearest(region, image), true);
    }

    private static boolean isSame(Grid one, Grid other) {
        if (one.columns() != other.columns() || one.rows() != other.rows() || one.slices() != other.slices()) {
            return false;
        }
        // Four corners fix a grid.
        for (int corner = 0; corner < 8; corner++) {
            double x = (corner & 1) * (one.columns() - 1.0);
            double y = (corner >> 1 & 1) * (one.rows() - 1.0);
            double z = (corner >> 2) * (one.slices() - 1.0);
            if (other.coordinates(one.at(x, y, z)).minus(new Vector3(x, y, z)).length() > SAME) {
                return false;
            }
        }
        return true;
    }

    private static Mask nearest(Mask region, Grid image) {
        Grid grid = region.grid();
        for (int i = region.next(0); i >= 0; i = region.next(i + 1)) {
            Vector3 at = image.coordinates(grid.at(i));
            if (!isWithin(at.x(), image.columns())
                    || !isWithin(at.y(), image.rows())
                    || !isWithin(at.z(), image.slices())) {
                throw new UnreadableException(Reason.REGION_OUTSIDE_IMAGE);
            }
        }
        BitSet inside = new BitSet(image.voxels());
        Box box = region.box();
        for (int i = 0; i < image.voxels(); i++) {
            Vector3 at = grid.coordinates(image.at(i));
            int column = (int) Math.floor(at.x() + 0.5);
            int row = (int) Math.floor(at.y() + 0.5);
            int slice = (int) Math.floor(at.z() + 0.5);
            if (isIn(column - box.column(), box.columns())
                    && isIn(row - box.row(), box.rows())
                    && isIn(slice - box.slice(), box.slices())
                    && region.has(column, row, slice)) {
                inside.set(i);
            }
        }
        if (inside.isEmpty()) {
            throw new UnreadableException(Reason.REGION_EMPTY);
        }
        return Mask.owning(image, inside);
    }

    /// Whether a coordinate lies in a voxel of the image.
    private static boolean isWithin(double coordinate, int voxels) {
        return coordinate >= -0.5 - SAME && coordinate <= voxels - 0.5 + SAME;
    }

    private static boolean isIn(int index, int count) {
        return index >= 0 && index < count;
    }
}
