package org.isopleth.radiomics.inspect;

import java.util.List;
import java.util.Locale;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Orientation;
import org.isopleth.radiomics.volume.Vector3;

/// A plane of voxels as radiologists look at it: the patient's left is on the right of axial and coronal
/// pictures, the head is up, the face is left in sagittal ones. Oblique grids are shown along their own axes,
/// each under the name of the patient's axis it is nearest to. Immutable, thread-safe.
///
/// @param across the grid's axis (0, 1, 2) that goes to the right
/// @param acrossTurned whether its index falls to the right
/// @param down the grid's axis that goes down
/// @param downTurned whether its index falls downwards
/// @param through the grid's axis at right angles to the picture
record Plane(View view, int across, boolean acrossTurned, int down, boolean downTurned, int through) {
    /// How a patient is cut.
    enum View {
        AXIAL,
        CORONAL,
        SAGITTAL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The plane of a grid for a view.
    static Plane of(View view, Grid grid) {
        int[] axes = axes(grid.orientation());
        boolean[] falls = new boolean[3];
        for (int patient = 0; patient < 3; patient++) {
            falls[patient] = part(direction(grid.orientation(), axes[patient]), patient) < 0;
        }
        return switch (view) {
            case AXIAL -> new Plane(view, axes[0], falls[0], axes[1], falls[1], axes[2]);
            case CORONAL -> new Plane(view, axes[0], falls[0], axes[2], !falls[2], axes[1]);
            case SAGITTAL -> new Plane(view, axes[1], falls[1], axes[2], !falls[2], axes[0]);
        };
    }

    /// For each axis of the patient (left, back, head) the grid's axis that runs nearest to it, each once.
    private static int[] axes(Orientation orientation) {
        List<int[]> orders = List.of(
                new int[] {0, 1, 2},
                new int[] {0, 2, 1},
                new int[] {1, 0, 2},
                new int[] {1, 2, 0},
                new int[] {2, 0, 1},
                new int[] {2, 1, 0});
        int[] best = orders.getFirst();
        double most = -1;
        for (int[] order : orders) {
            double along = 0;
            for (int patient = 0; patient < 3; patient++) {
                along += Math.abs(part(direction(orientation, order[patient]), patient));
            }
            if (along > most + 1e-9) {
                most = along;
                best = order;
            }
        }
        return best;
    }

    private static Vector3 direction(Orientation orientation, int axis) {
        return switch (axis) {
            case 0 -> orientation.columns();
            case 1 -> orientation.rows();
            default -> orientation.slices();
        };
    }

    private static double part(Vector3 vector, int axis) {
        return axis == 0 ? vector.x() : axis == 1 ? vector.y() : vector.z();
    }

    /// Voxels along a grid's axis.
    static int size(Grid grid, int axis) {
        return axis == 0 ? grid.columns() : axis == 1 ? grid.rows() : grid.slices();
    }

    /// Mm between voxels along a grid's axis.
    static double spacing(Grid grid, int axis) {
        return part(grid.spacing(), axis);
    }

    /// The index of the voxel at a place of the picture.
    int index(Grid grid, int x, int y, int slice) {
        int[] at = new int[3];
        at[across] = acrossTurned ? size(grid, across) - 1 - x : x;
        at[down] = downTurned ? size(grid, down) - 1 - y : y;
        at[through] = slice;
        return grid.index(at[0], at[1], at[2]);
    }
}
