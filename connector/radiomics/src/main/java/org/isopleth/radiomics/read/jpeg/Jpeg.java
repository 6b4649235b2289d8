package org.isopleth.radiomics.read.jpeg;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.isopleth.radiomics.read.DecodedFrame;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The way in: decodes one JPEG image. Stateless, thread-safe.
///
/// Takes time and memory in proportion to the bytes and pixels, and nothing before the image's own size was
/// compared with the one expected. An image that ends early or does not follow its own tables is refused;
/// damage that still follows them cannot be seen, since JPEG has no checksum.
public final class Jpeg {
    private Jpeg() {}

    /// The pixels. Lossless images come out as they were; others are the exact inverse cosine transform,
    /// rounded to whole numbers once.
    ///
    /// @param bytes from the start-of-image marker on
    /// @param columns expected
    /// @param rows expected
    /// @throws UnreadableException when the bytes are damaged, of another size, or of a process that is not
    ///     read
    public static DecodedFrame decode(byte[] bytes, int columns, int rows) {
        try {
            JpegHeader header = JpegHeader.read(ByteBuffer.wrap(bytes));
            if (header.columns() != columns || header.rows() != rows) {
                throw new UnreadableException(Reason.PIXELS_CONTRADICT);
            }
            EntropyBits bits = new EntropyBits(bytes, header.dataStart());
            int[] samples = header.isLossless()
                    ? LosslessScan.of(header).decode(bits)
                    : SequentialScan.of(header).decode(bits);
            return DecodedFrame.owning(columns, header.precision(), false, samples);
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    static UnreadableException damaged() {
        return new UnreadableException(Reason.JPEG_DAMAGED);
    }
}
