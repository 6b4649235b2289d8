package org.isopleth.store.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.isopleth.canonical.Digest;
import org.isopleth.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// A blob on its way in. Thread-safe.
///
/// The sender asks [#offset], sends chunks from there, and completes. Every chunk is in the file when
/// [#append] returns, so a program that is killed, on either side, costs at most the chunk in flight:
/// after it the upload is opened again and says where it stands. Nothing is forced to the disk: that is for
/// [BlobFolder#keep]. A machine that loses its power before may find bytes here that are not what came, which then fail
/// the digest and are sent again from the first. Chunks may be repeated and may overlap, and an upload of a blob that
/// is already here stands at its end.
public final class BlobUpload implements AutoCloseable {
    private final BlobFolder folder;
    private final Digest digest;
    private final long size;
    private final MessageDigest hash = Digest.sha256();
    private long offset;
    private boolean whole;
    /// Null when nothing more can be written: the blob is whole, or this upload ended.
    private @Nullable FileChannel channel;

    private BlobUpload(BlobFolder folder, Digest digest, long size) {
        this.folder = folder;
        this.digest = digest;
        this.size = size;
    }

    static BlobUpload open(BlobFolder folder, Digest digest, long size) {
        BlobUpload upload = new BlobUpload(folder, digest, size);
        if (folder.has(digest)) {
            upload.stand(folder.size(digest));
        } else {
            upload.resume();
        }
        return upload;
    }

    private synchronized void stand(long sizeHere) {
        if (sizeHere != size) {
            throw new BlobSizeException(size, sizeHere);
        }
        offset = size;
        whole = true;
    }

    /// Hashes what came before.
    private synchronized void resume() {
        try {
            FileChannel part = PrivateFiles.openForWriting(folder.part(digest), StandardOpenOption.READ);
            channel = part;
            if (part.size() > size) {
                part.truncate(0);
            }
            ByteBuffer buffer = ByteBuffer.allocate(BlobFolder.MAX_CHUNK_BYTES);
            while (part.read(buffer) >= 0) {
                hash.update(buffer.flip());
                buffer.clear();
            }
            offset = part.position();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /// The blob's announced digest.
    public Digest digest() {
        return digest;
    }

    /// How many bytes have come: where the sender goes on.
    public synchronized long offset() {
        return offset;
    }

    /// Whether the blob is in the folder, verified.
    public synchronized boolean isWhole() {
        return whole;
    }

    /// Adds `chunk`, which starts at `start`; bytes that came before are skipped. In the file
    /// when this returns.
    ///
    /// @return the new offset
    /// @throws BlobOffsetException if the chunk starts beyond the offset
    /// @throws BlobSizeException if the chunk is larger than [BlobFolder#MAX_CHUNK_BYTES] or ends
    ///     beyond the announced size
    /// @throws UploadReplacedException if this upload ended
    public synchronized long append(long start, ByteBuffer chunk) {
        BlobFolder.requireRange(chunk.remaining(), BlobFolder.MAX_CHUNK_BYTES);
        BlobFolder.requireRange(start, size);
        BlobFolder.requireRange(start + chunk.remaining(), size);
        if (start > offset) {
            throw new BlobOffsetException(offset, start);
        }
        ByteBuffer fresh = chunk.slice();
        fresh.position((int) Math.min(fresh.limit(), offset - start));
        if (!whole && fresh.hasRemaining()) {
            write(fresh);
        }
        return offset;
    }

    private void write(ByteBuffer fresh) {
        FileChannel part = requireOpen();
        ByteBuffer hashed = fresh.slice();
        try {
            while (fresh.hasRemaining()) {
                part.write(fresh);
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
        hash.update(hashed);
        offset = offset + hashed.limit();
    }

    /// Verifies the digest of all bytes: the blob has arrived and can be read. Completing again changes nothing.
    ///
    /// @throws BlobOffsetException if bytes are missing
    /// @throws BlobMismatchException if the digest is another one; then the bytes are deleted and the
    ///     next upload starts at 0
    /// @throws UploadReplacedException if this upload ended before
    public void complete() {
        try {
            verify();
        } finally {
            // Not under our lock: the folder closes uploads, taking its lock first and ours second.
            if (!isOpen()) {
                folder.forget(digest, this);
            }
        }
    }

    private synchronized void verify() {
        if (whole) {
            return;
        }
        FileChannel part = requireOpen();
        if (offset != size) {
            throw new BlobOffsetException(size, offset);
        }
        Digest found = Digest.ofHash(hash.digest());
        try {
            part.close();
            channel = null;
        } catch (IOException failure) {
            throw failed(failure);
        }
        if (!found.equals(digest)) {
            BlobFolder.deleteFile(folder.part(digest));
            throw new BlobMismatchException(digest, found);
        }
        folder.arrive(digest);
        whole = true;
    }

    private FileChannel requireOpen() {
        if (channel == null) {
            throw new UploadReplacedException(digest);
        }
        return channel;
    }

    private synchronized boolean isOpen() {
        return channel != null;
    }

    /// Ends this upload after an error: part of a chunk may be written that is not hashed, so it must
    /// be opened again.
    private BlobFileException failed(IOException failure) {
        BlobFileException exception = new BlobFileException(folder.part(digest), failure);
        try {
            end();
        } catch (BlobFileException second) {
            exception.addSuppressed(second);
        }
        return exception;
    }

    /// Stops writing; what came stays for a later upload.
    synchronized void end() {
        FileChannel part = channel;
        channel = null;
        if (part != null) {
            try {
                part.close();
            } catch (IOException failure) {
                throw new BlobFileException(folder.part(digest), failure);
            }
        }
    }

    /// Ends this upload. What came so far stays and can be resumed.
    @Override
    public void close() {
        end();
        folder.forget(digest, this);
    }
}
