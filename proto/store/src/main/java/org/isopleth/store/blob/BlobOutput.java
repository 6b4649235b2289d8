package org.isopleth.store.blob;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Hashes and counts what it passes on. For one thread.
final class BlobOutput extends FilterOutputStream {
    private final MessageDigest hash;
    private final long maxBytes;
    private long written;

    /// @param maxBytes how many may pass
    BlobOutput(OutputStream out, MessageDigest hash, long maxBytes) {
        super(out);
        this.hash = hash;
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        BlobFolder.requireRange(written + length, maxBytes);
        out.write(bytes, from, length);
        hash.update(bytes, from, length);
        written += length;
    }
}
