package org.isopleth.radiomics.read.jpeg2000;

/// A rectangle of whole coordinates, half open; empty when a side is not positive. Immutable, thread-safe.
record Area(int left, int top, int right, int bottom) {
    int width() {
        return Math.max(0, right - left);
    }

    int height() {
        return Math.max(0, bottom - top);
    }

    boolean isEmpty() {
        return right <= left || bottom <= top;
    }

    /// Every second, fourth, ... coordinate of both axes, `ceil((x − offset·2^(levels−1)) / 2^levels)`
    /// (B-15): a resolution or low subband with offset 0, a high subband with offset 1.
    Area reduced(int levels, int offsetX, int offsetY) {
        return new Area(
                coordinate(left, levels, offsetX),
                coordinate(top, levels, offsetY),
                coordinate(right, levels, offsetX),
                coordinate(bottom, levels, offsetY));
    }

    private static int coordinate(int coordinate, int levels, int offset) {
        if (levels == 0) {
            return coordinate;
        }
        long shifted = coordinate - ((long) offset << (levels - 1));
        return (int) ((shifted + (1L << levels) - 1) >> levels);
    }

    /// What lies in both.
    Area cut(Area other) {
        return new Area(
                Math.max(left, other.left),
                Math.max(top, other.top),
                Math.min(right, other.right),
                Math.min(bottom, other.bottom));
    }
}
