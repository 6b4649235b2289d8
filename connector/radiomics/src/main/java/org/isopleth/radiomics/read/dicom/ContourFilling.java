package org.isopleth.radiomics.read.dicom;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// Turns closed contours in mm into the voxels whose centres they enclose. Not thread-safe; used once.
///
/// A centre is inside when a ray from it along its row crosses edges an odd number of times, counted over
/// all contours of its slice: holes, islands and keyholes come out right. The rule is half-open, so that a
/// centre on an edge that two regions share belongs to one of them: an edge from `y₁` to `y₂` is crossed at
/// `y` when exactly one of `y₁ ≤ y` and `y₂ ≤ y` holds, at an x above the centre's. Double precision.
///
/// A contour belongs to the nearest slice, at most half a spacing away; of several planes of contours nearest
/// to one slice, the closest counts.
final class ContourFilling {
    /// Contours nearer to each other than this part of the spacing lie in one plane.
    private static final double SAME_PLANE = 0.01;

    private final Grid grid;
    private final Vector3 toColumn;
    private final Vector3 toRow;
    private final Vector3 toSlice;
    private final TreeMap<Integer, SlicePlane> slices = new TreeMap<>();

    /// The contours of one slice that count.
    private static final class SlicePlane {
        private final List<double[]> contours = new ArrayList<>();
        private double offset;
    }

    ContourFilling(Grid grid) {
        this.grid = grid;
        Vector3 column = grid.orientation().columns().times(grid.spacing().x());
        Vector3 row = grid.orientation().rows().times(grid.spacing().y());
        Vector3 slice = grid.orientation().slices().times(grid.spacing().z());
        // The rows of the inverse of the matrix with these columns: exact where axes are not quite at right
        // angles, as directions of four decimals are.
        double determinant = column.dot(row.cross(slice));
        this.toColumn = row.cross(slice).times(1 / determinant);
        this.toRow = slice.cross(column).times(1 / determinant);
        this.toSlice = column.cross(row).times(1 / determinant);
    }

    /// Adds a contour.
    ///
    /// @param points x, y, z of each point in mm
    void add(double[] points) {
        if (points.length < 9 || points.length % 3 != 0) {
            throw new UnreadableException(Reason.CONTOUR_DAMAGED);
        }
        int count = points.length / 3;
        double[] inPlane = new double[2 * count];
        double[] heights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            Vector3 step = new Vector3(points[3 * i], points[3 * i + 1], points[3 * i + 2]).minus(grid.origin());
            inPlane[2 * i] = step.dot(toColumn);
            inPlane[2 * i + 1] = step.dot(toRow);
            heights[i] = step.dot(toSlice);
            sum += heights[i];
            if (!isWithin(inPlane[2 * i], grid.columns()) || !isWithin(inPlane[2 * i + 1], grid.rows())) {
                throw new UnreadableException(Reason.REGION_OUTSIDE_IMAGE);
            }
        }
        double height = sum / count;
        if (!isWithin(height, grid.slices())) {
            throw new UnreadableException(Reason.REGION_OUTSIDE_IMAGE);
        }
        int slice = (int) Math.min(Math.round(height), grid.slices() - 1);
        for (double each : heights) {
            if (!(Math.abs(each - slice) <= 0.5)) {
                throw new UnreadableException(Reason.CONTOUR_NOT_IN_SLICE);
            }
        }
        keep(slice, height - slice, inPlane);
    }

    private static boolean isWithin(double coordinate, int size) {
        return coordinate >= -0.5 && coordinate <= size - 0.5;
    }

    private void keep(int slice, double offset, double[] contour) {
        SlicePlane plane = slices.computeIfAbsent(slice, k -> new SlicePlane());
        if (!plane.contours.isEmpty() && Math.abs(offset - plane.offset) > SAME_PLANE) {
            if (Math.abs(offset) >= Math.abs(plane.offset)) {
                return;
            }
            plane.contours.clear();
        }
        if (plane.contours.isEmpty()) {
            plane.offset = offset;
        }
        plane.contours.add(contour);
    }

    /// The voxels inside.
    ///
    /// @throws UnreadableException when there is none
    Mask mask() {
        BitSet inside = new BitSet(grid.voxels());
        slices.forEach((slice, plane) -> plane.contours.forEach(contour -> fill(slice, contour, inside)));
        if (inside.isEmpty()) {
            throw new UnreadableException(Reason.REGION_EMPTY);
        }
        return Mask.owning(grid, inside);
    }

    private void fill(int slice, double[] contour, BitSet inside) {
        double x1 = contour[contour.length - 2];
        double y1 = contour[contour.length - 1];
        for (int i = 0; i < contour.length; i += 2) {
            double x2 = contour[i];
            double y2 = contour[i + 1];
            // Rows y with exactly one end at or below them: from the lower end up to, not including, the upper.
            int from = Math.max(0, (int) Math.ceil(Math.min(y1, y2)));
            int to = Math.min(grid.rows() - 1, (int) Math.ceil(Math.max(y1, y2)) - 1);
            for (int y = from; y <= to; y++) {
                double crossing = x1 + (y - y1) * (x2 - x1) / (y2 - y1);
                int end = (int) Math.min(grid.columns(), Math.ceil(crossing));
                if (end > 0) {
                    int row = grid.index(0, y, slice);
                    inside.flip(row, row + end);
                }
            }
            x1 = x2;
            y1 = y2;
        }
    }
}
