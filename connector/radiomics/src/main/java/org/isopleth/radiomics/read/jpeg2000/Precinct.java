package org.isopleth.radiomics.read.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/// The code-blocks of one place and resolution, which share packets (B.6). Not thread-safe.
///
/// @param resolution counted from the lowest
/// @param x its first column on the reference grid
/// @param y its first row
/// @param blocks of each subband
record Precinct(int resolution, long x, long y, List<Blocks> blocks) {
    Precinct {
        blocks = List.copyOf(blocks);
    }

    /// The code-blocks of one subband, row after row.
    ///
    /// @param across code-blocks in a row
    /// @param inclusion in which layer each first appears
    /// @param zeroPlanes how many of its bit-planes are zero
    record Blocks(Subband subband, int across, List<CodeBlock> blocks, TagTree inclusion, TagTree zeroPlanes) {
        Blocks {
            blocks = List.copyOf(blocks);
        }

        /// The code-blocks of an area of a subband.
        ///
        /// @param width log₂ of a code-block's columns
        /// @param height log₂ of its rows
        static Blocks of(Subband subband, Area within, int width, int height) {
            Area area = within.cut(subband.area());
            List<CodeBlock> blocks = new ArrayList<>();
            if (area.isEmpty()) {
                return new Blocks(subband, 0, blocks, new TagTree(0, 0), new TagTree(0, 0));
            }
            int left = area.left() >> width;
            int top = area.top() >> height;
            int across = ((area.right() - 1) >> width) - left + 1;
            int down = ((area.bottom() - 1) >> height) - top + 1;
            for (int row = top; row < top + down; row++) {
                for (int column = left; column < left + across; column++) {
                    Area block = new Area(column << width, row << height, (column + 1) << width, (row + 1) << height);
                    blocks.add(new CodeBlock(block.cut(area)));
                }
            }
            return new Blocks(subband, across, blocks, new TagTree(across, down), new TagTree(across, down));
        }
    }
}
