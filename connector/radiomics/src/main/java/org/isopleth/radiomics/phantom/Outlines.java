package org.isopleth.radiomics.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isopleth.radiomics.volume.Mask;

/// The outlines of a mask in one slice, along the edges of its voxels, so that filling them gives the mask again.
/// Stateless, thread-safe.
final class Outlines {
    private Outlines() {}

    /// A corner of voxels: `(column, row)` is the corner before the voxel of that column and row.
    record Corner(int column, int row) {}

    /// Closed paths without their last corner again; each edge between inside and outside is in one of them once.
    static List<List<Corner>> of(Mask mask, int slice) {
        Map<Corner, List<Corner>> edges = edges(mask, slice);
        List<List<Corner>> paths = new ArrayList<>();
        for (Corner start : edges.keySet().stream()
                .sorted(java.util.Comparator.comparingInt(Corner::row).thenComparingInt(Corner::column))
                .toList()) {
            while (!edges.getOrDefault(start, List.of()).isEmpty()) {
                paths.add(path(start, edges));
            }
        }
        return paths;
    }

    /// Every edge with the inside on its right hand, from its first corner.
    private static Map<Corner, List<Corner>> edges(Mask mask, int slice) {
        Map<Corner, List<Corner>> edges = new HashMap<>();
        for (int row = 0; row < mask.grid().rows(); row++) {
            for (int column = 0; column < mask.grid().columns(); column++) {
                if (!has(mask, column, row, slice)) {
                    continue;
                }
                Corner topLeft = new Corner(column, row);
                Corner topRight = new Corner(column + 1, row);
                Corner bottomLeft = new Corner(column, row + 1);
                Corner bottomRight = new Corner(column + 1, row + 1);
                if (!has(mask, column, row - 1, slice)) {
                    add(edges, topLeft, topRight);
                }
                if (!has(mask, column + 1, row, slice)) {
                    add(edges, topRight, bottomRight);
                }
                if (!has(mask, column, row + 1, slice)) {
                    add(edges, bottomRight, bottomLeft);
                }
                if (!has(mask, column - 1, row, slice)) {
                    add(edges, bottomLeft, topLeft);
                }
            }
        }
        return edges;
    }

    private static boolean has(Mask mask, int column, int row, int slice) {
        return column >= 0
                && row >= 0
                && column < mask.grid().columns()
                && row < mask.grid().rows()
                && mask.has(column, row, slice);
    }

    private static void add(Map<Corner, List<Corner>> edges, Corner from, Corner to) {
        edges.computeIfAbsent(from, _ -> new ArrayList<>()).add(to);
    }

    private static List<Corner> path(Corner start, Map<Corner, List<Corner>> edges) {
        List<Corner> path = new ArrayList<>();
        Corner at = start;
        do {
            Corner next = edges.getOrDefault(at, List.of()).removeLast();
            if (path.isEmpty() || !isStraight(path.getLast(), at, next)) {
                path.add(at);
            }
            at = next;
        } while (!at.equals(start));
        return path;
    }

    private static boolean isStraight(Corner before, Corner at, Corner next) {
        return (before.column() == at.column() && at.column() == next.column())
                || (before.row() == at.row() && at.row() == next.row());
    }
}
