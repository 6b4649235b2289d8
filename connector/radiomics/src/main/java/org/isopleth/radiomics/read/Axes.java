package org.isopleth.radiomics.read;

import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Orientation;
import org.isopleth.radiomics.volume.Vector3;

/// The steps from a voxel to its neighbours, as files give them. Immutable, thread-safe.
///
/// @param column the step to the next column, in mm in DICOM's axes
/// @param row the step to the next row
/// @param slice the step to the next slice
/// @param origin the centre of voxel (0, 0, 0)
public record Axes(Vector3 column, Vector3 row, Vector3 slice, Vector3 origin) {
    /// A grid with these steps.
    ///
    /// @throws UnreadableException when a step is zero or not finite, or two are not at right angles
    public Grid grid(int columns, int rows, int slices) {
        double x = column.length();
        double y = row.length();
        double z = slice.length();
        if (!isLength(x) || !isLength(y) || !isLength(z) || !isFinite(origin)) {
            throw new UnreadableException(Reason.SPACING_INVALID);
        }
        Orientation orientation = orientation(column.times(1 / x), row.times(1 / y), slice.times(1 / z));
        return new Grid(columns, rows, slices, new Vector3(x, y, z), origin, orientation);
    }

    private static Orientation orientation(Vector3 columns, Vector3 rows, Vector3 slices) {
        try {
            return new Orientation(columns, rows, slices);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(Reason.AXES_NOT_AT_RIGHT_ANGLES);
        }
    }

    private static boolean isLength(double length) {
        return length > 0 && 1 / length < Double.POSITIVE_INFINITY && length < Double.POSITIVE_INFINITY;
    }

    private static boolean isFinite(Vector3 point) {
        return Double.isFinite(point.x()) && Double.isFinite(point.y()) && Double.isFinite(point.z());
    }
}
