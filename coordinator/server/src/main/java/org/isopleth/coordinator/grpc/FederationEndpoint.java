package org.isopleth.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.isopleth.canonical.Digest;
import org.isopleth.coordinator.study.Conductor;
import org.isopleth.coordinator.study.ExpectedUpload;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.SiteId;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.roles.RoleInterceptor;
import org.isopleth.wire.v1.BlobChunk;
import org.isopleth.wire.v1.BlobName;
import org.isopleth.wire.v1.BlobOffset;
import org.isopleth.wire.v1.BlobRange;
import org.isopleth.wire.v1.BlobReceipt;
import org.isopleth.wire.v1.Envelope;
import org.isopleth.wire.v1.FederationGrpc;

/// The calls of connectors: one control stream each, and bulk beside it. Thread-safe.
public final class FederationEndpoint extends FederationGrpc.FederationImplBase {
    private final Conductor conductor;
    private final Mailbox mailbox;
    private final BlobFolder blobs;
    private final Executor deliveries;
    private final Map<SiteId, SiteStream> streams = new ConcurrentHashMap<>();
    private volatile BiConsumer<SiteId, byte[]> onWitness = (_, _) -> {};

    /// @param conductor takes what sites say
    /// @param mailbox the stored messages of both directions
    /// @param blobs states going out, contributions coming in
    /// @param deliveries where new messages are sent from, so that no one waits for a slow site
    public FederationEndpoint(Conductor conductor, Mailbox mailbox, BlobFolder blobs, Executor deliveries) {
        this.conductor = conductor;
        this.mailbox = mailbox;
        this.blobs = blobs;
        this.deliveries = deliveries;
        conductor.onLetter(this::deliver);
    }

    private void deliver(SiteId site) {
        SiteStream stream = streams.get(site);
        if (stream != null) {
            deliveries.execute(stream::sendPending);
        }
    }

    /// The sites whose control stream is open now.
    public java.util.Set<SiteId> connected() {
        return java.util.Set.copyOf(streams.keySet());
    }

    /// Has `heard` told of every [org.isopleth.exchange.WitnessMessage] and the site that said it.
    public void onWitness(BiConsumer<SiteId, byte[]> heard) {
        onWitness = heard;
    }

    /// Says a [org.isopleth.exchange.WitnessMessage] to a site, if it listens now; otherwise it is forgotten.
    public void say(SiteId site, byte[] witness) {
        SiteStream stream = streams.get(site);
        if (stream != null) {
            deliveries.execute(() -> stream.say(witness));
        }
    }

    /// The sites that have greeted and can be spoken to now.
    public java.util.Set<SiteId> listening() {
        return streams.entrySet().stream()
                .filter(stream -> stream.getValue().isGreeted())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private SiteStream.Listener listener(SiteId site) {
        return new SiteStream.Listener() {
            @Override
            public void ended(SiteStream stream) {
                streams.remove(site, stream);
            }

            @Override
            public void witness(SiteId from, byte[] message) {
                onWitness.accept(from, message);
            }
        };
    }

    @Override
    public StreamObserver<Envelope> control(StreamObserver<Envelope> answers) {
        SiteId site = RoleInterceptor.caller().siteId();
        SiteStream stream = new SiteStream(site, conductor, mailbox, answers, listener(site));
        SiteStream earlier = streams.put(site, stream);
        if (earlier != null) {
            // The site connected again; its old connection is dead or about to be.
            earlier.replace();
        }
        return stream;
    }

    @Override
    public void uploadOffset(BlobName name, StreamObserver<BlobOffset> answers) {
        Digest digest = digest(name.getDigest());
        requireExpected(RoleInterceptor.caller().siteId(), name.getSize());
        long offset;
        if (blobs.has(digest)) {
            offset = blobs.size(digest);
        } else {
            offset = BlobReceiver.offset(blobs, digest, name.getSize());
        }
        answers.onNext(BlobOffset.newBuilder().setOffset(offset).build());
        answers.onCompleted();
    }

    @Override
    public StreamObserver<BlobChunk> upload(StreamObserver<BlobReceipt> answers) {
        SiteId site = RoleInterceptor.caller().siteId();
        return new BlobReceiver(blobs, size -> requireExpected(site, size).once(), answers);
    }

    /// Only contributions that are waited for are taken, and no more bytes than they have.
    private ExpectedUpload requireExpected(SiteId site, long size) {
        ExpectedUpload expected =
                conductor.upload(site).orElseThrow(() -> ErrorTrailers.exception(ErrorCode.ROUND_CLOSED));
        if (size > expected.bytes()) {
            throw ErrorTrailers.exception(ErrorCode.TOO_LARGE);
        }
        return expected;
    }

    @Override
    public void download(BlobRange range, StreamObserver<BlobChunk> answers) {
        Digest digest = digest(range.getDigest());
        if (!conductor.mayDownload(RoleInterceptor.caller().siteId(), digest) || !blobs.has(digest)) {
            throw ErrorTrailers.exception(ErrorCode.BLOB_UNKNOWN);
        }
        BlobSender.send(blobs, digest, range.getOffset(), answers);
    }

    static Digest digest(ByteString bytes) {
        if (bytes.size() != Digest.BYTES) {
            throw ErrorTrailers.exception(ErrorCode.REQUEST_INVALID);
        }
        return Digest.ofHash(bytes.toByteArray());
    }
}
