package org.isopleth.radiomics.texture;

/// The zones of a region: connected voxels of one level, by all 8 neighbours in a slice or all 26 in
/// space. Union-find over runs of equal levels along a row: each run looks only at the runs it touches
/// before it, so the cost grows with the number of voxels. Immutable, thread-safe.
final class Zones {
    /// Number of zones.
    final int count;
    /// Grey level of each zone.
    final short[] levels;
    /// Number of voxels of each zone.
    final int[] sizes;
    /// The least distance of each zone from the edge; empty unless asked for.
    final int[] distances;

    private Zones(int count, short[] levels, int[] sizes, int[] distances) {
        this.count = count;
        this.levels = levels;
        this.sizes = sizes;
        this.distances = distances;
    }

    /// Finds the zones of the slices `from` to `to`.
    ///
    /// @param inSpace whether slices are connected
    /// @param edge distance of each voxel from the edge, framed like the levels; empty when not wanted
    static Zones of(GreyLevels levels, int from, int to, boolean inSpace, int[] edge) {
        return new Search(levels, inSpace, edge).zones(from, to);
    }

    /// Runs in the order of the voxels, each with a parent.
    private static final class Search {
        private final GreyLevels levels;
        private final short[] at;
        private final boolean inSpace;
        private final int[] edge;
        private int[] first = new int[1024];
        private int[] last = new int[1024];
        private int[] parent = new int[1024];
        private int runs;

        Search(GreyLevels levels, boolean inSpace, int[] edge) {
            this.levels = levels;
            this.at = levels.framed();
            this.inSpace = inSpace;
            this.edge = edge;
        }

        Zones zones(int from, int to) {
            int rows = levels.rows();
            // Where the runs of each row of this and the previous slice begin.
            int[] before = new int[rows + 1];
            int[] now = new int[rows + 1];
            for (int z = from; z < to; z++) {
                for (int y = 0; y < rows; y++) {
                    now[y] = runs;
                    findRuns(levels.place(0, y, z));
                    int end = runs;
                    if (y > 0) {
                        join(now[y], end, now[y - 1], now[y], levels.rowStep());
                    }
                    for (int other = Math.max(0, y - 1);
                            inSpace && z > from && other <= Math.min(rows - 1, y + 1);
                            other++) {
                        join(
                                now[y],
                                end,
                                before[other],
                                before[other + 1],
                                levels.sliceStep() + (y - other) * levels.rowStep());
                    }
                }
                now[rows] = runs;
                int[] swap = before;
                before = now;
                now = swap;
            }
            return collect();
        }

        private void findRuns(int start) {
            int end = start + levels.columns();
            int i = start;
            while (i < end) {
                short level = at[i];
                int begin = i;
                do {
                    i++;
                } while (i < end && at[i] == level);
                if (level != 0) {
                    addRun(begin, i - 1);
                }
            }
        }

        private void addRun(int begin, int end) {
            if (runs == first.length) {
                first = java.util.Arrays.copyOf(first, 2 * runs);
                last = java.util.Arrays.copyOf(last, 2 * runs);
                parent = java.util.Arrays.copyOf(parent, 2 * runs);
            }
            first[runs] = begin;
            last[runs] = end;
            parent[runs] = runs;
            runs++;
        }

        /// Joins the runs of one row with those of another row that lies `shift` places before it.
        private void join(int from, int to, int otherFrom, int otherTo, int shift) {
            int other = otherFrom;
            for (int run = from; run < to; run++) {
                // Diagonal neighbours touch: one voxel more at either end.
                int begin = first[run] - shift - 1;
                int end = last[run] - shift + 1;
                while (other < otherTo && last[other] < begin) {
                    other++;
                }
                for (int touching = other; touching < otherTo && first[touching] <= end; touching++) {
                    if (at[first[touching]] == at[first[run]]) {
                        unite(run, touching);
                    }
                }
            }
        }

        private int root(int run) {
            int found = run;
            while (parent[found] != found) {
                parent[found] = parent[parent[found]];
                found = parent[found];
            }
            return found;
        }

        private void unite(int one, int other) {
            int a = root(one);
            int b = root(other);
            // The earlier run stays the root, so that roots come before what hangs on them.
            if (a < b) {
                parent[b] = a;
            } else {
                parent[a] = b;
            }
        }

        private Zones collect() {
            int[] zoneOf = new int[runs];
            int zones = 0;
            for (int run = 0; run < runs; run++) {
                if (parent[run] == run) {
                    zoneOf[run] = zones++;
                }
            }
            short[] zoneLevels = new short[zones];
            int[] sizes = new int[zones];
            int[] distances = new int[edge.length == 0 ? 0 : zones];
            java.util.Arrays.fill(distances, Integer.MAX_VALUE);
            for (int run = 0; run < runs; run++) {
                int zone = zoneOf[root(run)];
                zoneLevels[zone] = at[first[run]];
                sizes[zone] += last[run] - first[run] + 1;
                for (int i = first[run]; edge.length > 0 && i <= last[run]; i++) {
                    distances[zone] = Math.min(distances[zone], edge[i]);
                }
            }
            return new Zones(zones, zoneLevels, sizes, distances);
        }
    }
}
