package org.isopleth.radiomics.shape;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isopleth.radiomics.volume.Vector3;

/// A small box around a region, turned as it likes: the smallest of all boxes with a side on a face of the
/// convex hull. (The smallest of all may touch it with edges alone, O'Rourke 1985; IBSI names no method and
/// has no reference value.) Immutable, thread-safe.
///
/// Seen along a face's normal, the hull's outline goes along edges between a face turned towards the eye and one
/// turned away from it. So a look costs one pass over faces and edges, and a box is fitted to the ends of those edges
/// alone ([Outline]): with h corners, h directions of h steps each, and no voxels.
///
/// @param volume in mm³
/// @param area in mm²
record OrientedBox(double volume, double area) {

    static OrientedBox around(ConvexHull hull) {
        Looks looks = new Looks(hull);
        OrientedBox best = new OrientedBox(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        Set<Direction> seen = new HashSet<>();
        for (Vector3[] face : hull.faces()) {
            Vector3 normal = ConvexHull.normal(face);
            Vector3 up = normal.times(1 / normal.length());
            // Faces of one plane, or of parallel planes, need one look.
            if (seen.add(Direction.of(up)) && seen.add(Direction.of(up.times(-1)))) {
                OrientedBox box = looks.along(up, face);
                best = box.volume < best.volume ? box : best;
            }
        }
        return best;
    }

    /// A unit vector, rounded so that equal directions are equal.
    private record Direction(long x, long y, long z) {
        static Direction of(Vector3 unit) {
            return new Direction(Math.round(unit.x() * 1e9), Math.round(unit.y() * 1e9), Math.round(unit.z() * 1e9));
        }
    }

    /// The hull as arrays, and what looks at it share.
    private static final class Looks {
        /// A face turned less than this out of the direction of sight counts as seen from either side: more ends of
        /// edges than the outline needs do no harm.
        private static final double SIDEWAYS = 1e-9;

        private final List<ConvexHull.Edge> edges;
        private final Vector3[] corners;
        private final Vector3[] normals;
        private final double[] turned;
        private final int[] lookAt;
        private final Outline outline;
        private int looks;

        Looks(ConvexHull hull) {
            edges = hull.edges();
            corners = hull.corners().toArray(Vector3[]::new);
            normals = hull.faces().stream()
                    .map(ConvexHull::normal)
                    .map(normal -> normal.times(1 / normal.length()))
                    .toArray(Vector3[]::new);
            turned = new double[normals.length];
            lookAt = new int[corners.length];
            outline = new Outline(corners.length);
        }

        /// The smallest box with a side on a face.
        OrientedBox along(Vector3 up, Vector3[] face) {
            Vector3 along = face[1].minus(face[0]);
            Vector3 u = along.times(1 / along.length());
            project(up, u, up.cross(u));
            double height = height(up);
            OrientedBox best = new OrientedBox(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
            outline.close();
            for (int side = 0; side < outline.sides(); side++) {
                outline.turnTo(side);
                double wide = outline.wide();
                double deep = outline.deep();
                double volume = wide * deep * height;
                if (volume < best.volume) {
                    best = new OrientedBox(volume, 2 * (wide * deep + wide * height + deep * height));
                }
            }
            return best;
        }

        private double height(Vector3 up) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (Vector3 corner : corners) {
                double at = corner.dot(up);
                low = Math.min(low, at);
                high = Math.max(high, at);
            }
            return high - low;
        }

        private void project(Vector3 up, Vector3 u, Vector3 v) {
            for (int f = 0; f < normals.length; f++) {
                turned[f] = normals[f].dot(up);
            }
            looks++;
            outline.clear();
            for (ConvexHull.Edge edge : edges) {
                double left = turned[edge.left()];
                double right = turned[edge.right()];
                if (Math.min(left, right) <= SIDEWAYS && Math.max(left, right) >= -SIDEWAYS) {
                    add(edge.from(), u, v);
                    add(edge.to(), u, v);
                }
            }
        }

        private void add(int corner, Vector3 u, Vector3 v) {
            if (lookAt[corner] != looks) {
                lookAt[corner] = looks;
                outline.add(corners[corner].dot(u), corners[corner].dot(v));
            }
        }
    }
}
