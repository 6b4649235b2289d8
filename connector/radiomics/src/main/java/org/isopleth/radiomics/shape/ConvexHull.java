package org.isopleth.radiomics.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.isopleth.radiomics.volume.Vector3;

/// The convex hull of points of a lattice, by quickhull (Barber, Dobkin & Huhdanpaa 1996). Immutable,
/// thread-safe.
///
/// Whether a point lies above a face is decided in whole numbers, so no rounding can break the hull;
/// stretching the lattice by the voxels' spacing keeps it convex. Coordinates may span 2¹⁸ half voxels:
/// a determinant then stays below 2⁶³.
final class ConvexHull {
    private final List<Vector3> corners;
    private final double area;
    private final double volume;
    private final List<Vector3[]> faces;

    private ConvexHull(List<Vector3> corners, List<Vector3[]> faces, double area, double volume) {
        this.corners = corners;
        this.faces = faces;
        this.area = area;
        this.volume = volume;
    }

    /// The hull of a surface's vertices, which are never all in one plane.
    ///
    /// @param half half a voxel along each axis, in mm
    static ConvexHull of(List<Surface.Point> points, Vector3 half) {
        return new Search(points).hull(half);
    }

    /// Its corners, in mm.
    List<Vector3> corners() {
        return corners;
    }

    /// Its triangles, in mm, outside before them.
    List<Vector3[]> faces() {
        return faces;
    }

    /// Its area in mm².
    double area() {
        return area;
    }

    /// Its volume in mm³.
    double volume() {
        return volume;
    }

    /// The largest distance of two corners in mm.
    double diameter() {
        double largest = 0;
        for (int i = 0; i < corners.size(); i++) {
            Vector3 a = corners.get(i);
            for (int j = i + 1; j < corners.size(); j++) {
                Vector3 step = corners.get(j).minus(a);
                largest = Math.max(largest, step.dot(step));
            }
        }
        return Math.sqrt(largest);
    }

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

    private static final class Search {
        private final long[][] p;
        private final Deque<Face> open = new ArrayDeque<>();
        private final List<Face> all = new ArrayList<>();

        Search(List<Surface.Point> points) {
            p = new long[points.size()][];
            for (int i = 0; i < p.length; i++) {
                Surface.Point at = points.get(i);
                p[i] = new long[] {at.x(), at.y(), at.z()};
            }
        }

        ConvexHull hull(Vector3 half) {
            begin();
            while (!open.isEmpty()) {
                Face face = open.pop();
                if (!face.gone && face.count > 0) {
                    extend(face);
                }
            }
            return measured(half);
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
            java.util.Map<Integer, Face> byStart = new java.util.HashMap<>();
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

        private ConvexHull measured(Vector3 half) {
            boolean[] corner = new boolean[p.length];
            List<Vector3[]> faces = new ArrayList<>();
            double area = 0;
            double volume = 0;
            Vector3 inner = at(0, half);
            for (Face face : all) {
                if (!face.gone) {
                    Vector3 a = at(face.a, half);
                    Vector3 b = at(face.b, half);
                    Vector3 c = at(face.c, half);
                    Vector3 normal = b.minus(a).cross(c.minus(a));
                    area += normal.length() / 2;
                    volume += normal.dot(a.minus(inner)) / 6;
                    faces.add(new Vector3[] {a, b, c});
                    corner[face.a] = true;
                    corner[face.b] = true;
                    corner[face.c] = true;
                }
            }
            List<Vector3> corners = new ArrayList<>();
            for (int i = 0; i < p.length; i++) {
                if (corner[i]) {
                    corners.add(at(i, half));
                }
            }
            return new ConvexHull(List.copyOf(corners), List.copyOf(faces), area, volume);
        }

        private Vector3 at(int point, Vector3 half) {
            return new Vector3(p[point][0] * half.x(), p[point][1] * half.y(), p[point][2] * half.z());
        }
    }
}
