package org.isopleth.radiomics.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the convex hull of points of a lattice, by quickhull (Barber, Dobkin & Huhdanpaa 1996). For one thread.
///
/// Whether a point lies above a face is decided in whole numbers, so no rounding can break the hull.
/// Coordinates may span 2¹⁸ half voxels: a determinant then stays below 2⁶³.
final class Quickhull {
    private final long[][] p;
    private final Deque<Face> open = new ArrayDeque<>();
    private final List<Face> all = new ArrayList<>();

    private Quickhull(List<Surface.Point> points) {
        p = new long[points.size()][];
        for (int i = 0; i < p.length; i++) {
            Surface.Point at = points.get(i);
            p[i] = new long[] {at.x(), at.y(), at.z()};
        }
    }

    private List<Triangle> hull() {
        begin();
        while (!open.isEmpty()) {
            Face face = open.pop();
            if (!face.gone && face.count > 0) {
                extend(face);
            }
        }
        return triangles();
    }

    /// A tetrahedron, and every point with the first face it lies above.
    private void begin() {
        int[] t = tetrahedron();
        Face[] faces = {
            new Face(p, t[0], t[1], t[2]),
            new Face(p, t[0], t[3], t[1]),
            new Face(p, t[1], t[3], t[2]),
            new Face(p, t[2], t[3], t[0])
        };
        link(faces[0], faces[1], faces[2], faces[3]);
        link(faces[1], faces[3], faces[2], faces[0]);
        link(faces[2], faces[1], faces[3], faces[0]);
        link(faces[3], faces[2], faces[1], faces[0]);
        for (int i = 0; i < p.length; i++) {
            assign(i, List.of(faces));
        }
        for (Face face : faces) {
            all.add(face);
            open.push(face);
        }
    }

    /// Neighbour k of a face lies across the edge from corner k to the next.
    private static void link(Face face, Face ab, Face bc, Face ca) {
        face.neighbours[0] = ab;
        face.neighbours[1] = bc;
        face.neighbours[2] = ca;
    }

    private int[] tetrahedron() {
        int first = 0;
        int second = 0;
        for (int i = 1; i < p.length; i++) {
            first = Arrays.compare(p[i], p[first]) < 0 ? i : first;
            second = Arrays.compare(p[i], p[second]) > 0 ? i : second;
        }
        int third = -1;
        double widest = 0;
        for (int i = 0; i < p.length; i++) {
            Face through = new Face(p, first, second, i);
            double size = (double) through.nx * through.nx
                    + (double) through.ny * through.ny
                    + (double) through.nz * through.nz;
            if (size > widest) {
                widest = size;
                third = i;
            }
        }
        Face base = new Face(p, first, second, third);
        int fourth = -1;
        long highest = 0;
        for (int i = 0; i < p.length; i++) {
            long height = base.heightOf(p[i]);
            if (Math.abs(height) > Math.abs(highest)) {
                highest = height;
                fourth = i;
            }
        }
        // The fourth point lies below the first face.
        return highest > 0 ? new int[] {first, third, second, fourth} : new int[] {first, second, third, fourth};
    }

    private void assign(int point, List<Face> faces) {
        for (Face face : faces) {
            long height = face.heightOf(p[point]);
            if (height > 0) {
                face.take(point, height);
                return;
            }
        }
    }

    /// Replaces the faces that the farthest point sees by faces from it to their rim.
    private void extend(Face start) {
        int eye = start.farthest;
        List<Face> visible = new ArrayList<>();
        Deque<Face> looking = new ArrayDeque<>();
        start.gone = true;
        looking.push(start);
        while (!looking.isEmpty()) {
            Face face = looking.pop();
            visible.add(face);
            for (Face neighbour : face.neighbours) {
                if (!neighbour.gone && neighbour.heightOf(p[eye]) > 0) {
                    neighbour.gone = true;
                    looking.push(neighbour);
                }
            }
        }
        List<Face> fresh = rim(visible, eye);
        for (Face face : visible) {
            for (int k = 0; k < face.count; k++) {
                if (face.above[k] != eye) {
                    assign(face.above[k], fresh);
                }
            }
            face.above = new int[0];
            face.count = 0;
        }
        for (Face face : fresh) {
            all.add(face);
            open.push(face);
        }
    }

    private List<Face> rim(List<Face> visible, int eye) {
        Map<Integer, Face> byStart = new HashMap<>();
        List<Face> fresh = new ArrayList<>();
        for (Face face : visible) {
            for (int k = 0; k < 3; k++) {
                Face beyond = face.neighbours[k];
                if (!beyond.gone) {
                    int from = face.corner(k);
                    int to = face.corner((k + 1) % 3);
                    Face made = new Face(p, from, to, eye);
                    made.neighbours[0] = beyond;
                    for (int m = 0; m < 3; m++) {
                        if (beyond.neighbours[m] == face && beyond.corner(m) == to) {
                            beyond.neighbours[m] = made;
                        }
                    }
                    byStart.put(from, made);
                    fresh.add(made);
                }
            }
        }
        for (Face face : fresh) {
            Face after = byStart.get(face.b);
            if (after == null) {
                throw new IllegalStateException("the rim of a hull is closed");
            }
            face.neighbours[1] = after;
            after.neighbours[2] = face;
        }
        return fresh;
    }

    private List<Triangle> triangles() {
        List<Face> left = all.stream().filter(face -> !face.gone).toList();
        for (int i = 0; i < left.size(); i++) {
            left.get(i).number = i;
        }
        return left.stream()
                .map(face -> new Triangle(
                        face.a,
                        face.b,
                        face.c,
                        face.neighbours[0].number,
                        face.neighbours[1].number,
                        face.neighbours[2].number))
                .toList();
    }

    /// The hull's triangles, outside before them.
    ///
    /// @param points never all in one plane
    static List<Triangle> of(List<Surface.Point> points) {
        return new Quickhull(points).hull();
    }

    /// A face of the hull.
    ///
    /// @param a its corners, by their number among the points
    /// @param ab the face beyond the edge from a to b, by its number among the triangles
    record Triangle(int a, int b, int c, int ab, int bc, int ca) {}

    private static final class Face {
        final int a;
        final int b;
        final int c;
        final long nx;
        final long ny;
        final long nz;
        final long offset;
        final Face[] neighbours = new Face[3];
        int[] above = new int[4];
        int count;
        int farthest = -1;
        long height;
        boolean gone;
        int number;

        Face(long[][] p, int a, int b, int c) {
            this.a = a;
            this.b = b;
            this.c = c;
            long ux = p[b][0] - p[a][0];
            long uy = p[b][1] - p[a][1];
            long uz = p[b][2] - p[a][2];
            long vx = p[c][0] - p[a][0];
            long vy = p[c][1] - p[a][1];
            long vz = p[c][2] - p[a][2];
            nx = uy * vz - uz * vy;
            ny = uz * vx - ux * vz;
            nz = ux * vy - uy * vx;
            offset = nx * p[a][0] + ny * p[a][1] + nz * p[a][2];
        }

        long heightOf(long[] point) {
            return nx * point[0] + ny * point[1] + nz * point[2] - offset;
        }

        void take(int point, long at) {
            if (count == above.length) {
                above = Arrays.copyOf(above, 2 * count);
            }
            above[count++] = point;
            if (at > height) {
                height = at;
                farthest = point;
            }
        }

        int corner(int k) {
            return k == 0 ? a : k == 1 ? b : c;
        }
    }
}
