package org.isopleth.connector.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.wire.v1.BlobChunk;
import org.isopleth.wire.v1.BlobReceipt;
import org.isopleth.wire.v1.FederationGrpc.FederationStub;
import org.jspecify.annotations.Nullable;

/// One upload call. Pieces are read and sent only while the other side takes them, so one piece at a
/// time is in memory; a call that has died, or stalls, ends the wait.
final class BlobUploadCall implements ClientResponseObserver<BlobChunk, BlobReceipt> {
    /// A connection that moves nothing for so long is given up; the next attempt resumes.
    private static final long STALL_SECONDS = 60;

    private final OutgoingBlob blob;
    private final CompletableFuture<BlobReceipt> receipt = new CompletableFuture<>();
    private final Object lock = new Object();
    private @Nullable ClientCallStreamObserver<BlobChunk> call;

    private BlobUploadCall(OutgoingBlob blob) {
        this.blob = blob;
    }

    /// Sends the bytes from `offset` on and waits for the receipt.
    static BlobReceipt send(FederationStub stub, OutgoingBlob blob, long offset) throws InterruptedException {
        BlobUploadCall upload = new BlobUploadCall(blob);
        stub.upload(upload);
        try {
            upload.sendFrom(offset);
            return upload.receipt.get(STALL_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BlobCallException(ErrorCode.UNREACHABLE);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StatusRuntimeException status
                    ? BlobCalls.failure(status)
                    : new BlobCallException(ErrorCode.INTERNAL);
        } finally {
            upload.call().cancel("the upload is over", null);
        }
    }

    private void sendFrom(long offset) throws InterruptedException, TimeoutException {
        long next = offset;
        // At least one piece, if only an empty one: it names the blob.
        do {
            if (!awaitReady()) {
                return;
            }
            byte[] content = blob.read(next, BlobCalls.CHUNK_BYTES);
            call().onNext(BlobCalls.chunk(blob.digest(), blob.size(), next, content));
            next += content.length;
        } while (next < blob.size());
        call().onCompleted();
    }

    /// Waits until the call takes a piece; false when it is dead or already answered.
    private boolean awaitReady() throws InterruptedException, TimeoutException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(STALL_SECONDS);
        synchronized (lock) {
            while (!call().isReady() && !receipt.isDone()) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    throw new TimeoutException();
                }
                lock.wait(left);
            }
        }
        return !receipt.isDone();
    }

    private ClientCallStreamObserver<BlobChunk> call() {
        ClientCallStreamObserver<BlobChunk> opened = call;
        if (opened == null) {
            throw new IllegalStateException("the call has not begun");
        }
        return opened;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<BlobChunk> stream) {
        call = stream;
        stream.setOnReadyHandler(this::wake);
    }

    @Override
    public void onNext(BlobReceipt answer) {
        receipt.complete(answer);
        wake();
    }

    @Override
    public void onError(Throwable failure) {
        receipt.completeExceptionally(failure);
        wake();
    }

    @Override
    public void onCompleted() {
        receipt.completeExceptionally(new BlobCallException(ErrorCode.INTERNAL));
        wake();
    }

    private void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }
}
