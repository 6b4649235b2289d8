package org.isopleth.radiomics.read.jpeg2000;

import java.nio.ByteBuffer;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The image and its tiles on the reference grid (A.5.1). Immutable, thread-safe.
///
/// @param image the pixels
/// @param tile the first tile, not cut to the image
/// @param precision bits of a pixel, 1 to 24
/// @param signed whether pixels can be negative
record ImageSize(Area image, Area tile, int precision, boolean signed) {
    /// Wider numbers would not leave room for the wavelet's gain in 32 bits; DICOM has 16.
    private static final int MAX_PRECISION = 24;

    private static final int MAX_TILES = 65_535;

    /// Reads a SIZ segment.
    ///
    /// @throws UnreadableException when the image is of another size, or has several components
    static ImageSize read(ByteBuffer in, int columns, int rows) {
        in.getShort();
        int right = coordinate(in);
        int bottom = coordinate(in);
        Area image = new Area(coordinate(in), coordinate(in), right, bottom);
        int tileColumns = coordinate(in);
        int tileRows = coordinate(in);
        int tileLeft = coordinate(in);
        int tileTop = coordinate(in);
        if (image.width() != columns || image.height() != rows) {
            throw new UnreadableException(Reason.PIXELS_CONTRADICT);
        }
        if (in.getShort() != 1) {
            throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        }
        int depth = in.get() & 0xff;
        // Every pixel of the grid, not every second or third.
        if (in.getShort() != 0x0101) {
            throw Jpeg2000.unsupported();
        }
        Area tile = new Area(tileLeft, tileTop, (int) Math.min(Integer.MAX_VALUE, (long) tileLeft + tileColumns), (int)
                Math.min(Integer.MAX_VALUE, (long) tileTop + tileRows));
        ImageSize size = new ImageSize(image, tile, (depth & 0x7f) + 1, depth >> 7 == 1);
        size.requirePossible();
        return size;
    }

    private static int coordinate(ByteBuffer in) {
        int coordinate = in.getInt();
        if (coordinate < 0) {
            throw Jpeg2000.damaged();
        }
        return coordinate;
    }

    /// The first tile holds the first pixel (B.3).
    private void requirePossible() {
        boolean first = tile.left() <= image.left()
                && tile.top() <= image.top()
                && tile.right() > image.left()
                && tile.bottom() > image.top();
        if (!first || (long) across() * down() > MAX_TILES) {
            throw Jpeg2000.damaged();
        }
        if (precision > MAX_PRECISION) {
            throw Jpeg2000.unsupported();
        }
    }

    private int across() {
        return Math.ceilDiv(image.right() - tile.left(), tile.width());
    }

    private int down() {
        return Math.ceilDiv(image.bottom() - tile.top(), tile.height());
    }

    int tiles() {
        return across() * down();
    }

    /// The pixels of a tile.
    Area tile(int number) {
        long left = tile.left() + (long) (number % across()) * tile.width();
        long top = tile.top() + (long) (number / across()) * tile.height();
        return new Area(
                (int) Math.max(left, image.left()),
                (int) Math.max(top, image.top()),
                (int) Math.min(left + tile.width(), image.right()),
                (int) Math.min(top + tile.height(), image.bottom()));
    }
}
