package org.isopleth.radiomics.read.jpeg2000;

/// The coefficients of a resolution with low or high frequencies along each axis. Immutable, thread-safe.
///
/// @param highX whether frequencies along columns are high
/// @param highY whether frequencies along rows are high
/// @param number 0 for the lowest, then three for each resolution
/// @param area where its coefficients lie
/// @param planes bit-planes of its magnitudes
/// @param step what its whole numbers are multiplied by; 1 for the reversible wavelet
record Subband(boolean highX, boolean highY, int number, Area area, int planes, double step) {
    static Subband of(Codestream.Tile tile, int precision, int resolution, boolean highX, boolean highY) {
        CodingStyle coding = tile.coding();
        int levels = resolution == 0 ? coding.levels() : coding.levels() - resolution + 1;
        int offsetX = highX ? 1 : 0;
        int offsetY = highY ? 1 : 0;
        int number = resolution == 0 ? 0 : 3 * (resolution - 1) + offsetX + 2 * offsetY;
        if (coding.reversible() != (tile.quantisation().kind() == 0)) {
            throw Jpeg2000.unsupported();
        }
        return new Subband(
                highX,
                highY,
                number,
                tile.area().reduced(levels, offsetX, offsetY),
                tile.quantisation().planes(number),
                coding.reversible() ? 1 : tile.quantisation().step(number, precision + offsetX + offsetY));
    }
}
