package org.isopleth.radiomics.shape;

import java.util.ArrayList;
import java.util.List;

/// The surface at 0.5 within a cube of eight voxel centres, for each of the 256 ways in which they can be
/// inside or outside. Immutable, thread-safe.
///
/// Where the surface crosses an edge it does so at its middle, because the mask is 0 or 1. The pieces
/// are not listed but built: on each face of the cube every run of inside corners is cut off by a segment
/// from where the surface enters to where it leaves, so that two cubes agree on their common face and the
/// surface is closed; the segments form loops, and each loop is filled with triangles that bulge towards
/// the side with more corners, as the classical tables of marching cubes do. IBSI's reference values tell
/// fillings apart: the digital phantom's mesh encloses 556 mm³ with this one and 549 mm³ with the opposite.
///
/// Corner k lies at (k & 1, k >> 1 & 1, k >> 2 & 1). Coordinates are in half voxels, so that they are whole.
final class CubeSurfaces {
    /// Corners of each face, counter-clockwise as seen from outside the cube.
    private static final int[][] FACES = {
        {0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}
    };

    /// Triangles of each configuration: nine half-voxel coordinates each.
    private static final List<List<int[]>> TRIANGLES = build();

    private CubeSurfaces() {}

    /// The triangles of a configuration, the inside behind them: x, y, z of three corners, in half voxels
    /// from the cube's first corner.
    static List<int[]> of(int configuration) {
        return TRIANGLES.get(configuration);
    }

    private static List<List<int[]>> build() {
        List<List<int[]>> all = new ArrayList<>();
        for (int configuration = 0; configuration < 256; configuration++) {
            all.add(List.copyOf(triangles(configuration)));
        }
        return List.copyOf(all);
    }

    private static List<int[]> triangles(int configuration) {
        // next[e] is the edge to which the segment that starts on edge e leads; an edge is named by its
        // two corners, `8·lower + higher`.
        int[] next = new int[64];
        java.util.Arrays.fill(next, -1);
        for (int[] face : FACES) {
            addSegments(configuration, face, next);
        }
        List<int[]> triangles = new ArrayList<>();
        for (int edge = 0; edge < next.length; edge++) {
            List<int[]> loop = new ArrayList<>();
            int at = edge;
            while (next[at] >= 0) {
                loop.add(middle(at));
                int to = next[at];
                next[at] = -1;
                at = to;
            }
            fill(loop, Integer.bitCount(configuration) > 4 ? -1 : 1, triangles);
        }
        return triangles;
    }

    /// Fills a loop with the triangles that enclose most on the side of the fewer corners (`side` 1 inside,
    /// −1 outside), so that a configuration and its opposite have the same surface. The best way to fill a
    /// part of the loop is a triangle on its chord and the best ways to fill what is left on either side.
    private static void fill(List<int[]> loop, int side, List<int[]> triangles) {
        int n = loop.size();
        double[][] most = new double[n][n];
        int[][] tip = new int[n][n];
        for (int span = 2; span < n; span++) {
            for (int i = 0; i + span < n; i++) {
                int j = i + span;
                most[i][j] = Double.NEGATIVE_INFINITY;
                for (int k = i + 1; k < j; k++) {
                    double volume = most[i][k] + most[k][j] + side * enclosed(loop.get(i), loop.get(k), loop.get(j));
                    if (volume > most[i][j]) {
                        most[i][j] = volume;
                        tip[i][j] = k;
                    }
                }
            }
        }
        if (n > 2) {
            collect(loop, tip, 0, n - 1, triangles);
        }
    }

    private static void collect(List<int[]> loop, int[][] tip, int i, int j, List<int[]> triangles) {
        if (j - i > 1) {
            int k = tip[i][j];
            triangles.add(triangle(loop.get(i), loop.get(k), loop.get(j)));
            collect(loop, tip, i, k, triangles);
            collect(loop, tip, k, j, triangles);
        }
    }

    /// Six times the volume between a triangle and the cube's middle, in half voxels³: whole, so ties are ties.
    private static double enclosed(int[] a, int[] b, int[] c) {
        int ax = a[0] - 1;
        int ay = a[1] - 1;
        int az = a[2] - 1;
        int bx = b[0] - 1;
        int by = b[1] - 1;
        int bz = b[2] - 1;
        int cx = c[0] - 1;
        int cy = c[1] - 1;
        int cz = c[2] - 1;
        return ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
    }

    private static void addSegments(int configuration, int[] face, int[] next) {
        for (int k = 0; k < 4; k++) {
            int corner = face[k];
            int before = face[(k + 3) % 4];
            if (inside(configuration, corner) && !inside(configuration, before)) {
                int last = k;
                while (inside(configuration, face[(last + 1) % 4])) {
                    last++;
                }
                int entry = edge(before, corner);
                int exit = edge(face[last % 4], face[(last + 1) % 4]);
                next[entry] = exit;
            }
        }
    }

    private static boolean inside(int configuration, int corner) {
        return (configuration >> corner & 1) != 0;
    }

    private static int edge(int one, int other) {
        return 8 * Math.min(one, other) + Math.max(one, other);
    }

    private static int[] middle(int edge) {
        int one = edge / 8;
        int other = edge % 8;
        return new int[] {(one & 1) + (other & 1), (one >> 1 & 1) + (other >> 1 & 1), (one >> 2 & 1) + (other >> 2 & 1)
        };
    }

    private static int[] triangle(int[] a, int[] b, int[] c) {
        return new int[] {a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2]};
    }
}
