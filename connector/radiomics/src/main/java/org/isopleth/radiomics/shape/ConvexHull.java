package org.isopleth.radiomics.shape;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.volume.Vector3;

/// The convex hull of a surface's vertices, in mm. Immutable, thread-safe.
///
/// [Quickhull] finds it on the lattice of half voxels; stretching the lattice by the voxels' spacing keeps it convex.
final class ConvexHull {
    private final List<Vector3> corners;
    private final List<Vector3[]> faces;
    private final List<Edge> edges;

    private ConvexHull(List<Vector3> corners, List<Vector3[]> faces, List<Edge> edges) {
        this.corners = corners;
        this.faces = faces;
        this.edges = edges;
    }

    /// An edge of the hull.
    ///
    /// @param from one end, by its number among the corners
    /// @param to the other end
    /// @param left one of the two faces that meet, by its number among the faces
    /// @param right the other face
    record Edge(int from, int to, int left, int right) {}

    /// The hull of a surface's vertices, which are never all in one plane.
    ///
    /// @param half half a voxel along each axis, in mm
    static ConvexHull of(List<Surface.Point> points, Vector3 half) {
        List<Quickhull.Triangle> triangles = Quickhull.of(points);
        int[] number = new int[points.size()];
        for (Quickhull.Triangle t : triangles) {
            number[t.a()] = 1;
            number[t.b()] = 1;
            number[t.c()] = 1;
        }
        List<Vector3> corners = new ArrayList<>();
        for (int i = 0; i < number.length; i++) {
            if (number[i] > 0) {
                Surface.Point at = points.get(i);
                number[i] = corners.size();
                corners.add(new Vector3(at.x() * half.x(), at.y() * half.y(), at.z() * half.z()));
            }
        }
        List<Vector3[]> faces = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int f = 0; f < triangles.size(); f++) {
            Quickhull.Triangle t = triangles.get(f);
            int a = number[t.a()];
            int b = number[t.b()];
            int c = number[t.c()];
            faces.add(new Vector3[] {corners.get(a), corners.get(b), corners.get(c)});
            addEdge(a, b, f, t.ab(), edges);
            addEdge(b, c, f, t.bc(), edges);
            addEdge(c, a, f, t.ca(), edges);
        }
        return new ConvexHull(List.copyOf(corners), List.copyOf(faces), List.copyOf(edges));
    }

    /// Both faces name their common edge; the lower one adds it.
    private static void addEdge(int from, int to, int face, int beyond, List<Edge> edges) {
        if (face < beyond) {
            edges.add(new Edge(from, to, face, beyond));
        }
    }

    /// Its corners.
    List<Vector3> corners() {
        return corners;
    }

    /// Its triangles, outside before them.
    List<Vector3[]> faces() {
        return faces;
    }

    /// The edges of its triangles, each once.
    List<Edge> edges() {
        return edges;
    }

    /// Its area in mm².
    double area() {
        double area = 0;
        for (Vector3[] face : faces) {
            area += normal(face).length() / 2;
        }
        return area;
    }

    /// Its volume in mm³.
    double volume() {
        Vector3 inner = corners.getFirst();
        double volume = 0;
        for (Vector3[] face : faces) {
            volume += normal(face).dot(face[0].minus(inner)) / 6;
        }
        return volume;
    }

    /// Outwards, twice as long as a face is large.
    static Vector3 normal(Vector3[] face) {
        return face[1].minus(face[0]).cross(face[2].minus(face[0]));
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
}
