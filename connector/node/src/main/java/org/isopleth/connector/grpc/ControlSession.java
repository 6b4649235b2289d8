package org.isopleth.connector.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Greeting;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.Envelope;
import org.isopleth.wire.v1.FederationGrpc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One control stream, from greeting to end. What arrives is stored on gRPC's thread, before more is
/// asked for; everything is sent from the one thread that calls [#run].
final class ControlSession implements ClientResponseObserver<Envelope, Envelope> {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSession.class);

    static final String HELLO = "hello/1";
    static final String ACKNOWLEDGEMENT = "ack/1";

    /// How many messages may be on their way unacknowledged.
    private static final int WINDOW = 32;

    private static final int PROTOCOL = 1;

    /// How many words that are not kept may wait to be said.
    private static final int WORDS = 64;

    private final Correspondence correspondence;
    private final Runnable onGreeted;
    private final Consumer<byte[]> onWitness;
    private final SessionCourse course;
    private final BlockingQueue<byte[]> words = new ArrayBlockingQueue<>(WORDS);
    private volatile @Nullable ClientCallStreamObserver<Envelope> call;

    /// @param onGreeted runs when the other side has answered the greeting
    /// @param onWitness hears the bytes of a [WitnessMessage]
    ControlSession(Correspondence correspondence, Duration heartbeat, Runnable onGreeted, Consumer<byte[]> onWitness) {
        this.correspondence = correspondence;
        this.onGreeted = onGreeted;
        this.onWitness = onWitness;
        this.course = new SessionCourse(heartbeat);
    }

    /// Speaks until the stream ends.
    ///
    /// @return why it ended
    ErrorCode run(ManagedChannel channel) throws InterruptedException {
        FederationGrpc.newStub(channel).control(this);
        try {
            send(hello());
            return speak();
        } catch (CorrespondenceAwayException e) {
            LOG.error("{}; connecting again when it answers", e.getMessage());
            return ErrorCode.INTERNAL;
        } finally {
            course.end(ErrorCode.UNREACHABLE);
            cancel();
        }
    }

    /// How it went, asked after [#run].
    Reconnection.Ending ending() {
        return course.ending();
    }

    /// Lets the sending thread look for messages.
    void wake() {
        course.wake();
    }

    /// Says something that is not kept, if the stream lives: without a number, and forgotten if it does not arrive.
    void say(byte[] witness) {
        if (words.offer(witness)) {
            course.wake();
        }
    }

    /// Ends the stream.
    void stop() {
        course.end(ErrorCode.UNREACHABLE);
    }

    private ErrorCode speak() throws InterruptedException {
        long sent = -1;
        long acknowledged = -1;
        long spokeAt = System.nanoTime();
        while (true) {
            boolean beat = course.awaitNews(spokeAt);
            ErrorCode ended = course.ended();
            if (ended != null) {
                return ended;
            }
            if (!course.isGreeted()) {
                continue;
            }
            sayWords();
            long received = correspondence.receivedUpTo();
            long before = sent < 0 ? course.acknowledgedByThem() : sent;
            sent = sendPending(before, received);
            boolean spoke = sent > before;
            if (!spoke && (beat || received > acknowledged)) {
                send(acknowledgement(received));
                spoke = true;
            }
            if (spoke) {
                acknowledged = received;
                spokeAt = System.nanoTime();
            }
        }
    }

    private void sayWords() {
        for (byte[] word = words.poll(); word != null; word = words.poll()) {
            send(Envelope.newBuilder()
                    .setKind(WitnessMessage.KIND)
                    .setBody(ByteString.copyFrom(word))
                    .build());
        }
    }

    private long sendPending(long after, long received) {
        int room = (int) Math.max(0, WINDOW - (after - course.acknowledgedByThem()));
        if (room == 0) {
            return after;
        }
        long sent = after;
        for (Correspondence.Letter letter : correspondence.pending(after, room)) {
            send(Envelope.newBuilder()
                    .setSequence(letter.sequence())
                    .setAcknowledged(received)
                    .setKind(letter.kind())
                    .setBody(ByteString.copyFrom(letter.body().array()))
                    .build());
            sent = letter.sequence();
        }
        return sent;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Envelope> stream) {
        call = stream;
    }

    @Override
    public void onNext(Envelope envelope) {
        course.heard();
        try {
            take(envelope);
        } catch (CorrespondenceAwayException e) {
            LOG.error("a message could not be taken in: {}", e.getMessage());
            course.end(ErrorCode.INTERNAL);
        } catch (RuntimeException e) {
            // What could not be stored is not acknowledged: the other side sends it again.
            LOG.error("a message could not be taken in", e);
            course.end(ErrorCode.INTERNAL);
        }
    }

    private void take(Envelope envelope) {
        if (envelope.getKind().equals(WitnessMessage.KIND)) {
            onWitness.accept(envelope.getBody().toByteArray());
            return;
        }
        boolean hello = envelope.getKind().equals(HELLO);
        if (hello && !remembers(envelope.getAcknowledged())) {
            course.end(ErrorCode.STATE_LOST);
            return;
        }
        if (hello == course.isGreeted() || !correspondence.acknowledged(envelope.getAcknowledged())) {
            course.end(ErrorCode.SEQUENCE_BROKEN);
            return;
        }
        course.acknowledged(envelope.getAcknowledged(), !hello);
        if (hello) {
            greet(envelope);
        } else if (!envelope.getKind().equals(ACKNOWLEDGEMENT)) {
            receive(envelope);
        }
        wake();
    }

    /// Whether the coordinator and this site count the same messages.
    private boolean remembers(long received) {
        return switch (correspondence.greeting(received)) {
            case Greeting.Agreed() -> true;
            case Greeting.TheyLost(long messages) -> {
                LOG.error(
                        "the coordinator has lost {} messages that it had confirmed: its state is an older one; ask its"
                                + " operator to put its latest state back, until then nothing is exchanged",
                        messages);
                yield false;
            }
            case Greeting.WeLost(long messages) -> {
                LOG.error(
                        "this connector has lost {} messages that the coordinator has received: its state is an older"
                                + " one; put its latest state back, until then nothing is exchanged",
                        messages);
                yield false;
            }
        };
    }

    private void greet(Envelope envelope) {
        try {
            Json.Obj body =
                    CanonicalJson.parse(envelope.getBody().toByteArray()).asObject();
            if (body.integer("protocol") != PROTOCOL) {
                course.end(ErrorCode.VERSION_NOT_SUPPORTED);
                return;
            }
        } catch (JsonException e) {
            course.end(ErrorCode.REQUEST_INVALID);
            return;
        }
        course.greeted();
        onGreeted.run();
    }

    private void receive(Envelope envelope) {
        long sequence = envelope.getSequence();
        Arrival arrival = sequence < 1
                ? Arrival.GAP
                : correspondence.receive(
                        sequence, envelope.getKind(), envelope.getBody().toByteArray());
        switch (arrival) {
            case GAP -> course.end(ErrorCode.SEQUENCE_BROKEN);
            case NEXT -> course.moved();
            case DUPLICATE -> {}
        }
    }

    @Override
    public void onError(Throwable broken) {
        course.end(
                broken instanceof StatusRuntimeException status
                        ? ErrorTrailers.code(status).orElse(ErrorCode.INTERNAL)
                        : ErrorCode.INTERNAL);
    }

    @Override
    public void onCompleted() {
        course.end(ErrorCode.UNREACHABLE);
    }

    private void send(Envelope envelope) {
        ClientCallStreamObserver<Envelope> stream = call;
        if (stream != null && course.ended() == null) {
            stream.onNext(envelope);
        }
    }

    private void cancel() {
        ClientCallStreamObserver<Envelope> stream = call;
        if (stream != null) {
            stream.cancel("the session is over", null);
        }
    }

    private Envelope hello() {
        Json.Obj body = Json.object()
                .with("protocol", PROTOCOL)
                .with("software", "0.1.0")
                .build();
        return acknowledgement(correspondence.receivedUpTo()).toBuilder()
                .setKind(HELLO)
                .setBody(ByteString.copyFrom(CanonicalJson.bytes(body)))
                .build();
    }

    private static Envelope acknowledgement(long received) {
        return Envelope.newBuilder()
                .setKind(ACKNOWLEDGEMENT)
                .setAcknowledged(received)
                .build();
    }
}
