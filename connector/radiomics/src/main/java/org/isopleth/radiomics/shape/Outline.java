package org.isopleth.radiomics.shape;

import java.util.Arrays;

/// The convex outline of points in a plane (Andrew 1979), and how long it is along and across each of its sides, by
/// rotating calipers (Shamos 1978). For one thread; used again for other points, it allocates nothing.
final class Outline {
    private final double[][] given;
    private final double[][] corners;
    private int points;
    private int sides;

    /// The corner farthest along the side that is looked at, farthest across it, and farthest back.
    private int ahead;

    private int across;
    private int behind;
    private double c;
    private double s;
    private double start;

    /// @param capacity most points
    Outline(int capacity) {
        given = new double[capacity][2];
        // The two chains share both ends.
        corners = new double[2 * capacity + 2][];
    }

    void clear() {
        points = 0;
    }

    void add(double x, double y) {
        given[points][0] = x;
        given[points][1] = y;
        points++;
    }

    /// Finds the outline of what was added: not all in one line.
    void close() {
        Arrays.sort(given, 0, points, (a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
        sides = 0;
        for (int i = 0; i < points; i++) {
            push(given[i], 0);
        }
        int left = --sides;
        for (int i = points - 1; i >= 0; i--) {
            push(given[i], left);
        }
        sides--;
        ahead = 0;
        across = 0;
        behind = 0;
    }

    private void push(double[] point, int from) {
        while (sides >= from + 2 && !turnsLeft(corners[sides - 2], corners[sides - 1], point)) {
            sides--;
        }
        corners[sides++] = point;
    }

    private static boolean turnsLeft(double[] a, double[] b, double[] point) {
        return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0;
    }

    /// How many sides, which go around counter-clockwise.
    int sides() {
        return sides;
    }

    /// Looks along a side: 0 first, then one after the other.
    void turnTo(int side) {
        double[] a = corners[side];
        double[] b = corners[(side + 1) % sides];
        double length = StrictMath.hypot(b[0] - a[0], b[1] - a[1]);
        c = (b[0] - a[0]) / length;
        s = (b[1] - a[1]) / length;
        start = along(-s, c, side);
        // Farthest along lies beyond this side, farthest across beyond that, farthest back beyond that.
        ahead = farthest(Math.max(ahead, side + 1), c, s);
        across = farthest(Math.max(across, ahead), -s, c);
        behind = farthest(Math.max(behind, across), -c, -s);
    }

    /// How long the outline is along the side.
    double wide() {
        return along(c, s, ahead) - along(c, s, behind);
    }

    /// How long it is across the side.
    double deep() {
        return along(-s, c, across) - start;
    }

    private double along(double x, double y, int corner) {
        double[] at = corners[corner % sides];
        return at[0] * x + at[1] * y;
    }

    /// From a corner on, the way up to the top.
    private int farthest(int from, double x, double y) {
        int at = from;
        while (along(x, y, at + 1) >= along(x, y, at) && at < from + sides) {
            at++;
        }
        return at;
    }
}
