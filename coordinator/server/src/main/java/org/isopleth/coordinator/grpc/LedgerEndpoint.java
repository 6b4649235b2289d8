package org.isopleth.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.LedgerGrpc;
import org.isopleth.wire.v1.LedgerPath;
import org.isopleth.wire.v1.LedgerResource;

/// The coordinator's ledger for those who verify it, file by file. Thread-safe.
public final class LedgerEndpoint extends LedgerGrpc.LedgerImplBase {
    private final PublishedLedger ledger;

    public LedgerEndpoint(PublishedLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void read(LedgerPath path, StreamObserver<LedgerResource> answers) {
        // Only names of the published form; nothing else of the disk can be asked for.
        if (!path.getPath()
                .matches("checkpoint|pending-checkpoint|key\\.json|witnesses/[0-9a-f]{64}\\.json"
                        + "|(checkpoints|tile)(/[a-z0-9]{1,20}(\\.p)?){1,8}")) {
            throw ErrorTrailers.exception(ErrorCode.REQUEST_INVALID);
        }
        Optional<byte[]> content = ledger.read(path.getPath());
        if (content.isEmpty()) {
            throw ErrorTrailers.exception(ErrorCode.BLOB_UNKNOWN);
        }
        answers.onNext(LedgerResource.newBuilder()
                .setContent(ByteString.copyFrom(content.get()))
                .build());
        answers.onCompleted();
    }
}
