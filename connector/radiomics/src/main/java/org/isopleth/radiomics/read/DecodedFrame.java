package org.isopleth.radiomics.read;

/// An image out of compressed bytes: one whole number for each pixel, row after row. Immutable,
/// thread-safe.
public final class DecodedFrame {
    private final int columns;
    private final int precision;
    private final boolean signed;
    private final int[] samples;

    private DecodedFrame(int columns, int precision, boolean signed, int[] samples) {
        this.columns = columns;
        this.precision = precision;
        this.signed = signed;
        this.samples = samples;
    }

    /// Takes over `samples`; the caller keeps no hold of them.
    ///
    /// @param precision bits of a number, 1 to 31
    /// @param signed whether numbers can be negative
    public static DecodedFrame owning(int columns, int precision, boolean signed, int[] samples) {
        if (columns < 1 || samples.length % columns != 0 || precision < 1 || precision > 31) {
            throw new IllegalArgumentException("rows are whole and numbers have 1 to 31 bits");
        }
        return new DecodedFrame(columns, precision, signed, samples);
    }

    /// Number of columns.
    public int columns() {
        return columns;
    }

    /// Number of pixels.
    public int pixels() {
        return samples.length;
    }

    /// Bits of a number.
    public int precision() {
        return precision;
    }

    /// Whether numbers can be negative.
    public boolean signed() {
        return signed;
    }

    /// The number of a pixel.
    public int at(int index) {
        return samples[index];
    }
}
