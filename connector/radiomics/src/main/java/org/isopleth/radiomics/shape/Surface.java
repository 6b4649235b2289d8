package org.isopleth.radiomics.shape;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// The closed surface of a mask at 0.5, by marching cubes: its area, the volume in it, and the vertices
/// that can be corners of its convex hull. Immutable, thread-safe.
///
/// No mesh is stored. A cube's piece of surface depends on its eight corners alone, so it is enough to
/// count how often each of the 256 kinds occurs, and in which layer: by the divergence theorem the volume is
/// the sum of z over the surface's projection onto the plane of x and y. The cost is one pass over the box.
///
/// @param area in mm²
/// @param volume in mm³
/// @param extreme vertices in half voxels of the mask's grid: for every line along x on which vertices lie,
///     the first and the last. What lies between two points of a line cannot be a corner of the hull.
record Surface(double area, double volume, List<Point> extreme) {
    Surface {
        extreme = List.copyOf(extreme);
    }

    /// A vertex in half voxels.
    record Point(int x, int y, int z) {}

    static Surface of(Mask mask) {
        return new Pass(mask).surface();
    }

    private static final class Pass {
        private final Mask mask;
        private final Box box;
        private final long[] kinds = new long[256];
        private final long[] layers = new long[256];

        Pass(Mask mask) {
            this.mask = mask;
            this.box = mask.box();
        }

        Surface surface() {
            // Cubes begin one voxel before the box, where all is outside.
            int width = box.columns() + 2;
            int[] below = new int[width * (box.rows() + 2)];
            int[] above = new int[below.length];
            List<Point> extreme = new ArrayList<>();
            for (int z = -1; z < box.slices(); z++) {
                int[] swap = below;
                below = above;
                above = swap;
                fill(above, z + 1);
                countKinds(below, above, width, z);
                addExtremes(below, above, width, z, extreme);
            }
            return measured(extreme);
        }

        private void fill(int[] plane, int slice) {
            java.util.Arrays.fill(plane, 0);
            if (slice >= box.slices()) {
                return;
            }
            int width = box.columns() + 2;
            for (int y = 0; y < box.rows(); y++) {
                int row = mask.grid().index(box.column(), box.row() + y, box.slice() + slice);
                int end = row + box.columns();
                int to = (y + 1) * width + 1 - row;
                for (int i = mask.next(row); i >= 0 && i < end; i = mask.next(i + 1)) {
                    plane[to + i] = 1;
                }
            }
        }

        private void countKinds(int[] below, int[] above, int width, int z) {
            for (int y = 0; y <= box.rows(); y++) {
                int row = y * width;
                int left = column(below, above, row, width);
                for (int x = 0; x <= box.columns(); x++) {
                    int right = column(below, above, row + x + 1, width);
                    int kind = left | right << 1;
                    if (kind != 0 && kind != 255) {
                        kinds[kind]++;
                        layers[kind] += z;
                    }
                    left = right;
                }
            }
        }

        /// The corners 0, 2, 4, 6 of a cube whose first corner is at a place.
        private static int column(int[] below, int[] above, int place, int width) {
            return below[place] | below[place + width] << 2 | above[place] << 4 | above[place + width] << 6;
        }

        /// The first and last vertex on every line along x: on edges along x within the upper slice, and on
        /// edges along y and z.
        private void addExtremes(int[] below, int[] above, int width, int z, List<Point> extreme) {
            int slice = 2 * (z + 1 + box.slice());
            for (int y = 0; y <= box.rows(); y++) {
                int row = y * width;
                int rowAt = 2 * (y - 1 + box.row());
                addLine(above, row, above, row + 1, width - 1, 1, rowAt, slice, extreme);
                addLine(above, row, above, row + width, width, 0, rowAt + 1, slice, extreme);
                addLine(below, row, above, row, width, 0, rowAt, slice - 1, extreme);
            }
            int row = (box.rows() + 1) * width;
            addLine(below, row, above, row, width, 0, 2 * (box.rows() + box.row()), slice - 1, extreme);
        }

        private void addLine(
                int[] one, int from, int[] other, int otherFrom, int length, int half, int y, int z, List<Point> to) {
            int first = -1;
            int last = -1;
            for (int x = 0; x < length; x++) {
                if (one[from + x] != other[otherFrom + x]) {
                    first = first < 0 ? x : first;
                    last = x;
                }
            }
            if (first >= 0) {
                to.add(new Point(2 * (first - 1 + box.column()) + half, y, z));
                to.add(new Point(2 * (last - 1 + box.column()) + half, y, z));
            }
        }

        private Surface measured(List<Point> extreme) {
            Vector3 half = mask.grid().spacing().times(0.5);
            double area = 0;
            double volume = 0;
            for (int kind = 1; kind < 255; kind++) {
                for (int[] t : CubeSurfaces.of(kind)) {
                    if (kinds[kind] > 0) {
                        Vector3 a = new Vector3(t[0] * half.x(), t[1] * half.y(), t[2] * half.z());
                        Vector3 b = new Vector3(t[3] * half.x(), t[4] * half.y(), t[5] * half.z());
                        Vector3 c = new Vector3(t[6] * half.x(), t[7] * half.y(), t[8] * half.z());
                        Vector3 normal = b.minus(a).cross(c.minus(a)).times(0.5);
                        area += kinds[kind] * normal.length();
                        double height = (a.z() + b.z() + c.z()) / 3;
                        volume += normal.z() * (kinds[kind] * height + layers[kind] * 2 * half.z());
                    }
                }
            }
            return new Surface(area, Math.abs(volume), extreme);
        }
    }
}
