package org.isopleth.connector.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.BlobChunk;
import org.isopleth.wire.v1.BlobName;
import org.isopleth.wire.v1.BlobRange;
import org.isopleth.wire.v1.BlobReceipt;
import org.isopleth.wire.v1.FederationGrpc;

/// Bulk calls over the link's connection, each resumed where an earlier one stopped. Thread-safe.
public final class BlobCalls {
    /// Largest piece of one message.
    static final int CHUNK_BYTES = 1 << 20;

    private static final long ANSWER_SECONDS = 60;

    private final CoordinatorLink link;

    public BlobCalls(CoordinatorLink link) {
        this.link = link;
    }

    /// Sends a blob; returns when the other side has verified and stored it.
    ///
    /// @throws BlobCallException when that did not happen
    public void upload(OutgoingBlob blob) throws InterruptedException {
        ManagedChannel channel = channel();
        try {
            BlobName name = BlobName.newBuilder()
                    .setDigest(ByteString.copyFrom(blob.digest().bytes()))
                    .setSize(blob.size())
                    .build();
            long offset = FederationGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .uploadOffset(name)
                    .getOffset();
            if (offset < 0 || offset > blob.size()) {
                throw new BlobCallException(ErrorCode.BLOB_MISMATCH);
            }
            BlobReceipt receipt = BlobUploadCall.send(FederationGrpc.newStub(channel), blob, offset);
            if (!receipt.getDigest().equals(name.getDigest())) {
                throw new BlobCallException(ErrorCode.BLOB_MISMATCH);
            }
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    /// Fetches the rest of a blob.
    ///
    /// @throws BlobCallException when not all of it came
    public void download(IncomingBlob blob) {
        ByteString digest = ByteString.copyFrom(blob.digest().bytes());
        BlobRange range = BlobRange.newBuilder()
                .setDigest(digest)
                .setOffset(blob.offset())
                .build();
        try {
            Iterator<BlobChunk> chunks =
                    FederationGrpc.newBlockingStub(channel()).download(range);
            while (chunks.hasNext()) {
                BlobChunk chunk = chunks.next();
                if (!chunk.getDigest().equals(digest)) {
                    throw new BlobCallException(ErrorCode.BLOB_MISMATCH);
                }
                blob.append(
                        chunk.getSize(), chunk.getOffset(), chunk.getContent().asReadOnlyByteBuffer());
            }
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    private ManagedChannel channel() {
        return link.channel().orElseThrow(() -> new BlobCallException(ErrorCode.UNREACHABLE));
    }

    static BlobCallException failure(StatusRuntimeException failure) {
        // Without a code of ours the call died with the connection.
        return new BlobCallException(ErrorTrailers.code(failure).orElse(ErrorCode.UNREACHABLE));
    }

    static BlobChunk chunk(Digest digest, long size, long offset, byte[] content) {
        return BlobChunk.newBuilder()
                .setDigest(ByteString.copyFrom(digest.bytes()))
                .setSize(size)
                .setOffset(offset)
                // The bytes were read for this message alone.
                .setContent(UnsafeByteOperations.unsafeWrap(content))
                .build();
    }
}
