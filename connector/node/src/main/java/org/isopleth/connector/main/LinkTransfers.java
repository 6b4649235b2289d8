package org.isopleth.connector.main;

import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.gate.ReleasedBytes;
import org.isopleth.connector.grpc.BlobCallException;
import org.isopleth.connector.grpc.BlobCalls;
import org.isopleth.connector.grpc.OutgoingBlob;
import org.isopleth.connector.work.TransferException;
import org.isopleth.connector.work.Transfers;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.store.blob.BlobAbsentException;
import org.isopleth.store.blob.BlobException;
import org.isopleth.store.blob.BlobFileException;
import org.isopleth.store.blob.BlobMismatchException;
import org.isopleth.store.blob.BlobOffsetException;
import org.isopleth.store.blob.BlobSizeException;
import org.isopleth.store.blob.UploadReplacedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bulk over the link. Downloads belong to one thread.
final class LinkTransfers implements Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(LinkTransfers.class);

    /// How often bytes that do not have their digest are sent or fetched again before they are given up.
    private static final int ATTEMPTS = 3;

    /// An array of Java cannot hold more; a state is one document.
    private static final long LARGEST_IN_MEMORY = 1 << 30;

    private final BlobCalls calls;
    private final long largestStateBytes;
    /// What came of a state before the connection broke; the next attempt goes on there.
    private Optional<ArrivingState> interrupted = Optional.empty();

    /// @param largestStateBytes of what the coordinator may send
    LinkTransfers(BlobCalls calls, long largestStateBytes) {
        this.calls = calls;
        this.largestStateBytes = Math.min(largestStateBytes, LARGEST_IN_MEMORY);
    }

    @Override
    public void upload(ReleasedBytes bytes) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                calls.upload(new Released(bytes));
                return;
            } catch (BlobCallException e) {
                if (e.code() != ErrorCode.BLOB_MISMATCH || attempt == ATTEMPTS) {
                    throw new TransferException(e.code());
                }
            } catch (BlobException e) {
                throw new TransferException(code(e));
            }
        }
    }

    @Override
    public byte[] download(Digest state) {
        for (int attempt = 1; ; attempt++) {
            ArrivingState arriving = interrupted
                    .filter(earlier -> earlier.digest().equals(state))
                    .orElseGet(() -> new ArrivingState(state, largestStateBytes));
            interrupted = Optional.empty();
            try {
                calls.download(arriving);
                return arriving.complete();
            } catch (BlobCallException e) {
                if (e.code() == ErrorCode.UNREACHABLE) {
                    interrupted = Optional.of(arriving);
                }
                if (e.code() != ErrorCode.BLOB_MISMATCH || attempt == ATTEMPTS) {
                    throw new TransferException(e.code());
                }
            }
        }
    }

    /// What is wrong with a contribution on this machine's disk: nothing that lasts, unless it is gone or
    /// cut short.
    private static ErrorCode code(BlobException failure) {
        return switch (failure) {
            case BlobAbsentException _ -> ErrorCode.BLOB_UNKNOWN;
            case BlobSizeException _, BlobMismatchException _, BlobOffsetException _ -> ErrorCode.BLOB_MISMATCH;
            case BlobFileException e -> {
                LOG.error("a contribution cannot be read: {}", e.getMessage());
                yield ErrorCode.INTERNAL;
            }
            case UploadReplacedException _ -> ErrorCode.INTERNAL;
        };
    }

    private record Released(ReleasedBytes bytes) implements OutgoingBlob {
        @Override
        public Digest digest() {
            return bytes.digest();
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public byte[] read(long offset, int length) {
            return bytes.read(offset, length);
        }
    }
}
