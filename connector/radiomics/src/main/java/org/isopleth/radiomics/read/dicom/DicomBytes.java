package org.isopleth.radiomics.read.dicom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// The bytes of a DICOM file, inflated after the file meta information when they are deflated (PS3.5, A.5).
/// Immutable, thread-safe.
///
/// @param file where it is
/// @param deflatedFrom first deflated byte; `Long.MAX_VALUE` when none is
/// @param size most bytes there can be
record DicomBytes(Path file, long deflatedFrom, long size) {
    /// No object needs more; a deflated file could hold a thousand times its size.
    private static final long MAX_INFLATED = 1L << 32;

    private static final long MAX_EXPANSION = 1032;

    private static final long NOWHERE = Long.MAX_VALUE;

    static DicomBytes plain(Path file) throws IOException {
        long size = Files.size(file);
        return new DicomBytes(file, NOWHERE, size);
    }

    DicomBytes deflated(long from) {
        return new DicomBytes(file, from, from + Math.min(MAX_INFLATED, (size - from) * MAX_EXPANSION));
    }

    /// The bytes from an offset on.
    InputStream open(long offset) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            if (offset < deflatedFrom) {
                in.skipNBytes(offset);
                return in;
            }
            in.skipNBytes(deflatedFrom);
            InputStream inflated = new Inflated(in);
            inflated.skipNBytes(offset - deflatedFrom);
            return inflated;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /// Exactly so many bytes of an open stream.
    static byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException();
        }
        return bytes;
    }

    /// Frees the inflater's native memory when it is closed.
    private static final class Inflated extends InflaterInputStream {
        Inflated(InputStream in) {
            super(in, new Inflater(true), 1 << 14);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}
