package org.isopleth.radiomics.read.jpeg2000;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.isopleth.radiomics.read.DecodedFrame;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The way in: decodes one JPEG 2000 image, lossless (5/3 wavelet) or lossy (9/7). Stateless, thread-safe.
///
/// Takes memory in proportion to the bytes and pixels, and time in proportion to the pixels times their
/// bit-planes; nothing before the image's own size was compared with the one expected. Every progression,
/// tiles, layers, precincts and all styles of code-blocks are read; regions of interest, changes of
/// progression and packed packet headers, which no DICOM writer is known to use, are refused by name. An
/// image that ends early is refused.
public final class Jpeg2000 {
    private static final int BOX_SIGNATURE = 0x6A502020;
    private static final int CODESTREAM_BOX = 0x6A703263;

    private Jpeg2000() {}

    /// The pixels. Lossless images come out as they were.
    ///
    /// @param bytes a codestream, or one in the boxes of a JP2 file, which some archives leave around it
    /// @param columns expected
    /// @param rows expected
    /// @throws UnreadableException when the bytes are damaged, of another size, or use what is not read
    public static DecodedFrame decode(byte[] bytes, int columns, int rows) {
        try {
            Codestream stream = Codestream.read(unboxed(ByteBuffer.wrap(bytes)), columns, rows);
            int[] samples = new int[columns * rows];
            for (Codestream.Tile tile : stream.tiles()) {
                new TileDecoder(stream, tile).decode(samples);
            }
            return DecodedFrame.owning(
                    columns, stream.size().precision(), stream.size().signed(), samples);
        } catch (BufferUnderflowException e) {
            throw damaged();
        }
    }

    /// The codestream within boxes (annex I).
    private static ByteBuffer unboxed(ByteBuffer in) {
        if (in.remaining() < 12 || in.getInt(4) != BOX_SIGNATURE) {
            return in;
        }
        while (true) {
            int start = in.position();
            long length = in.getInt() & 0xffffffffL;
            int kind = in.getInt();
            if (length == 1) {
                length = in.getLong();
            }
            if (length == 0) {
                length = (long) in.limit() - start;
            }
            if (length < in.position() - start || length > in.limit() - start) {
                throw damaged();
            }
            if (kind == CODESTREAM_BOX) {
                return in.slice(in.position(), (int) (start + length) - in.position());
            }
            in.position((int) (start + length));
        }
    }

    static UnreadableException damaged() {
        return new UnreadableException(Reason.JPEG_2000_DAMAGED);
    }

    static UnreadableException unsupported() {
        return new UnreadableException(Reason.JPEG_2000_FEATURE_UNSUPPORTED);
    }
}
