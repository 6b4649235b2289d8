package org.isopleth.radiomics.texture;

import java.util.Arrays;
import org.isopleth.radiomics.volume.Box;

/// The discretised intensities of a region in the smallest box around it, framed by one layer of
/// outside, so that looking at a neighbour needs no bounds. Immutable, thread-safe.
///
/// A level is 1 or more inside the region and 0 outside it.
public final class GreyLevels {
    /// Most grey levels: what an index of two levels can name, and far more than any sensible discretisation.
    public static final int MAX_LEVELS = 1 << 15;

    private final int columns;
    private final int rows;
    private final int slices;
    private final int levels;
    private final int voxels;
    private final short[] framed;

    private GreyLevels(Box box, int levels, int voxels, short[] framed) {
        this.columns = box.columns();
        this.rows = box.rows();
        this.slices = box.slices();
        this.levels = levels;
        this.voxels = voxels;
        this.framed = framed;
    }

    /// Frames the levels of a box.
    ///
    /// @param box its size; where it starts does not matter
    /// @param inBox a level for each voxel of the box, columns first; 0 outside the region
    /// @param levels the number of levels, N_g; at least the largest level that occurs
    /// @throws IllegalArgumentException when a level is negative or above `levels`, or none is inside
    public static GreyLevels of(Box box, int[] inBox, int levels) {
        return of(box, (column, row, slice) -> inBox[column + box.columns() * (row + box.rows() * slice)], levels);
    }

    /// Tells the level of a voxel of a box; 0 outside the region.
    @FunctionalInterface
    public interface LevelAt {
        /// Counted from the box's first voxel.
        int level(int column, int row, int slice);
    }

    /// Frames levels as they are told, so that no second array of them is needed.
    ///
    /// @throws IllegalArgumentException when a level is negative or above `levels`, or none is inside
    public static GreyLevels of(Box box, LevelAt at, int levels) {
        if (levels < 1 || levels > MAX_LEVELS) {
            throw new IllegalArgumentException("there are 1 to " + MAX_LEVELS + " grey levels");
        }
        int width = box.columns() + 2;
        int plane = width * (box.rows() + 2);
        short[] framed = new short[Math.multiplyExact(plane, box.slices() + 2)];
        int voxels = 0;
        for (int z = 1; z <= box.slices(); z++) {
            for (int y = 1; y <= box.rows(); y++) {
                int to = 1 + width * y + plane * z;
                for (int x = 0; x < box.columns(); x++) {
                    int level = at.level(x, y - 1, z - 1);
                    if (level < 0 || level > levels) {
                        throw new IllegalArgumentException("a grey level is not between 0 and " + levels);
                    }
                    framed[to + x] = (short) level;
                    voxels += level > 0 ? 1 : 0;
                }
            }
        }
        if (voxels == 0) {
            throw new IllegalArgumentException("no voxel is inside the region");
        }
        return new GreyLevels(box, levels, voxels, framed);
    }

    /// Number of columns of the box.
    public int columns() {
        return columns;
    }

    /// Number of rows of the box.
    public int rows() {
        return rows;
    }

    /// Number of slices of the box.
    public int slices() {
        return slices;
    }

    /// The number of levels, N_g, whether each occurs or not.
    public int levels() {
        return levels;
    }

    /// The number of voxels in the region, N_v.
    public int voxels() {
        return voxels;
    }

    /// How far the next row is in the framed array.
    int rowStep() {
        return columns + 2;
    }

    /// How far the next slice is in the framed array.
    int sliceStep() {
        return (columns + 2) * (rows + 2);
    }

    /// Where a voxel of the box is in the framed array.
    int place(int column, int row, int slice) {
        return column + 1 + rowStep() * (row + 1) + sliceStep() * (slice + 1);
    }

    /// The framed array itself, for the loops of this package, which only read it.
    short[] framed() {
        return framed;
    }

    /// The number of voxels of the region in one slice.
    int voxelsOf(int slice) {
        int count = 0;
        for (int y = 0; y < rows; y++) {
            int start = place(0, y, slice);
            for (int i = start; i < start + columns; i++) {
                count += framed[i] > 0 ? 1 : 0;
            }
        }
        return count;
    }

    /// One slice as a region of its own, or nothing if the region has no voxel in it.
    java.util.Optional<GreyLevels> slice(int slice) {
        int count = voxelsOf(slice);
        if (count == 0) {
            return java.util.Optional.empty();
        }
        short[] alone = new short[3 * sliceStep()];
        int start = sliceStep() * (slice + 1);
        System.arraycopy(framed, start, alone, sliceStep(), sliceStep());
        return java.util.Optional.of(new GreyLevels(new Box(0, 0, 0, columns, rows, 1), levels, count, alone));
    }

    /// The levels of the box without the frame, columns first.
    public int[] inBox() {
        int[] levelsInBox = new int[columns * rows * slices];
        int to = 0;
        for (int z = 0; z < slices; z++) {
            for (int y = 0; y < rows; y++) {
                int start = place(0, y, z);
                for (short level : Arrays.copyOfRange(framed, start, start + columns)) {
                    levelsInBox[to++] = level;
                }
            }
        }
        return levelsInBox;
    }

    /// The levels of the region's voxels, columns first.
    public int[] inside() {
        int[] inside = new int[voxels];
        int to = 0;
        for (short level : framed) {
            if (level > 0) {
                inside[to++] = level;
            }
        }
        return inside;
    }
}
