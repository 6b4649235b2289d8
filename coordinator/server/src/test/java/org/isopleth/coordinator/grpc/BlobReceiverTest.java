package org.isopleth.coordinator.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.BlobChunk;
import org.isopleth.wire.v1.BlobReceipt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An upload call takes what is expected, and holds nothing open after it ended, however it ended.
class BlobReceiverTest {
    private static final byte[] CONTENT = "a contribution".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private BlobFolder blobs;

    private static final class Receipts implements StreamObserver<BlobReceipt> {
        private int count;

        @Override
        public void onNext(BlobReceipt receipt) {
            count++;
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    @BeforeEach
    void open() {
        blobs = BlobFolder.open(folder.resolve("blobs"), 1 << 20);
    }

    private static BlobChunk chunk(Digest digest, long size, long offset, byte[] content) {
        return BlobChunk.newBuilder()
                .setDigest(ByteString.copyFrom(digest.bytes()))
                .setSize(size)
                .setOffset(offset)
                .setContent(ByteString.copyFrom(content))
                .build();
    }

    private static void assertEndsWith(ErrorCode code, Runnable call) {
        StatusRuntimeException end = assertThrows(StatusRuntimeException.class, call::run);
        assertEquals(Optional.of(code), ErrorTrailers.code(end));
    }

    private int notHeldOpen() {
        return blobs.deleteUploadsIdleSince(Instant.now().plusSeconds(60));
    }

    @Test
    void a_whole_upload_is_kept_and_receipted() {
        Receipts receipts = new Receipts();
        BlobReceiver receiver = new BlobReceiver(blobs, _ -> false, receipts);
        receiver.onNext(chunk(Digest.of(CONTENT), CONTENT.length, 0, CONTENT));
        receiver.onCompleted();
        assertTrue(blobs.has(Digest.of(CONTENT)));
        assertEquals(1, receipts.count);
    }

    @Test
    void what_a_site_makes_only_once_is_durable_before_the_receipt() {
        for (boolean once : new boolean[] {false, true}) {
            BlobReceiver receiver = new BlobReceiver(blobs, _ -> once, new Receipts());
            receiver.onNext(chunk(Digest.of(CONTENT), CONTENT.length, 0, CONTENT));
            receiver.onCompleted();
            open();
            assertEquals(once, blobs.has(Digest.of(CONTENT)));
        }
    }

    @Test
    void an_upload_that_is_not_admitted_leaves_no_trace() {
        BlobReceiver receiver = new BlobReceiver(
                blobs,
                size -> {
                    assertEquals(CONTENT.length, size);
                    throw ErrorTrailers.exception(ErrorCode.ROUND_CLOSED);
                },
                new Receipts());
        assertEndsWith(
                ErrorCode.ROUND_CLOSED, () -> receiver.onNext(chunk(Digest.of(CONTENT), CONTENT.length, 0, CONTENT)));
        assertEquals(0, notHeldOpen());
        assertFalse(blobs.has(Digest.of(CONTENT)));
    }

    @Test
    void a_chunk_that_is_refused_closes_the_upload() {
        BlobReceiver receiver = new BlobReceiver(blobs, _ -> false, new Receipts());
        receiver.onNext(chunk(Digest.of(CONTENT), CONTENT.length, 0, new byte[] {CONTENT[0]}));
        assertEquals(0, notHeldOpen());
        assertEndsWith(
                ErrorCode.BLOB_MISMATCH,
                () -> receiver.onNext(chunk(Digest.of(CONTENT), CONTENT.length, 5, new byte[] {1})));
        assertEquals(1, notHeldOpen());
    }

    @Test
    void an_upload_that_ends_too_early_is_closed() {
        BlobReceiver receiver = new BlobReceiver(blobs, _ -> false, new Receipts());
        receiver.onNext(chunk(Digest.of(CONTENT), CONTENT.length, 0, new byte[] {CONTENT[0]}));
        assertEndsWith(ErrorCode.BLOB_MISMATCH, receiver::onCompleted);
        assertEquals(1, notHeldOpen());
    }
}
