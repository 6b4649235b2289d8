package org.isopleth.connector.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Greeting;
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

    /// Without a word for this many heartbeats, each of which is answered, the other side is gone.
    private static final int SILENT_HEARTBEATS = 3;

    private final Correspondence correspondence;
    private final Duration heartbeat;
    private final Runnable onGreeted;
    private final Object lock = new Object();

    private @Nullable ClientCallStreamObserver<Envelope> call;
    private @Nullable ErrorCode end;
    private boolean greeted;
    private boolean news = true;
    private long heardAt = System.nanoTime();
    private long acknowledgedByThem;
    private long greetedAt;
    private boolean moved;

    /// @param onGreeted runs when the other side has answered the greeting
    ControlSession(Correspondence correspondence, Duration heartbeat, Runnable onGreeted) {
        this.correspondence = correspondence;
        this.heartbeat = heartbeat;
        this.onGreeted = onGreeted;
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
            end(ErrorCode.UNREACHABLE);
            cancel();
        }
    }

    /// How it went, asked after [#run].
    Reconnection.Ending ending() {
        synchronized (lock) {
            Duration lived = greeted ? Duration.ofNanos(System.nanoTime() - greetedAt) : Duration.ZERO;
            return new Reconnection.Ending(lived, moved);
        }
    }

    /// Lets the sending thread look for messages.
    void wake() {
        synchronized (lock) {
            news = true;
            lock.notifyAll();
        }
    }

    /// Ends the stream.
    void stop() {
        end(ErrorCode.UNREACHABLE);
    }

    private ErrorCode speak() throws InterruptedException {
        long sent = -1;
        long acknowledged = -1;
        long spokeAt = System.nanoTime();
        while (true) {
            boolean beat = awaitNews(spokeAt);
            ErrorCode ended = ended();
            if (ended != null) {
                return ended;
            }
            if (!isGreeted()) {
                continue;
            }
            long received = correspondence.receivedUpTo();
            long before = sent < 0 ? theirs() : sent;
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

    private long sendPending(long after, long received) {
        int room = (int) Math.max(0, WINDOW - (after - theirs()));
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

    /// Waits for something to say, the time of the next heartbeat, or the end.
    ///
    /// @return whether a heartbeat is due
    private boolean awaitNews(long spokeAt) throws InterruptedException {
        synchronized (lock) {
            while (end == null && !news) {
                long now = System.nanoTime();
                if (now - heardAt > heartbeat.toNanos() * SILENT_HEARTBEATS) {
                    end = ErrorCode.UNREACHABLE;
                    return false;
                }
                long left = heartbeat.toNanos() - (now - spokeAt);
                if (greeted && left <= 0) {
                    return true;
                }
                // Before the greeting is answered there is nothing to say, only to listen.
                long wait = greeted ? left : heartbeat.toNanos();
                lock.wait(Math.max(1, wait / 1_000_000));
            }
            news = false;
            return System.nanoTime() - spokeAt >= heartbeat.toNanos();
        }
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<Envelope> stream) {
        synchronized (lock) {
            call = stream;
        }
    }

    @Override
    public void onNext(Envelope envelope) {
        synchronized (lock) {
            heardAt = System.nanoTime();
        }
        try {
            take(envelope);
        } catch (CorrespondenceAwayException e) {
            LOG.error("a message could not be taken in: {}", e.getMessage());
            end(ErrorCode.INTERNAL);
        } catch (RuntimeException e) {
            // What could not be stored is not acknowledged: the other side sends it again.
            LOG.error("a message could not be taken in", e);
            end(ErrorCode.INTERNAL);
        }
    }

    private void take(Envelope envelope) {
        boolean hello = envelope.getKind().equals(HELLO);
        if (hello && !remembers(envelope.getAcknowledged())) {
            end(ErrorCode.STATE_LOST);
            return;
        }
        if (hello == isGreeted() || !correspondence.acknowledged(envelope.getAcknowledged())) {
            end(ErrorCode.SEQUENCE_BROKEN);
            return;
        }
        synchronized (lock) {
            moved |= !hello && envelope.getAcknowledged() > acknowledgedByThem;
            acknowledgedByThem = Math.max(acknowledgedByThem, envelope.getAcknowledged());
        }
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
                end(ErrorCode.VERSION_NOT_SUPPORTED);
                return;
            }
        } catch (JsonException e) {
            end(ErrorCode.REQUEST_INVALID);
            return;
        }
        synchronized (lock) {
            greeted = true;
            greetedAt = System.nanoTime();
        }
        onGreeted.run();
    }

    private void receive(Envelope envelope) {
        long sequence = envelope.getSequence();
        Arrival arrival = sequence < 1
                ? Arrival.GAP
                : correspondence.receive(
                        sequence, envelope.getKind(), envelope.getBody().toByteArray());
        if (arrival == Arrival.GAP) {
            end(ErrorCode.SEQUENCE_BROKEN);
        }
        synchronized (lock) {
            moved |= arrival == Arrival.NEXT;
        }
    }

    @Override
    public void onError(Throwable broken) {
        end(
                broken instanceof StatusRuntimeException status
                        ? ErrorTrailers.code(status).orElse(ErrorCode.INTERNAL)
                        : ErrorCode.INTERNAL);
    }

    @Override
    public void onCompleted() {
        end(ErrorCode.UNREACHABLE);
    }

    private void send(Envelope envelope) {
        ClientCallStreamObserver<Envelope> stream;
        synchronized (lock) {
            stream = call;
        }
        if (stream != null && ended() == null) {
            stream.onNext(envelope);
        }
    }

    private void cancel() {
        ClientCallStreamObserver<Envelope> stream;
        synchronized (lock) {
            stream = call;
        }
        if (stream != null) {
            stream.cancel("the session is over", null);
        }
    }

    private void end(ErrorCode code) {
        synchronized (lock) {
            if (end == null) {
                end = code;
            }
            lock.notifyAll();
        }
    }

    private @Nullable ErrorCode ended() {
        synchronized (lock) {
            return end;
        }
    }

    private boolean isGreeted() {
        synchronized (lock) {
            return greeted;
        }
    }

    private long theirs() {
        synchronized (lock) {
            return acknowledgedByThem;
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
