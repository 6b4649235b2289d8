package org.isopleth.radiomics.read.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The frames of a DICOM file, read one after the other: one frame is in memory at a time. Immutable,
/// thread-safe.
///
/// @param file holds pixels
/// @param format as the file says
record Frames(DicomFile file, PixelFormat format) {
    /// Receives frames in the file's order.
    @FunctionalInterface
    interface Visit {
        /// @param stored the values as stored, row after row; reused for the next frame
        void frame(int frame, double[] stored);
    }

    /// Checks that the file is as long as its format asks, before anything is allocated.
    static Frames of(DicomFile file) {
        PixelFormat format = PixelFormat.of(file.attributes());
        switch (file.pixels()) {
            case PixelData.Native pixels -> {
                if (pixels.length() < format.totalBytes()) {
                    throw new UnreadableException(Reason.FILE_TRUNCATED);
                }
            }
            case PixelData.Encapsulated pixels -> {
                // A frame in several fragments cannot be told from several frames without an offset table;
                // run lengths never split (PS3.5, A.4.2).
                FrameCodec.of(file.syntax());
                if (pixels.fragments().size() != format.frames()) {
                    throw new UnreadableException(Reason.DICOM_DAMAGED);
                }
            }
        }
        return new Frames(file, format);
    }

    /// Reads all frames.
    void read(Visit visit) {
        try {
            switch (file.pixels()) {
                case PixelData.Native pixels -> readNative(pixels, visit);
                case PixelData.Encapsulated pixels -> readCompressed(pixels.fragments(), visit);
            }
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    private void readNative(PixelData.Native pixels, Visit visit) throws IOException {
        boolean big = file.syntax() == TransferSyntax.EXPLICIT_BIG_ENDIAN;
        try (InputStream in = file.bytes().open(pixels.offset())) {
            if (format.bitsAllocated() == 1) {
                readBits(in, big && pixels.words(), visit);
                return;
            }
            double[] stored = new double[format.pixels()];
            for (int frame = 0; frame < format.frames(); frame++) {
                byte[] cells = DicomBytes.bytes(in, format.frameBytes());
                if (big && pixels.words() && format.bitsAllocated() == 8) {
                    swapWords(cells);
                }
                decode(ByteBuffer.wrap(cells).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN), stored);
                visit.frame(frame, stored);
            }
        }
    }

    private void readCompressed(List<PixelData.Piece> fragments, Visit visit) throws IOException {
        FrameCodec codec = FrameCodec.of(file.syntax());
        double[] stored = new double[format.pixels()];
        for (int frame = 0; frame < fragments.size(); frame++) {
            PixelData.Piece fragment = fragments.get(frame);
            byte[] compressed;
            try (InputStream in = file.bytes().open(fragment.offset())) {
                compressed = DicomBytes.bytes(in, fragment.length());
            }
            decode(ByteBuffer.wrap(codec.expand(compressed, format)).order(ByteOrder.LITTLE_ENDIAN), stored);
            visit.frame(frame, stored);
        }
    }

    /// Single bits, the least significant first, without a gap between frames (PS3.5, 8.1.1 and annex D).
    private void readBits(InputStream in, boolean swapped, Visit visit) throws IOException {
        double[] stored = new double[format.pixels()];
        byte[] pair = new byte[2];
        long total = (long) format.pixels() * format.frames();
        long bit = 0;
        for (int frame = 0; frame < format.frames(); frame++) {
            for (int i = 0; i < stored.length; i++, bit++) {
                int within = (int) (bit & 15);
                if (within == 0) {
                    int wanted = total - bit > 8 ? 2 : 1;
                    int got = in.readNBytes(pair, 0, 2);
                    if (got < (swapped ? 2 : wanted)) {
                        throw new java.io.EOFException();
                    }
                    if (swapped) {
                        swapWords(pair);
                    }
                }
                stored[i] = pair[within >> 3] >> (within & 7) & 1;
            }
            visit.frame(frame, stored);
        }
    }

    private static void swapWords(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            byte first = bytes[i];
            bytes[i] = bytes[i + 1];
            bytes[i + 1] = first;
        }
    }

    private void decode(ByteBuffer cells, double[] stored) {
        for (int i = 0; i < stored.length; i++) {
            long cell = switch (format.bitsAllocated()) {
                case 8 -> cells.get();
                case 16 -> cells.getShort();
                default -> cells.getInt();
            };
            stored[i] = format.value(cell);
        }
    }
}
