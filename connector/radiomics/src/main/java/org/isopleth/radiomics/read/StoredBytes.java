package org.isopleth.radiomics.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A file's bytes, inflated when it is gzip. Immutable, thread-safe.
///
/// @param file where it is
/// @param size bytes on disk
/// @param gzip whether the bytes are to be inflated
public record StoredBytes(Path file, long size, boolean gzip) {
    /// No deflate stream grows by more (zlib's technical details, "maximum compression factor").
    private static final long MAX_EXPANSION = 1032;

    private static final int BUFFER_BYTES = 1 << 16;

    /// A file that is gzip when it begins as one (RFC 1952, 2.3.1), whatever its name.
    public static StoredBytes of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(2);
            boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
            return new StoredBytes(file, Files.size(file), gzip);
        }
    }

    /// The most bytes it can hold after so many on disk: what a declared size is held against before anything
    /// is allocated.
    public long most(long skipped) {
        long left = Math.max(0, size - skipped);
        return gzip ? Math.multiplyExact(left, MAX_EXPANSION) : left;
    }

    /// The bytes from `offset` on, counted after inflation.
    ///
    /// @throws EOFException when there are not so many
    public InputStream open(long offset) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            if (gzip) {
                in = new GZIPInputStream(in, BUFFER_BYTES);
            }
            in.skipNBytes(offset);
            return in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }
}
