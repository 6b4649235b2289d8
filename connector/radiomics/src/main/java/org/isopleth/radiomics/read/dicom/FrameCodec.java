package org.isopleth.radiomics.read.dicom;

import org.isopleth.radiomics.read.DecodedFrame;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.jpeg.Jpeg;
import org.isopleth.radiomics.read.jpeg2000.Jpeg2000;

/// Expands one compressed frame. Implementations are stateless and thread-safe.
@FunctionalInterface
interface FrameCodec {
    /// The frame's cells, row after row, little endian, as many bytes as the format says.
    ///
    /// @throws UnreadableException when the compressed bytes are damaged or hold another number of pixels
    byte[] expand(byte[] compressed, PixelFormat format);

    /// Decodes one image.
    @FunctionalInterface
    interface Decoder {
        /// @throws UnreadableException when the bytes are damaged or hold an image of another size
        DecodedFrame decode(byte[] bytes, int columns, int rows);
    }

    /// The codec of a syntax. A JPEG image says itself which process it was written by; files whose syntax
    /// names another one are common, and read.
    ///
    /// @throws UnreadableException naming the syntax when there is none
    static FrameCodec of(TransferSyntax syntax) {
        return switch (syntax) {
            case RUN_LENGTHS -> new RunLengths();
            case JPEG_BASELINE, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_LOSSLESS_FIRST_ORDER -> decodedBy(Jpeg::decode);
            case JPEG_2000_LOSSLESS, JPEG_2000 -> decodedBy(Jpeg2000::decode);
            case JPEG_LS_LOSSLESS, JPEG_LS_NEAR_LOSSLESS -> throw new UnreadableException(Reason.JPEG_LS_UNSUPPORTED);
            case HTJ2K_LOSSLESS, HTJ2K_LOSSLESS_PROGRESSIVE, HTJ2K ->
                throw new UnreadableException(Reason.HTJ2K_UNSUPPORTED);
            case IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, EXPLICIT_BIG_ENDIAN ->
                throw new IllegalArgumentException("the pixels are not compressed");
        };
    }

    private static FrameCodec decodedBy(Decoder decoder) {
        return (compressed, format) -> {
            if (format.bitsAllocated() < 8) {
                throw new UnreadableException(Reason.PIXEL_FORMAT_UNSUPPORTED);
            }
            return cells(decoder.decode(compressed, format.columns(), format.rows()), format);
        };
    }

    /// Puts numbers into cells. Numbers without a sign in an image of signed pixels are two's complement of
    /// their own precision (PS3.5, 8.2.1 and 8.2.4).
    private static byte[] cells(DecodedFrame frame, PixelFormat format) {
        if (frame.precision() > format.bitsAllocated()) {
            throw new UnreadableException(Reason.PIXELS_CONTRADICT);
        }
        int extended = format.signed() && !frame.signed() ? Integer.SIZE - frame.precision() : 0;
        int shift = frame.precision() <= format.bitsStored() ? format.highBit() + 1 - format.bitsStored() : 0;
        int bytes = format.bitsAllocated() / 8;
        byte[] cells = new byte[format.frameBytes()];
        for (int i = 0; i < frame.pixels(); i++) {
            int sample = frame.at(i);
            if (sample < 0 && !format.signed()) {
                throw new UnreadableException(Reason.PIXELS_CONTRADICT);
            }
            int cell = (sample << extended >> extended) << shift;
            for (int k = 0; k < bytes; k++) {
                cells[i * bytes + k] = (byte) (cell >> (8 * k));
            }
        }
        return cells;
    }
}
