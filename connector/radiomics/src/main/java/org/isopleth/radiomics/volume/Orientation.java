package org.isopleth.radiomics.volume;

/// Which way columns, rows and slices run in the patient: unit vectors at right angles, in DICOM's axes
/// (x to the patient's left, y to the back, z to the head). Immutable, thread-safe.
///
/// @param columns the direction in which the column index grows
/// @param rows the direction in which the row index grows
/// @param slices the direction in which the slice index grows
public record Orientation(Vector3 columns, Vector3 rows, Vector3 slices) {
    /// Columns to the left, rows to the back, slices to the head.
    public static final Orientation AXIAL =
            new Orientation(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1));

    /// How far from unit length or a right angle a file may be: four decimals are usual in DICOM.
    private static final double TOLERANCE = 1e-3;

    public Orientation {
        if (!isUnit(columns) || !isUnit(rows) || !isUnit(slices)) {
            throw new IllegalArgumentException("a direction is not of length 1");
        }
        if (!isRight(columns, rows) || !isRight(columns, slices) || !isRight(rows, slices)) {
            throw new IllegalArgumentException("directions are not at right angles");
        }
    }

    private static boolean isUnit(Vector3 direction) {
        return Math.abs(direction.length() - 1) <= TOLERANCE;
    }

    private static boolean isRight(Vector3 one, Vector3 other) {
        return Math.abs(one.dot(other)) <= TOLERANCE;
    }
}
