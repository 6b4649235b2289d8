package org.isopleth.radiomics.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.Test;

/// The box that is found by the hull's outline is the one that trying everything finds.
class OrientedBoxTest {
    @Test
    void regions_of_chance_have_the_box_that_trying_everything_finds() {
        for (long seed = 0; seed < 400; seed++) {
            requireSame(RandomMask.of(new Random(seed)), "seed " + seed);
        }
    }

    @Test
    void turned_ellipsoids_have_the_box_that_trying_everything_finds() {
        for (long seed = 0; seed < 8; seed++) {
            requireSame(ellipsoid(new Random(seed)), "seed " + seed);
        }
    }

    @Test
    void a_box_of_voxels_is_hardly_smaller_than_its_own_box() {
        // The mesh cuts edges and corners off, but its faces reach as far as the voxels.
        Grid grid = Grid.of(7, 5, 3, new Vector3(1, 2, 3));
        BitSet inside = new BitSet();
        inside.set(0, grid.voxels());
        OrientedBox box = OrientedBox.around(hull(Mask.owning(grid, inside)));
        assertEquals(7.0 * 10 * 9, box.volume(), 1e-9);
        assertEquals(2 * (7.0 * 10 + 7 * 9 + 10 * 9), box.area(), 1e-9);
    }

    private static void requireSame(Mask mask, String which) {
        ConvexHull hull = hull(mask);
        OrientedBox found = OrientedBox.around(hull);
        OrientedBox least = exhaustive(hull);
        assertEquals(least.volume(), found.volume(), 1e-12 * least.volume(), which);
        assertTrue(found.area() > 0, which);
    }

    private static ConvexHull hull(Mask mask) {
        return ConvexHull.of(Surface.of(mask).extreme(), mask.grid().spacing().times(0.5));
    }

    private static Mask ellipsoid(Random random) {
        Grid grid = Grid.of(25, 25, 12, new Vector3(1, 1, 1.5 + random.nextDouble()));
        Vector3 long1 = unit(random);
        Vector3 long2 = unit(random);
        Vector3 centre = new Vector3(12, 12, 5.5 * grid.spacing().z());
        BitSet inside = new BitSet();
        for (int i = 0; i < grid.voxels(); i++) {
            int slice = i / 625;
            Vector3 at = new Vector3(i % 25, i / 25 % 25, slice * grid.spacing().z()).minus(centre);
            double p = at.dot(long1) / 4;
            double q = at.dot(long2) / 3;
            inside.set(i, at.dot(at) / 100 + p * p + q * q <= 1);
        }
        return Mask.owning(grid, inside);
    }

    private static Vector3 unit(Random random) {
        Vector3 any = new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
        return any.times(1 / any.length());
    }

    /// Every face of the hull with the direction of every edge in its plane. The outline seen along a face is made of
    /// edges, so the smallest rectangle is among them; the others are larger (Freeman & Shapira 1975).
    private static OrientedBox exhaustive(ConvexHull hull) {
        OrientedBox best = new OrientedBox(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        List<Vector3> corners = hull.corners();
        for (Vector3[] face : hull.faces()) {
            Vector3 normal = ConvexHull.normal(face);
            Vector3 up = normal.times(1 / normal.length());
            for (ConvexHull.Edge edge : hull.edges()) {
                Vector3 step = corners.get(edge.to()).minus(corners.get(edge.from()));
                Vector3 flat = step.minus(up.times(step.dot(up)));
                if (flat.length() > 1e-9) {
                    Vector3 u = flat.times(1 / flat.length());
                    double height = extent(corners, up);
                    double wide = extent(corners, u);
                    double deep = extent(corners, up.cross(u));
                    double volume = height * wide * deep;
                    if (volume < best.volume()) {
                        best = new OrientedBox(volume, 2 * (wide * deep + wide * height + deep * height));
                    }
                }
            }
        }
        return best;
    }

    private static double extent(List<Vector3> corners, Vector3 direction) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Vector3 corner : corners) {
            low = Math.min(low, corner.dot(direction));
            high = Math.max(high, corner.dot(direction));
        }
        return high - low;
    }
}
