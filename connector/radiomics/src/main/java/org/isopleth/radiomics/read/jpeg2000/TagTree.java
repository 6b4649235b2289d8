package org.isopleth.radiomics.read.jpeg2000;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers on a grid, told bit by bit from the least of ever smaller groups on (B.10.2). Not thread-safe.
final class TagTree {
    private final List<Level> levels = new ArrayList<>();

    /// Numbers of groups of 1, 2, 4, ... cells a side.
    private static final class Level {
        private final int width;
        private final int[] values;
        private final int[] least;

        Level(int width, int height) {
            this.width = width;
            this.values = new int[width * height];
            this.least = new int[width * height];
            Arrays.fill(values, Integer.MAX_VALUE);
        }
    }

    TagTree(int width, int height) {
        int w = width;
        int h = height;
        levels.add(new Level(w, h));
        while (w > 1 || h > 1) {
            w = (w + 1) / 2;
            h = (h + 1) / 2;
            levels.add(new Level(w, h));
        }
    }

    /// Whether a cell's number is below a threshold; reads as many bits as that takes.
    boolean isBelow(int x, int y, int threshold, PacketBits bits) {
        int least = 0;
        for (int k = levels.size() - 1; k >= 0; k--) {
            Level level = levels.get(k);
            int i = (x >> k) + level.width * (y >> k);
            least = Math.max(least, level.least[i]);
            while (least < threshold && least < level.values[i]) {
                if (bits.next() == 1) {
                    level.values[i] = least;
                } else {
                    least++;
                }
            }
            level.least[i] = least;
        }
        Level cells = levels.getFirst();
        return cells.values[x + cells.width * y] < threshold;
    }
}
