package org.isopleth.connector.gate;

import org.isopleth.canonical.Digest;
import org.isopleth.connector.study.Release;
import org.isopleth.store.blob.BlobFolder;

/// The bytes of a contribution that the gate let out. Only the gate can make one. Thread-safe.
public final class ReleasedBytes {
    private final BlobFolder blobs;
    private final Release release;

    ReleasedBytes(BlobFolder blobs, Release release) {
        this.blobs = blobs;
        this.release = release;
    }

    /// SHA-256 of all bytes.
    public Digest digest() {
        return release.contribution();
    }

    /// How many there are.
    public long size() {
        return release.size();
    }

    /// The bytes from `offset` on, at most `length` and at most 1 MiB of them.
    public byte[] read(long offset, int length) {
        return blobs.read(release.contribution(), offset, length);
    }
}
