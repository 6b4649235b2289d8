package org.isopleth.radiomics.volume;

/// Where the voxels of an image lie. Voxel (column, row, slice) has the index
/// `column + columns·(row + rows·slice)` and its centre at
/// `origin + column·spacing.x·d.columns + row·spacing.y·d.rows + slice·spacing.z·d.slices`.
/// Immutable, thread-safe.
///
/// @param columns number of voxels along x, at least 1
/// @param rows number of voxels along y, at least 1
/// @param slices number of voxels along z, at least 1
/// @param spacing distance of voxel centres along each index, in mm, each above 0
/// @param origin centre of voxel (0, 0, 0), in mm
/// @param orientation which way the indices run
public record Grid(int columns, int rows, int slices, Vector3 spacing, Vector3 origin, Orientation orientation) {
    /// Most voxels of a grid: what an index can name.
    public static final int MAX_VOXELS = 1 << 30;

    public Grid {
        if (columns < 1 || rows < 1 || slices < 1) {
            throw new IllegalArgumentException("a grid has at least one voxel along each axis");
        }
        if ((long) columns * rows > MAX_VOXELS || (long) columns * rows * slices > MAX_VOXELS) {
            throw new IllegalArgumentException("a grid has at most " + MAX_VOXELS + " voxels");
        }
        if (!isLength(spacing.x()) || !isLength(spacing.y()) || !isLength(spacing.z())) {
            throw new IllegalArgumentException("spacings are finite and above 0 mm");
        }
    }

    private static boolean isLength(double length) {
        return length > 0 && length < Double.POSITIVE_INFINITY;
    }

    /// A grid with its first voxel at (0, 0, 0) mm and the axes of the patient.
    public static Grid of(int columns, int rows, int slices, Vector3 spacing) {
        return new Grid(columns, rows, slices, spacing, new Vector3(0, 0, 0), Orientation.AXIAL);
    }

    /// Number of voxels.
    public int voxels() {
        return columns * rows * slices;
    }

    /// Index of a voxel.
    public int index(int column, int row, int slice) {
        return column + columns * (row + rows * slice);
    }

    /// Centre of a voxel in mm, by its index.
    public Vector3 at(int index) {
        int column = index % columns;
        int row = index / columns % rows;
        int slice = index / columns / rows;
        return at(column, row, slice);
    }

    /// Volume of a voxel in mm³.
    public double voxelVolume() {
        return spacing.x() * spacing.y() * spacing.z();
    }

    /// Centre of a voxel in mm; fractions of a voxel are allowed.
    public Vector3 at(double column, double row, double slice) {
        return origin.plus(orientation.columns().times(column * spacing.x()))
                .plus(orientation.rows().times(row * spacing.y()))
                .plus(orientation.slices().times(slice * spacing.z()));
    }

    /// The voxel coordinates of a point, as fractions; the inverse of [#at].
    public Vector3 coordinates(Vector3 point) {
        Vector3 step = point.minus(origin);
        return new Vector3(
                step.dot(orientation.columns()) / spacing.x(),
                step.dot(orientation.rows()) / spacing.y(),
                step.dot(orientation.slices()) / spacing.z());
    }
}
