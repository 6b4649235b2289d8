package org.isopleth.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.function.LongPredicate;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.store.blob.BlobException;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.blob.BlobUpload;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.BlobChunk;
import org.isopleth.wire.v1.BlobReceipt;
import org.jspecify.annotations.Nullable;

/// One upload call: chunks in, and a receipt when the whole digest has been verified, and made durable if the site
/// could not send it again.
/// For the one thread gRPC calls it from at a time.
final class BlobReceiver implements StreamObserver<BlobChunk> {
    private final BlobFolder blobs;
    private final LongPredicate admission;
    private final StreamObserver<BlobReceipt> answers;
    private @Nullable BlobUpload upload;
    private @Nullable Digest digest;
    private long size;
    private boolean once;

    /// @param admission throws when no blob of so many bytes is taken; says whether it must be durable at once
    BlobReceiver(BlobFolder blobs, LongPredicate admission, StreamObserver<BlobReceipt> answers) {
        this.blobs = blobs;
        this.admission = admission;
        this.answers = answers;
    }

    /// Where an upload that was broken off goes on.
    static long offset(BlobFolder blobs, Digest digest, long size) {
        try (BlobUpload upload = blobs.upload(digest, size)) {
            return upload.offset();
        } catch (BlobException e) {
            throw ErrorTrailers.exception(ErrorCode.TOO_LARGE);
        }
    }

    @Override
    public void onNext(BlobChunk chunk) {
        closingOnFailure(() -> take(chunk));
    }

    /// gRPC does not call [#onError] when this side ends the call, as an exception does.
    private void closingOnFailure(Runnable step) {
        try {
            step.run();
        } catch (BlobException e) {
            close();
            throw ErrorTrailers.exception(ErrorCode.BLOB_MISMATCH);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void take(BlobChunk chunk) {
        Digest of = FederationEndpoint.digest(chunk.getDigest());
        BlobUpload open = upload == null ? begin(of, chunk.getSize()) : upload;
        if (!of.equals(digest) || chunk.getSize() != size) {
            throw ErrorTrailers.exception(ErrorCode.BLOB_MISMATCH);
        }
        open.append(chunk.getOffset(), chunk.getContent().asReadOnlyByteBuffer());
    }

    private BlobUpload begin(Digest of, long announced) {
        once = admission.test(announced);
        BlobUpload begun = blobs.upload(of, announced);
        upload = begun;
        digest = of;
        size = announced;
        return begun;
    }

    @Override
    public void onCompleted() {
        Digest of = digest;
        if (upload == null || of == null) {
            throw ErrorTrailers.exception(ErrorCode.REQUEST_INVALID);
        }
        closingOnFailure(upload::complete);
        if (once) {
            blobs.keep(of);
        }
        answers.onNext(BlobReceipt.newBuilder()
                .setDigest(ByteString.copyFrom(of.bytes()))
                .build());
        answers.onCompleted();
    }

    @Override
    public void onError(Throwable broken) {
        // What has come is kept; the next call resumes there.
        close();
    }

    private void close() {
        if (upload != null) {
            upload.close();
        }
    }
}
