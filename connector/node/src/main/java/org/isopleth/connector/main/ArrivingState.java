package org.isopleth.connector.main;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.grpc.BlobCallException;
import org.isopleth.connector.grpc.IncomingBlob;
import org.isopleth.exchange.ErrorCode;

/// A state on its way in, kept in memory: it is used at once and never again, and after a restart it is
/// fetched again. Its size is told by its first piece; it is hashed as it comes. For one thread.
final class ArrivingState implements IncomingBlob {
    /// Memory is taken as bytes come, and not because someone announced many.
    private static final int FIRST_BYTES = 1 << 20;

    private final Digest digest;
    private final long maxBytes;
    private final MessageDigest hash = Digest.sha256();
    private byte[] bytes = {};
    private int come;
    private long size = -1;

    /// @param maxBytes of a state, below 2 GiB
    ArrivingState(Digest digest, long maxBytes) {
        this.digest = digest;
        this.maxBytes = maxBytes;
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public long offset() {
        return come;
    }

    @Override
    public void append(long announced, long start, ByteBuffer piece) {
        if (announced < 0 || announced > maxBytes) {
            throw new BlobCallException(ErrorCode.TOO_LARGE);
        }
        boolean fits = start == come && piece.remaining() <= announced - come;
        if (!fits || (size >= 0 && size != announced)) {
            throw new BlobCallException(ErrorCode.BLOB_MISMATCH);
        }
        size = announced;
        int length = piece.remaining();
        makeRoom(come + length);
        hash.update(piece.slice());
        piece.get(bytes, come, length);
        come += length;
    }

    private void makeRoom(int needed) {
        if (needed > bytes.length) {
            long doubled = Math.max(FIRST_BYTES, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(doubled, size)));
        }
    }

    /// All bytes, verified. Called once, at the end.
    ///
    /// @throws BlobCallException when some are missing or wrong
    byte[] complete() {
        if (come != size || !Digest.ofHash(hash.digest()).equals(digest)) {
            throw new BlobCallException(ErrorCode.BLOB_MISMATCH);
        }
        return come == bytes.length ? bytes : Arrays.copyOf(bytes, come);
    }
}
