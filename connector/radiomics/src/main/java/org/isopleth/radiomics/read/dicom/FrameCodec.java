package org.isopleth.radiomics.read.dicom;

import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Expands one compressed frame. Implementations are stateless and thread-safe.
interface FrameCodec {
    /// The frame's cells, row after row, little endian, as many bytes as the format says.
    ///
    /// @throws UnreadableException when the compressed bytes are damaged or hold another number of pixels
    byte[] expand(byte[] compressed, PixelFormat format);

    /// The codec of a syntax.
    ///
    /// @throws UnreadableException naming the syntax when there is none
    static FrameCodec of(TransferSyntax syntax) {
        return switch (syntax) {
            case RUN_LENGTHS -> new RunLengths();
            case JPEG_BASELINE -> throw new UnreadableException(Reason.JPEG_BASELINE_UNSUPPORTED);
            case JPEG_EXTENDED -> throw new UnreadableException(Reason.JPEG_EXTENDED_UNSUPPORTED);
            case JPEG_LOSSLESS, JPEG_LOSSLESS_FIRST_ORDER ->
                throw new UnreadableException(Reason.JPEG_LOSSLESS_UNSUPPORTED);
            case JPEG_2000_LOSSLESS, JPEG_2000 -> throw new UnreadableException(Reason.JPEG_2000_UNSUPPORTED);
            case JPEG_LS_LOSSLESS, JPEG_LS_NEAR_LOSSLESS -> throw new UnreadableException(Reason.JPEG_LS_UNSUPPORTED);
            case HTJ2K_LOSSLESS, HTJ2K_LOSSLESS_PROGRESSIVE, HTJ2K ->
                throw new UnreadableException(Reason.HTJ2K_UNSUPPORTED);
            case IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, EXPLICIT_BIG_ENDIAN ->
                throw new IllegalArgumentException("the pixels are not compressed");
        };
    }
}
