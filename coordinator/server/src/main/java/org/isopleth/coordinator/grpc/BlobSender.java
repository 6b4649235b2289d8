package org.isopleth.coordinator.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.BlobChunk;

/// One download call: a blob from an offset on, a chunk whenever the receiver has room. Only a chunk is
/// in memory at a time. For the one thread gRPC calls it from at a time.
final class BlobSender {
    private final BlobFolder blobs;
    private final Digest digest;
    private final long size;
    private final ServerCallStreamObserver<BlobChunk> call;
    private long offset;
    private boolean done;

    private BlobSender(BlobFolder blobs, Digest digest, long offset, ServerCallStreamObserver<BlobChunk> call) {
        this.blobs = blobs;
        this.digest = digest;
        this.size = blobs.size(digest);
        this.call = call;
        this.offset = offset;
    }

    /// Begins to send; gRPC asks for more as the receiver takes it.
    static void send(BlobFolder blobs, Digest digest, long offset, StreamObserver<BlobChunk> answers) {
        if (offset < 0 || offset > blobs.size(digest)) {
            throw ErrorTrailers.exception(ErrorCode.BLOB_MISMATCH);
        }
        ServerCallStreamObserver<BlobChunk> call = (ServerCallStreamObserver<BlobChunk>) answers;
        BlobSender sender = new BlobSender(blobs, digest, offset, call);
        call.setOnReadyHandler(sender::more);
        sender.more();
    }

    private void more() {
        while (!done && call.isReady() && !call.isCancelled()) {
            if (offset == size) {
                done = true;
                call.onCompleted();
                return;
            }
            byte[] content = blobs.read(digest, offset, BlobFolder.MAX_CHUNK_BYTES);
            call.onNext(BlobChunk.newBuilder()
                    .setDigest(ByteString.copyFrom(digest.bytes()))
                    .setSize(size)
                    .setOffset(offset)
                    // The bytes were read for this message alone.
                    .setContent(UnsafeByteOperations.unsafeWrap(content))
                    .build());
            offset += content.length;
        }
    }
}
