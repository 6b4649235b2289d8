package org.isopleth.radiomics.read.dicom;

import java.io.EOFException;
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
    /// Twice what the largest frame takes without compression.
    private static final long MAX_COMPRESSED_FRAME = 1L << 29;

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
                FrameCodec.of(file.syntax());
                // Run lengths never split (PS3.5, A.4.2).
                if (file.syntax() == TransferSyntax.RUN_LENGTHS
                        && pixels.fragments().size() != format.frames()) {
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
                case PixelData.Encapsulated pixels -> readCompressed(pixels, visit);
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

    private void readCompressed(PixelData.Encapsulated pixels, Visit visit) throws IOException {
        FrameCodec codec = FrameCodec.of(file.syntax());
        List<List<PixelData.Piece>> frames = FrameFragments.of(pixels, format.frames(), this::beginsImage);
        double[] stored = new double[format.pixels()];
        for (int frame = 0; frame < frames.size(); frame++) {
            byte[] compressed = joined(frames.get(frame));
            decode(ByteBuffer.wrap(codec.expand(compressed, format)).order(ByteOrder.LITTLE_ENDIAN), stored);
            visit.frame(frame, stored);
        }
    }

    private byte[] joined(List<PixelData.Piece> fragments) throws IOException {
        long length = fragments.stream().mapToLong(PixelData.Piece::length).sum();
        if (length > MAX_COMPRESSED_FRAME) {
            throw new UnreadableException(Reason.TOO_MANY_VOXELS);
        }
        byte[] joined = new byte[(int) length];
        int at = 0;
        for (PixelData.Piece fragment : fragments) {
            try (InputStream in = file.bytes().open(fragment.offset())) {
                if (in.readNBytes(joined, at, fragment.length()) < fragment.length()) {
                    throw new EOFException();
                }
            }
            at += fragment.length();
        }
        return joined;
    }

    /// Whether a fragment begins with a start-of-image or start-of-codestream marker.
    private boolean beginsImage(PixelData.Piece fragment) {
        if (fragment.length() < 3) {
            return false;
        }
        try (InputStream in = file.bytes().open(fragment.offset())) {
            byte[] first = DicomBytes.bytes(in, 3);
            boolean jpeg = first[0] == (byte) 0xFF && first[1] == (byte) 0xD8 && first[2] == (byte) 0xFF;
            boolean jpeg2000 = first[0] == (byte) 0xFF && first[1] == 0x4F && first[2] == (byte) 0xFF;
            return jpeg || jpeg2000;
        } catch (IOException e) {
            throw Raster.unreadable(e);
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
                        throw new EOFException();
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
