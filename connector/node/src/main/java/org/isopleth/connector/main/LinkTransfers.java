package org.isopleth.connector.main;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.gate.ReleasedBytes;
import org.isopleth.connector.grpc.BlobCallException;
import org.isopleth.connector.grpc.BlobCalls;
import org.isopleth.connector.grpc.IncomingBlob;
import org.isopleth.connector.grpc.OutgoingBlob;
import org.isopleth.connector.work.TransferException;
import org.isopleth.connector.work.Transfers;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.store.blob.BlobAbsentException;
import org.isopleth.store.blob.BlobException;
import org.isopleth.store.blob.BlobFileException;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.blob.BlobMismatchException;
import org.isopleth.store.blob.BlobOffsetException;
import org.isopleth.store.blob.BlobSizeException;
import org.isopleth.store.blob.BlobUpload;
import org.isopleth.store.blob.UploadReplacedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bulk over the link, states by way of a folder. Downloads belong to one thread.
final class LinkTransfers implements Transfers {
    private static final Logger LOG = LoggerFactory.getLogger(LinkTransfers.class);

    /// How often bytes that do not have their digest are sent or fetched again before they are given up.
    private static final int ATTEMPTS = 3;

    private final BlobCalls calls;
    private final BlobFolder states;

    /// @param states where states are put together and verified
    LinkTransfers(BlobCalls calls, BlobFolder states) {
        this.calls = calls;
        this.states = states;
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
            try {
                return fetch(state);
            } catch (BlobMismatchException | BlobOffsetException e) {
                if (attempt == ATTEMPTS) {
                    throw new TransferException(ErrorCode.BLOB_MISMATCH);
                }
            } catch (BlobSizeException e) {
                throw new TransferException(ErrorCode.TOO_LARGE);
            } catch (BlobCallException e) {
                throw new TransferException(e.code());
            } catch (BlobException | UncheckedIOException e) {
                // Another attempt begins from what is on the disk by then.
                LOG.error("the state of a round cannot be kept: {}", e.getMessage());
                throw new TransferException(ErrorCode.INTERNAL);
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

    private byte[] fetch(Digest state) {
        try (Arriving arriving = new Arriving(states, state)) {
            if (!states.has(state)) {
                calls.download(arriving);
                arriving.complete();
            }
        }
        try (InputStream bytes = states.open(state, 0)) {
            byte[] all = bytes.readAllBytes();
            states.delete(state);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("a state that was fetched cannot be read", e);
        }
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

    /// A state on its way in. Its size is told by its first piece.
    private static final class Arriving implements IncomingBlob, AutoCloseable {
        private final BlobFolder folder;
        private final Digest digest;
        private Optional<BlobUpload> upload = Optional.empty();

        Arriving(BlobFolder folder, Digest digest) {
            this.folder = folder;
            this.digest = digest;
        }

        @Override
        public Digest digest() {
            return digest;
        }

        @Override
        public long offset() {
            return upload.map(BlobUpload::offset).orElse(0L);
        }

        @Override
        public void append(long size, long start, byte[] piece) {
            if (upload.isEmpty()) {
                upload = Optional.of(folder.upload(digest, size));
            }
            upload.get().append(start, ByteBuffer.wrap(piece));
        }

        void complete() {
            upload.orElseThrow(() -> new BlobCallException(ErrorCode.BLOB_MISMATCH))
                    .complete();
        }

        @Override
        public void close() {
            upload.ifPresent(BlobUpload::close);
        }
    }
}
