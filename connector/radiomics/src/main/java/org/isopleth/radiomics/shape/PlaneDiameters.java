package org.isopleth.radiomics.shape;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// The largest distances of two vertices of a region's mesh that lie in one plane of the grid, as PyRadiomics
/// measures; not among IBSI's features. Immutable, thread-safe.
///
/// In each plane only the first and last vertex of a line can be the ends of a diameter, and of those only the
/// corners of their convex hull are compared.
///
/// @param slice in a plane of rows and columns, in mm
/// @param row in a plane of one row: columns and slices, in mm
/// @param column in a plane of one column: rows and slices, in mm
public record PlaneDiameters(double slice, double row, double column) {

    /// Measures a mask.
    ///
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when no voxel belongs to it
    public static PlaneDiameters of(Mask mask) {
        List<Surface.Point> lines = Surface.of(mask).extreme();
        Vector3 half = mask.grid().spacing().times(0.5);
        double slice =
                largest(lines.stream().map(p -> new Flat(p.z(), p.x(), p.y())).toList(), half.x(), half.y());
        double row =
                largest(lines.stream().map(p -> new Flat(p.y(), p.x(), p.z())).toList(), half.x(), half.z());
        // The lines run along the columns' axis, so for planes across it the region is turned.
        double column = largest(
                Surface.of(turned(mask)).extreme().stream()
                        .map(p -> new Flat(p.y(), p.x(), p.z()))
                        .toList(),
                half.y(),
                half.z());
        return new PlaneDiameters(slice, row, column);
    }

    /// A vertex in half voxels: its plane, and where it lies there.
    private record Flat(int plane, int u, int v) {}

    /// Rows as columns and columns as rows.
    private static Mask turned(Mask mask) {
        Box box = mask.box();
        Vector3 s = mask.grid().spacing();
        Grid grid = Grid.of(
                /* columns= */ box.rows(), /* rows= */ box.columns(), box.slices(), new Vector3(s.y(), s.x(), s.z()));
        BitSet inside = new BitSet(grid.voxels());
        for (int z = 0; z < box.slices(); z++) {
            for (int y = 0; y < box.rows(); y++) {
                for (int x = 0; x < box.columns(); x++) {
                    inside.set(grid.index(y, x, z), mask.has(x + box.column(), y + box.row(), z + box.slice()));
                }
            }
        }
        return Mask.owning(grid, inside);
    }

    private static double largest(List<Flat> points, double mmU, double mmV) {
        Map<Integer, List<Flat>> planes = new HashMap<>();
        points.forEach(
                p -> planes.computeIfAbsent(p.plane, _ -> new ArrayList<>()).add(p));
        double largest = 0;
        for (List<Flat> plane : planes.values()) {
            List<Flat> corners = hull(plane);
            for (int i = 0; i < corners.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double u = (corners.get(i).u - corners.get(j).u) * mmU;
                    double v = (corners.get(i).v - corners.get(j).v) * mmV;
                    largest = Math.max(largest, u * u + v * v);
                }
            }
        }
        return Math.sqrt(largest);
    }

    /// The corners of the convex hull, by monotone chains (Andrew 1979); in whole numbers, so exact.
    private static List<Flat> hull(List<Flat> points) {
        List<Flat> sorted = points.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Flat::u).thenComparingInt(Flat::v))
                .toList();
        List<Flat> corners = chain(sorted);
        corners.addAll(chain(sorted.reversed()));
        return corners;
    }

    private static List<Flat> chain(List<Flat> sorted) {
        List<Flat> chain = new ArrayList<>();
        for (Flat p : sorted) {
            while (chain.size() > 1 && !turnsLeft(chain.get(chain.size() - 2), chain.getLast(), p)) {
                chain.removeLast();
            }
            chain.add(p);
        }
        return chain;
    }

    private static boolean turnsLeft(Flat a, Flat b, Flat c) {
        return (long) (b.u - a.u) * (c.v - a.v) - (long) (b.v - a.v) * (c.u - a.u) > 0;
    }
}
