package org.isopleth.client.remote;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.WireChannel;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.TlsContexts;
import org.isopleth.wire.v1.ListRequest;
import org.isopleth.wire.v1.ResultChunk;
import org.isopleth.wire.v1.ResultName;
import org.isopleth.wire.v1.StudiesGrpc;
import org.isopleth.wire.v1.StudyName;
import org.isopleth.wire.v1.StudyProgress;
import org.isopleth.wire.v1.SubmitReply;
import org.isopleth.wire.v1.SubmitRequest;

/// A connection to a coordinator, as the enrolled scientist of a folder. Closed once; thread-safe.
///
/// Every failure is a [CommandFailure] in words.
public final class CoordinatorClient implements AutoCloseable {
    private static final long CALL_SECONDS = 30;

    private final IdentityFolder identity;
    private final ManagedChannel channel;

    private CoordinatorClient(IdentityFolder identity, ManagedChannel channel) {
        this.identity = identity;
        this.channel = channel;
    }

    /// Opens the identity in `folder`; the connection itself is made at the first call.
    public static CoordinatorClient open(Path folder, InstantSource clock) {
        try {
            IdentityFolder identity = IdentityFolder.open(folder, clock.instant());
            ManagedChannel channel = WireChannel.builder(
                            identity.membership().address(), TlsContexts.client(identity, clock))
                    .build();
            return new CoordinatorClient(identity, channel);
        } catch (IdentityException e) {
            throw new CommandFailure(folder.toString(), String.valueOf(e.getMessage()));
        }
    }

    /// Signs a study and hands it in; handing it in again changes nothing.
    ///
    /// @return the digest under which it is registered
    public Digest submit(Study study) {
        byte[] bytes = CanonicalJson.bytes(StudyJson.write(study));
        byte[] signature = identity.signer().sign(new SignatureLabel(StudyOffer.SIGNATURE_LABEL), bytes);
        SubmitRequest.Builder request = SubmitRequest.newBuilder()
                .setStudy(ByteString.copyFrom(bytes))
                .setSignature(ByteString.copyFrom(signature));
        CertificateChain.encode(identity.signing().chain())
                .forEach(der -> request.addSigningChain(ByteString.copyFrom(der)));
        SubmitReply reply = inWords(() -> calls().submit(request.build()));
        return Digest.ofHash(reply.getStudyDigest().toByteArray());
    }

    /// Hands every event of a study to `reader`, from the first, until the study has ended.
    public void watch(Digest study, Consumer<Json.Obj> reader) {
        StudyName name = StudyName.newBuilder()
                .setStudyDigest(ByteString.copyFrom(study.bytes()))
                .build();
        inWords(() -> {
            // Without a deadline: a study may wait for weeks for its permits.
            Iterator<StudyProgress> progress =
                    StudiesGrpc.newBlockingStub(channel).watch(name);
            while (progress.hasNext()) {
                reader.accept(CanonicalJson.parse(progress.next().getEvent().toByteArray())
                        .asObject());
            }
            return true;
        });
    }

    /// A document of a study that has ended: `results` or `provenance`.
    public byte[] document(Digest study, String document) {
        ResultName name = ResultName.newBuilder()
                .setStudyDigest(ByteString.copyFrom(study.bytes()))
                .setDocument(document)
                .build();
        return inWords(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Iterator<ResultChunk> chunks = calls().result(name);
            while (chunks.hasNext()) {
                out.writeBytes(chunks.next().getContent().toByteArray());
            }
            return out.toByteArray();
        });
    }

    /// A summary of every study.
    public List<Json.Obj> studies() {
        return inWords(() -> calls().list(ListRequest.getDefaultInstance())).getStudiesList().stream()
                .map(bytes -> CanonicalJson.parse(bytes.toByteArray()).asObject())
                .toList();
    }

    private StudiesGrpc.StudiesBlockingStub calls() {
        return StudiesGrpc.newBlockingStub(channel).withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    private <T> T inWords(Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            ErrorCode code = ErrorTrailers.code(e).orElse(ErrorCode.UNREACHABLE);
            String reference = ErrorTrailers.reference(e)
                    .map(text -> " (reference " + text + ")")
                    .orElse("");
            throw new CommandFailure(identity.membership().address().toString(), code.line() + reference);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
