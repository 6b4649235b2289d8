package org.isopleth.coordinator.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.coordinator.study.Conductor;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Greeting;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.OutgoingMessage;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control stream of one site, from its greeting to its end. Thread-safe.
///
/// The site greets with the number it has received up to; everything after it is sent again, so a
/// broken connection costs nothing. What arrives is stored before it is acknowledged.
final class SiteStream implements StreamObserver<Envelope> {
    private static final Logger LOG = LoggerFactory.getLogger(SiteStream.class);

    static final String HELLO = "hello/1";
    static final String ACKNOWLEDGEMENT = "ack/1";

    /// How many messages may be on their way unacknowledged.
    private static final int WINDOW = 32;

    private final SiteId site;
    private final Conductor conductor;
    private final Mailbox mailbox;
    private final StreamObserver<Envelope> answers;
    private final Listener listener;
    private final Object sending = new Object();
    private boolean greeted;
    private boolean ended;
    private long sent;

    SiteStream(SiteId site, Conductor conductor, Mailbox mailbox, StreamObserver<Envelope> answers, Listener listener) {
        this.site = site;
        this.conductor = conductor;
        this.mailbox = mailbox;
        this.answers = answers;
        this.listener = listener;
    }

    /// Hears what becomes of a stream, on gRPC's threads.
    interface Listener {
        /// The stream is over.
        void ended(SiteStream stream);

        /// The bytes of a [WitnessMessage] came from the site.
        default void witness(SiteId site, byte[] message) {}
    }

    @Override
    public void onNext(Envelope envelope) {
        try {
            take(envelope);
        } catch (JsonException e) {
            fail(ErrorCode.REQUEST_INVALID);
        }
    }

    private void take(Envelope envelope) {
        if (!greeted && !envelope.getKind().equals(HELLO)) {
            fail(ErrorCode.SEQUENCE_BROKEN);
            return;
        }
        if (envelope.getKind().equals(HELLO) && !remembers(envelope.getAcknowledged())) {
            fail(ErrorCode.STATE_LOST);
            return;
        }
        if (!mailbox.acknowledged(site, envelope.getAcknowledged())) {
            fail(ErrorCode.SEQUENCE_BROKEN);
            return;
        }
        switch (envelope.getKind()) {
            case HELLO -> greet(envelope);
            case WitnessMessage.KIND ->
                listener.witness(site, envelope.getBody().toByteArray());
            case ACKNOWLEDGEMENT -> send(acknowledgement(), envelope.getSequence() == 0);
            default -> receive(envelope);
        }
        sendPending();
    }

    /// Whether the site and this coordinator count the same messages.
    private boolean remembers(long received) {
        return switch (mailbox.greeting(site, received)) {
            case Greeting.Agreed() -> true;
            case Greeting.TheyLost(long messages) -> {
                LOG.error(
                        "site {} has lost {} messages that it had confirmed: its state is an older one; put its latest"
                                + " state back, until then nothing is exchanged with it",
                        site,
                        messages);
                yield false;
            }
            case Greeting.WeLost(long messages) -> {
                LOG.error(
                        "this coordinator has lost {} messages that site {} has received: its state is an older one;"
                                + " put its latest state back, until then nothing is exchanged with the site",
                        messages,
                        site);
                yield false;
            }
        };
    }

    private void greet(Envelope envelope) {
        synchronized (sending) {
            greeted = true;
            sent = envelope.getAcknowledged();
            Json.Obj body =
                    Json.object().with("protocol", 1).with("software", "0.1.0").build();
            send(
                    acknowledgement().toBuilder()
                            .setKind(HELLO)
                            .setBody(ByteString.copyFrom(CanonicalJson.bytes(body)))
                            .build(),
                    true);
        }
    }

    private void receive(Envelope envelope) {
        if (envelope.getSequence() < 1 || envelope.getBody().size() > Body.MAX_BYTES) {
            fail(ErrorCode.REQUEST_INVALID);
            return;
        }
        switch (Arrival.of(mailbox.receivedUpTo(site), envelope.getSequence())) {
            case NEXT -> {
                Json.Obj body =
                        CanonicalJson.parse(envelope.getBody().toByteArray()).asObject();
                Message.ToCoordinator message = MessageJson.readToCoordinator(envelope.getKind(), body);
                conductor.receive(site, envelope.getSequence(), message);
                send(acknowledgement(), true);
            }
            case DUPLICATE -> send(acknowledgement(), true);
            case GAP -> fail(ErrorCode.SEQUENCE_BROKEN);
        }
    }

    /// Says the bytes of a [WitnessMessage], if the site has greeted; otherwise they are forgotten.
    void say(byte[] witness) {
        synchronized (sending) {
            send(
                    Envelope.newBuilder()
                            .setKind(WitnessMessage.KIND)
                            .setAcknowledged(mailbox.receivedUpTo(site))
                            .setBody(ByteString.copyFrom(witness))
                            .build(),
                    greeted);
        }
    }

    /// Whether the site has greeted and can be spoken to.
    boolean isGreeted() {
        synchronized (sending) {
            return greeted && !ended;
        }
    }

    private Envelope acknowledgement() {
        return Envelope.newBuilder()
                .setKind(ACKNOWLEDGEMENT)
                .setAcknowledged(mailbox.receivedUpTo(site))
                .build();
    }

    /// Sends what waits for the site, as far as the window allows.
    void sendPending() {
        synchronized (sending) {
            if (!greeted || ended) {
                return;
            }
            List<OutgoingMessage> pending = mailbox.pending(site, sent, WINDOW);
            for (OutgoingMessage message : pending) {
                send(
                        Envelope.newBuilder()
                                .setSequence(message.sequence())
                                .setAcknowledged(mailbox.receivedUpTo(site))
                                .setKind(message.kind())
                                .setBody(ByteString.copyFrom(message.body().bytes()))
                                .build(),
                        true);
                sent = message.sequence();
            }
        }
    }

    private void send(Envelope envelope, boolean wanted) {
        synchronized (sending) {
            if (wanted && !ended) {
                answers.onNext(envelope);
            }
        }
    }

    /// Ends this stream because the site opened another.
    void replace() {
        fail(ErrorCode.SEQUENCE_BROKEN);
    }

    private void fail(ErrorCode code) {
        synchronized (sending) {
            if (!ended) {
                ended = true;
                answers.onError(ErrorTrailers.exception(code));
            }
        }
        listener.ended(this);
    }

    @Override
    public void onError(Throwable broken) {
        // The connection broke; the site will come back and resume.
        synchronized (sending) {
            ended = true;
        }
        listener.ended(this);
    }

    @Override
    public void onCompleted() {
        synchronized (sending) {
            if (!ended) {
                ended = true;
                answers.onCompleted();
            }
        }
        listener.ended(this);
    }
}
