package org.isopleth.radiomics.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isopleth.radiomics.volume.Vector3;

/// A small box around a region, turned as it likes: the smallest of all boxes with a side on a face of the
/// convex hull. (The smallest of all may touch it with edges alone, O'Rourke 1985; IBSI names no method and
/// has no reference value.) Immutable, thread-safe.
///
/// @param volume in mm³
/// @param area in mm²
record OrientedBox(double volume, double area) {

    static OrientedBox around(ConvexHull hull) {
        OrientedBox best = new OrientedBox(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        Set<List<Long>> seen = new HashSet<>();
        for (Vector3[] face : hull.faces()) {
            Vector3 normal = face[1].minus(face[0]).cross(face[2].minus(face[0]));
            Vector3 up = normal.times(1 / normal.length());
            // Faces of one plane, or of parallel planes, need one look.
            if (seen.add(rounded(up)) && seen.add(rounded(up.times(-1)))) {
                OrientedBox box = on(up, face[1].minus(face[0]), hull.corners());
                best = box.volume < best.volume ? box : best;
            }
        }
        return best;
    }

    private static List<Long> rounded(Vector3 unit) {
        return List.of(Math.round(unit.x() * 1e9), Math.round(unit.y() * 1e9), Math.round(unit.z() * 1e9));
    }

    private static OrientedBox on(Vector3 up, Vector3 along, List<Vector3> corners) {
        Vector3 u = along.times(1 / along.length());
        Vector3 v = up.cross(u);
        List<double[]> flat = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Vector3 corner : corners) {
            flat.add(new double[] {corner.dot(u), corner.dot(v)});
            double height = corner.dot(up);
            low = Math.min(low, height);
            high = Math.max(high, height);
        }
        double height = high - low;
        List<double[]> outline = outline(flat);
        OrientedBox best = new OrientedBox(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        for (int k = 0; k < outline.size(); k++) {
            double[] a = outline.get(k);
            double[] b = outline.get((k + 1) % outline.size());
            double length = StrictMath.hypot(b[0] - a[0], b[1] - a[1]);
            double c = (b[0] - a[0]) / length;
            double s = (b[1] - a[1]) / length;
            double wide = extent(outline, c, s);
            double deep = extent(outline, -s, c);
            double volume = wide * deep * height;
            if (volume < best.volume) {
                best = new OrientedBox(volume, 2 * (wide * deep + wide * height + deep * height));
            }
        }
        return best;
    }

    private static double extent(List<double[]> points, double c, double s) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] point : points) {
            double at = point[0] * c + point[1] * s;
            low = Math.min(low, at);
            high = Math.max(high, at);
        }
        return high - low;
    }

    /// The convex outline of points in a plane (Andrew 1979).
    private static List<double[]> outline(List<double[]> points) {
        List<double[]> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
        List<double[]> outline = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            int start = outline.size();
            for (double[] point : sorted) {
                while (outline.size() >= start + 2 && !turnsLeft(outline, point)) {
                    outline.removeLast();
                }
                outline.add(point);
            }
            outline.removeLast();
            sorted = sorted.reversed();
        }
        return outline;
    }

    private static boolean turnsLeft(List<double[]> outline, double[] point) {
        double[] a = outline.get(outline.size() - 2);
        double[] b = outline.getLast();
        return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0;
    }
}
