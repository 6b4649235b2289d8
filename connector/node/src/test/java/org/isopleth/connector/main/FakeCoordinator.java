package org.isopleth.connector.main;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.site.Role;
import org.isopleth.wire.ErrorBoundary;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.WireServer;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.v1.BlobChunk;
import org.isopleth.wire.v1.BlobName;
import org.isopleth.wire.v1.BlobOffset;
import org.isopleth.wire.v1.BlobRange;
import org.isopleth.wire.v1.BlobReceipt;
import org.isopleth.wire.v1.Envelope;
import org.isopleth.wire.v1.FederationGrpc;
import org.jspecify.annotations.Nullable;

/// A coordinator on a real loopback socket with real mutual TLS, for one site. It remembers what it was
/// told and does what a test says, honest or not.
final class FakeCoordinator extends FederationGrpc.FederationImplBase implements AutoCloseable {
    private final IdentityFolder identity;
    private final Server server;
    private final int port;

    private record Letter(String kind, ByteString body) {}

    private final List<Letter> out = new ArrayList<>();
    private final List<Message.ToCoordinator> in = new ArrayList<>();
    private final List<WitnessMessage> witness = new ArrayList<>();
    private final Map<Digest, byte[]> states = new HashMap<>();
    private final Map<Digest, byte[]> uploads = new HashMap<>();
    private final Map<Digest, byte[]> parts = new HashMap<>();
    private @Nullable Stream stream;
    private long acknowledged;
    private int connections;
    private int heartbeats;
    private final List<Long> uploadOffsets = new ArrayList<>();

    /// Whether everything is sent again after each greeting.
    volatile boolean repeatsAll;
    /// Whether nothing at all is said after the greeting.
    volatile boolean silent;
    /// How many of the site's last messages it no longer knows, as after a backup was put back; negative
    /// for messages the site no longer knows.
    volatile int forgets;
    /// How many bytes an upload may bring before its connection breaks; 0 for no limit.
    volatile int breaksUploadsAfter;

    /// Whether each stream is ended as soon as it was greeted.
    volatile boolean endsAfterGreeting;
    /// Runs before an upload is answered.
    volatile Runnable beforeUpload = () -> {};
    /// What every upload is answered with, if anything.
    volatile Optional<ErrorCode> refusesUploads = Optional.empty();
    /// Whether only uploads of the first blob that came are refused.
    volatile boolean refusesFirstOnly;

    private Optional<Digest> first = Optional.empty();

    private FakeCoordinator(IdentityFolder identity, int port) throws IOException {
        this.identity = identity;
        this.port = port;
        this.server = WireServer.builder(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        identity,
                        InstantSource.system(),
                        new ErrorBoundary((_, _, _) -> {}, TestConsortium.RANDOM))
                .addService(this)
                .build()
                .start();
    }

    static FakeCoordinator start(TestConsortium consortium) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        return new FakeCoordinator(consortium.member("coordinator", Role.COORDINATOR, port), port);
    }

    IdentityFolder identity() {
        return identity;
    }

    int port() {
        return port;
    }

    /// Sends a message, now or when the site connects.
    synchronized void send(Message.ToSite message) {
        sendRaw(MessageJson.kind(message), CanonicalJson.bytes(MessageJson.write(message)));
    }

    /// Sends any bytes under any kind.
    synchronized void sendRaw(String kind, byte[] body) {
        out.add(new Letter(kind, ByteString.copyFrom(body)));
        if (stream != null) {
            stream.sendPending();
        }
    }

    /// Sends an envelope as it is, numbered or not, if the site is connected.
    synchronized void sendEnvelope(Envelope envelope) {
        if (stream != null) {
            stream.say(envelope);
        }
    }

    /// Says something about the head of a ledger, if the site is connected.
    void send(WitnessMessage message) {
        sendEnvelope(Envelope.newBuilder()
                .setKind(WitnessMessage.KIND)
                .setBody(ByteString.copyFrom(message.bytes()))
                .build());
    }

    /// Waits for message number `number`, from 0, that the site says about heads of ledgers.
    synchronized WitnessMessage awaitWitness(int number) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (witness.size() <= number) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("the connector said " + witness.size() + " words about heads of ledgers");
            }
            wait(left);
        }
        return witness.get(number);
    }

    /// Puts a state where the site may fetch it, and names it.
    synchronized Digest publish(Json.Obj state) {
        byte[] bytes = CanonicalJson.bytes(state);
        return publish(Digest.of(bytes), bytes);
    }

    /// Serves bytes under a digest, theirs or not.
    synchronized Digest publish(Digest digest, byte[] bytes) {
        states.put(digest, bytes);
        return digest;
    }

    /// Breaks the control stream.
    synchronized void drop() {
        if (stream != null) {
            stream.fail(ErrorCode.BUSY);
        }
    }

    /// Waits for the first message that `wanted` accepts.
    synchronized <T> T await(Function<Message.ToCoordinator, Optional<T>> wanted) throws InterruptedException {
        return awaitFrom(0, wanted);
    }

    /// As [#await], among the messages from number `from` on, counted from 0.
    synchronized <T> T awaitFrom(int from, Function<Message.ToCoordinator, Optional<T>> wanted)
            throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            for (Message.ToCoordinator message : List.copyOf(in).subList(Math.min(from, in.size()), in.size())) {
                Optional<T> found = wanted.apply(message);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("the connector did not say what was expected; it said "
                        + in.stream().map(MessageJson::kind).toList());
            }
            wait(left);
        }
    }

    synchronized <T extends Message.ToCoordinator> T await(Class<T> kind) throws InterruptedException {
        return awaitFrom(0, kind);
    }

    synchronized <T extends Message.ToCoordinator> T awaitFrom(int from, Class<T> kind) throws InterruptedException {
        return awaitFrom(
                from, message -> kind.isInstance(message) ? Optional.of(kind.cast(message)) : Optional.empty());
    }

    /// Waits until the site has acknowledged everything sent so far.
    synchronized void awaitAcknowledged() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (acknowledged < out.size()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("the connector acknowledged " + acknowledged + " of " + out.size());
            }
            wait(left);
        }
    }

    /// Waits until the site has greeted at least `times` times.
    synchronized void awaitConnections(int times) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (connections < times) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("the connector connected only " + connections + " times");
            }
            wait(left);
        }
    }

    synchronized int connections() {
        return connections;
    }

    synchronized int heartbeats() {
        return heartbeats;
    }

    synchronized List<Message.ToCoordinator> said() {
        return List.copyOf(in);
    }

    synchronized byte[] contribution(Digest digest) {
        byte[] bytes = uploads.get(digest);
        if (bytes == null) {
            throw new AssertionError("the contribution was announced before it had arrived");
        }
        return bytes;
    }

    /// Where each piece of an upload began.
    synchronized List<Long> uploadOffsets() {
        return List.copyOf(uploadOffsets);
    }

    synchronized int uploadsReceived() {
        return uploads.size();
    }

    @Override
    public StreamObserver<Envelope> control(StreamObserver<Envelope> answers) {
        return new Stream(answers);
    }

    private final class Stream implements StreamObserver<Envelope> {
        private final StreamObserver<Envelope> answers;
        private long sent;
        private boolean ended;

        Stream(StreamObserver<Envelope> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(Envelope envelope) {
            synchronized (FakeCoordinator.this) {
                acknowledged = Math.max(acknowledged, envelope.getAcknowledged());
                switch (envelope.getKind()) {
                    case "hello/1" -> greet(envelope);
                    case "ack/1" -> {
                        heartbeats++;
                        say(acknowledgement("ack/1"));
                    }
                    case WitnessMessage.KIND ->
                        witness.add(WitnessMessage.read(envelope.getBody().toByteArray()));
                    default -> take(envelope);
                }
                FakeCoordinator.this.notifyAll();
            }
        }

        private void greet(Envelope envelope) {
            connections++;
            stream = this;
            sent = repeatsAll ? 0 : envelope.getAcknowledged();
            byte[] body = CanonicalJson.bytes(
                    Json.object().with("protocol", 1).with("software", "test").build());
            say(acknowledgement("hello/1").toBuilder()
                    .setBody(ByteString.copyFrom(body))
                    .build());
            if (endsAfterGreeting) {
                fail(ErrorCode.SEQUENCE_BROKEN);
            } else {
                sendPending();
            }
        }

        private void take(Envelope envelope) {
            if (envelope.getSequence() == in.size() + 1) {
                Json.Obj body =
                        CanonicalJson.parse(envelope.getBody().toByteArray()).asObject();
                in.add(MessageJson.readToCoordinator(envelope.getKind(), body));
            }
            say(acknowledgement("ack/1"));
        }

        void sendPending() {
            while (sent < out.size()) {
                Letter letter = out.get((int) sent);
                sent++;
                say(acknowledgement(letter.kind()).toBuilder()
                        .setSequence(sent)
                        .setBody(letter.body())
                        .build());
            }
        }

        private Envelope acknowledgement(String kind) {
            return Envelope.newBuilder()
                    .setKind(kind)
                    .setAcknowledged(in.size() - forgets)
                    .build();
        }

        void say(Envelope envelope) {
            if (!ended && (!silent || envelope.getKind().equals("hello/1"))) {
                answers.onNext(envelope);
            }
        }

        void fail(ErrorCode code) {
            if (!ended) {
                ended = true;
                answers.onError(ErrorTrailers.exception(code));
            }
            stream = null;
        }

        @Override
        public void onError(Throwable broken) {
            synchronized (FakeCoordinator.this) {
                ended = true;
                if (stream == this) {
                    stream = null;
                }
            }
        }

        @Override
        public void onCompleted() {
            onError(new IllegalStateException());
        }
    }

    @Override
    public void uploadOffset(BlobName name, StreamObserver<BlobOffset> answers) {
        beforeUpload.run();
        synchronized (this) {
            byte[] part = parts.getOrDefault(digest(name.getDigest()), new byte[0]);
            answers.onNext(BlobOffset.newBuilder().setOffset(part.length).build());
        }
        answers.onCompleted();
    }

    @Override
    public StreamObserver<BlobChunk> upload(StreamObserver<BlobReceipt> answers) {
        return new StreamObserver<>() {
            private @Nullable Digest digest;
            private boolean broken;

            @Override
            public void onNext(BlobChunk chunk) {
                synchronized (FakeCoordinator.this) {
                    digest = digest(chunk.getDigest());
                    uploadOffsets.add(chunk.getOffset());
                    ByteArrayOutputStream whole = new ByteArrayOutputStream();
                    byte[] part = parts.getOrDefault(digest, new byte[0]);
                    whole.writeBytes(Arrays.copyOf(part, (int) chunk.getOffset()));
                    int limit = breaksUploadsAfter;
                    byte[] content = chunk.getContent().toByteArray();
                    if (limit > 0 && content.length > limit) {
                        content = Arrays.copyOf(content, limit);
                        broken = true;
                        breaksUploadsAfter = 0;
                    }
                    whole.writeBytes(content);
                    parts.put(digest, whole.toByteArray());
                    if (broken) {
                        answers.onError(ErrorTrailers.exception(ErrorCode.BUSY));
                    }
                }
            }

            @Override
            public void onCompleted() {
                synchronized (FakeCoordinator.this) {
                    if (broken || digest == null) {
                        return;
                    }
                    first = first.or(() -> Optional.ofNullable(digest));
                    if (refusesUploads.isPresent()
                            && (!refusesFirstOnly || first.equals(Optional.ofNullable(digest)))) {
                        answers.onError(ErrorTrailers.exception(refusesUploads.get()));
                        return;
                    }
                    byte[] bytes = parts.get(digest);
                    if (bytes == null || !Digest.of(bytes).equals(digest)) {
                        parts.remove(digest);
                        answers.onError(ErrorTrailers.exception(ErrorCode.BLOB_MISMATCH));
                        return;
                    }
                    uploads.put(digest, bytes);
                    answers.onNext(BlobReceipt.newBuilder()
                            .setDigest(ByteString.copyFrom(digest.bytes()))
                            .build());
                    answers.onCompleted();
                }
            }

            @Override
            public void onError(Throwable gone) {
                // What came is kept.
            }
        };
    }

    @Override
    public void download(BlobRange range, StreamObserver<BlobChunk> answers) {
        byte[] bytes;
        Digest digest = digest(range.getDigest());
        synchronized (this) {
            bytes = states.get(digest);
        }
        if (bytes == null) {
            throw ErrorTrailers.exception(ErrorCode.BLOB_UNKNOWN);
        }
        int piece = Math.max(1, bytes.length / 3);
        for (int offset = (int) range.getOffset(); offset < bytes.length; offset += piece) {
            answers.onNext(BlobChunk.newBuilder()
                    .setDigest(range.getDigest())
                    .setSize(bytes.length)
                    .setOffset(offset)
                    .setContent(ByteString.copyFrom(bytes, offset, Math.min(piece, bytes.length - offset)))
                    .build());
        }
        answers.onCompleted();
    }

    private static Digest digest(ByteString bytes) {
        return Digest.ofHash(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
