package org.isopleth.radiomics.read.dicom;

import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// How the pixels of a DICOM image are stored (PS3.3, C.7.6.3). Immutable, thread-safe.
///
/// @param rows at least 1
/// @param columns at least 1
/// @param frames at least 1
/// @param bitsAllocated 1, 8, 16 or 32
/// @param bitsStored at most as many
/// @param highBit the highest bit that is stored
/// @param signed whether values are in two's complement
record PixelFormat(int rows, int columns, int frames, int bitsAllocated, int bitsStored, int highBit, boolean signed) {
    /// Most pixels of a frame: what the standard's 16-bit sizes allow would be 4 GiB.
    private static final int MAX_FRAME_PIXELS = 1 << 26;

    private static final int MAX_FRAMES = 1 << 20;

    static PixelFormat of(DataSet image) {
        int allocated = image.count(Tag.BITS_ALLOCATED);
        int stored = image.integer(Tag.BITS_STORED).orElse(allocated);
        PixelFormat format = new PixelFormat(
                image.count(Tag.ROWS),
                image.count(Tag.COLUMNS),
                image.integer(Tag.NUMBER_OF_FRAMES).orElse(1),
                allocated,
                stored,
                image.integer(Tag.HIGH_BIT).orElse(stored - 1),
                image.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1);
        format.requireReadable(image);
        return format;
    }

    private void requireReadable(DataSet image) {
        if (image.integer(Tag.SAMPLES_PER_PIXEL).orElse(1) != 1) {
            throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        }
        if (bitsAllocated != 1 && bitsAllocated != 8 && bitsAllocated != 16 && bitsAllocated != 32) {
            throw new UnreadableException(Reason.PIXEL_FORMAT_UNSUPPORTED);
        }
        if (bitsStored < 1 || bitsStored > highBit + 1 || highBit >= bitsAllocated) {
            throw new UnreadableException(Reason.PIXEL_FORMAT_UNSUPPORTED);
        }
        if (rows < 1 || columns < 1 || frames < 1 || frames > MAX_FRAMES) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        if ((long) rows * columns > MAX_FRAME_PIXELS) {
            throw new UnreadableException(Reason.TOO_MANY_VOXELS);
        }
    }

    int pixels() {
        return rows * columns;
    }

    /// Bytes of a frame of whole bytes.
    int frameBytes() {
        return Math.multiplyExact(pixels(), bitsAllocated / 8);
    }

    /// Bytes of all frames; single bits run on from frame to frame.
    long totalBytes() {
        return bitsAllocated == 1 ? ((long) pixels() * frames + 7) / 8 : (long) frameBytes() * frames;
    }

    /// The value within an allocated cell: overlays above the high bit are cut off, the sign is extended.
    long value(long cell) {
        int above = Long.SIZE - 1 - highBit;
        long aligned = cell << above;
        int drop = Long.SIZE - bitsStored;
        return signed ? aligned >> drop : aligned >>> drop;
    }
}
