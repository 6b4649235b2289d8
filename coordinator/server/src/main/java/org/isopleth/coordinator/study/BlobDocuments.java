package org.isopleth.coordinator.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.isopleth.canonical.Digest;
import org.isopleth.store.blob.BlobFolder;

/// Documents kept as content-addressed files. Thread-safe.
public final class BlobDocuments implements NextStep.Documents {
    /// Largest document read into memory: a result or a sum, 256 MiB.
    private static final int MAX_BYTES = 256 << 20;

    private final BlobFolder blobs;

    public BlobDocuments(BlobFolder blobs) {
        this.blobs = blobs;
    }

    @Override
    public byte[] bytes(Digest digest) {
        if (blobs.size(digest) > MAX_BYTES) {
            throw new IllegalStateException("a document is larger than this program ever stores");
        }
        try (InputStream in = blobs.open(digest, 0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document cannot be read", e);
        }
    }

    @Override
    public Digest put(byte[] bytes) {
        return blobs.put(bytes);
    }

    boolean has(Digest digest) {
        return blobs.has(digest);
    }

    /// In bytes.
    long size(Digest digest) {
        return blobs.size(digest);
    }

    /// Deletes what nobody needs and uploads that nobody goes on with, when they are older than `instant`.
    void forgetSince(Instant instant, Predicate<Digest> needed) {
        blobs.deleteUploadsIdleSince(instant);
        blobs.deleteUnneededSince(instant, needed);
    }

    void forget(List<Digest> digests) {
        digests.forEach(blobs::delete);
    }
}
