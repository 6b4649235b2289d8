package org.isopleth.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.coordinator.study.Conductor;
import org.isopleth.coordinator.study.Provenance;
import org.isopleth.coordinator.study.Registry;
import org.isopleth.coordinator.study.StudyProgressJson;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.progress.StudyState;
import org.isopleth.store.StoredEvent;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.roles.RoleInterceptor;
import org.isopleth.wire.v1.ListReply;
import org.isopleth.wire.v1.ListRequest;
import org.isopleth.wire.v1.ResultChunk;
import org.isopleth.wire.v1.ResultName;
import org.isopleth.wire.v1.StudiesGrpc;
import org.isopleth.wire.v1.StudyName;
import org.isopleth.wire.v1.StudyProgress;
import org.isopleth.wire.v1.SubmitReply;
import org.isopleth.wire.v1.SubmitRequest;

/// The calls of scientists. Thread-safe.
public final class StudiesEndpoint extends StudiesGrpc.StudiesImplBase {
    private static final int CHUNK_BYTES = 1 << 20;

    /// How long a watcher sleeps at most before it looks whether its caller is still there.
    private static final long WATCH_MILLISECONDS = 2_000;

    private final Conductor conductor;
    private final Registry registry;
    private final Provenance provenance;

    public StudiesEndpoint(Conductor conductor, Registry registry, Provenance provenance) {
        this.conductor = conductor;
        this.registry = registry;
        this.provenance = provenance;
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitReply> answers) {
        Identity scientist = RoleInterceptor.caller();
        List<byte[]> chain = request.getSigningChainList().stream()
                .map(ByteString::toByteArray)
                .toList();
        Digest digest = registry.submit(
                scientist,
                request.getStudy().toByteArray(),
                request.getSignature().toByteArray(),
                chain);
        answers.onNext(SubmitReply.newBuilder()
                .setStudyDigest(ByteString.copyFrom(digest.bytes()))
                .build());
        answers.onCompleted();
    }

    @Override
    public void watch(StudyName name, StreamObserver<StudyProgress> answers) {
        Digest study = known(name.getStudyDigest());
        Context call = Context.current();
        long next = 1;
        while (!call.isCancelled()) {
            for (StoredEvent stored : conductor.events(study, next)) {
                Json.Obj event = StudyProgressJson.of(stored);
                boolean last = event.text("event").equals("study-ended");
                answers.onNext(StudyProgress.newBuilder()
                        .setEvent(ByteString.copyFrom(CanonicalJson.bytes(event)))
                        .setLast(last)
                        .build());
                if (last) {
                    // What comes after the end, the heads of ledgers, is in the provenance.
                    answers.onCompleted();
                    return;
                }
                next = stored.sequence() + 1;
            }
            if (!awaitEvent(study, next)) {
                return;
            }
        }
    }

    private boolean awaitEvent(Digest study, long next) {
        try {
            conductor.await(study, next, WATCH_MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void result(ResultName name, StreamObserver<ResultChunk> answers) {
        Digest study = known(name.getStudyDigest());
        if (!(conductor.state(study).orElseThrow() instanceof StudyState.Ended ended)) {
            throw ErrorTrailers.exception(ErrorCode.STUDY_UNFINISHED);
        }
        byte[] document = switch (name.getDocument()) {
            case "results" -> registry.results(ended);
            case "provenance" -> provenance.of(study, ended);
            default -> throw ErrorTrailers.exception(ErrorCode.REQUEST_INVALID);
        };
        for (int offset = 0; offset < document.length; offset += CHUNK_BYTES) {
            int length = Math.min(CHUNK_BYTES, document.length - offset);
            answers.onNext(ResultChunk.newBuilder()
                    .setContent(ByteString.copyFrom(document, offset, length))
                    .build());
        }
        answers.onCompleted();
    }

    @Override
    public void list(ListRequest request, StreamObserver<ListReply> answers) {
        ListReply.Builder reply = ListReply.newBuilder();
        for (Json.Obj summary : conductor.summaries()) {
            reply.addStudies(ByteString.copyFrom(CanonicalJson.bytes(summary)));
        }
        answers.onNext(reply.build());
        answers.onCompleted();
    }

    private Digest known(ByteString bytes) {
        Digest study = FederationEndpoint.digest(bytes);
        if (!conductor.knows(study)) {
            throw ErrorTrailers.exception(ErrorCode.STUDY_UNKNOWN);
        }
        return study;
    }
}
