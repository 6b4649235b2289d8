package org.isopleth.radiomics.read.dicom;

import java.util.List;

/// Where a file's pixels lie; they are read when asked for. Immutable, thread-safe.
sealed interface PixelData {
    /// A run of bytes.
    ///
    /// @param offset first byte, counted after inflation
    /// @param length in bytes
    record Piece(long offset, int length) {}

    /// Pixels as they are, frame after frame.
    ///
    /// @param offset first byte, counted after inflation
    /// @param length in bytes
    /// @param words whether bytes come in 16-bit words, which big endian swaps
    record Native(long offset, long length, boolean words) implements PixelData {}

    /// Compressed pixels.
    ///
    /// @param fragments without the offset table
    /// @param offsets where frames begin, counted from the item of the first fragment, as the file's basic or
    ///     extended table says; empty when it says nothing. Not checked.
    record Encapsulated(List<Piece> fragments, List<Long> offsets) implements PixelData {
        public Encapsulated {
            fragments = List.copyOf(fragments);
            offsets = List.copyOf(offsets);
        }
    }
}
