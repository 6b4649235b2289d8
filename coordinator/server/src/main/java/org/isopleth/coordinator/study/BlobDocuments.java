package org.isopleth.coordinator.study;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.ContributionBytes;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;

/// Documents kept as content-addressed files. Thread-safe.
public final class BlobDocuments implements NextStep.Documents {
    /// Largest document read into memory: a result or a sum, 256 MiB.
    private static final int MAX_BYTES = 256 << 20;

    private static final int BUFFER_BYTES = 8 << 10;

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
            throw unreadable(e);
        }
    }

    @Override
    public Contribution contribution(List<TensorDeclaration> declarations, Digest digest) {
        try (InputStream in = open(digest)) {
            return Contribution.read(declarations, in);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// @throws TensorException when a stored document has not the form of a contribution
    private void checkContribution(List<TensorDeclaration> declarations, Digest digest) {
        try (InputStream in = blobs.open(digest, 0)) {
            ContributionBytes.check(declarations, in);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Stores the sum of contributions and sums, never more than a few blocks of it in memory.
    Digest sum(List<TensorDeclaration> declarations, List<Digest> parts) {
        List<InputStream> opened = new ArrayList<>();
        try {
            for (Digest part : parts) {
                opened.add(open(part));
            }
            return blobs.put(out -> ContributionBytes.add(declarations, opened, out));
        } finally {
            opened.forEach(BlobDocuments::close);
        }
    }

    /// The sum of contributions, in memory once; only the parts are streamed.
    byte[] total(List<TensorDeclaration> declarations, List<Digest> parts) {
        List<InputStream> opened = new ArrayList<>();
        try (Whole total = new Whole(Math.toIntExact(Contribution.size(declarations)))) {
            for (Digest part : parts) {
                opened.add(open(part));
            }
            ContributionBytes.add(declarations, opened, total);
            return total.bytes();
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            opened.forEach(BlobDocuments::close);
        }
    }

    /// Bytes of a size that is known.
    private static final class Whole extends ByteArrayOutputStream {
        Whole(int size) {
            super(size);
        }

        byte[] bytes() {
            return count == buf.length ? buf : toByteArray();
        }
    }

    /// Whether a document is here and has the form of a contribution.
    boolean isContribution(List<TensorDeclaration> declarations, Digest digest) {
        if (!has(digest) || size(digest) != Contribution.size(declarations)) {
            return false;
        }
        try {
            checkContribution(declarations, digest);
            return true;
        } catch (TensorException e) {
            return false;
        }
    }

    private InputStream open(Digest digest) {
        // Contributions begin with short fields; elements come in blocks and pass the buffer by.
        return new BufferedInputStream(blobs.open(digest, 0), BUFFER_BYTES);
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("a stored document cannot be read", e);
    }

    @Override
    public Digest put(byte[] bytes) {
        return blobs.put(bytes);
    }

    @Override
    public Digest put(Json json) {
        return blobs.put(out -> CanonicalJson.write(json, out));
    }

    /// Makes what a site uploaded durable.
    void keep(Digest digest) {
        blobs.keep(digest);
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
