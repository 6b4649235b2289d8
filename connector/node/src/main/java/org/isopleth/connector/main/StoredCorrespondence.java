package org.isopleth.connector.main;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.isopleth.canonical.Bytes;
import org.isopleth.connector.grpc.Correspondence;
import org.isopleth.connector.grpc.CorrespondenceAwayException;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.work.Inbox;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.Greeting;
import org.isopleth.store.EpochFencedException;
import org.isopleth.store.PeerProgress;
import org.isopleth.store.StoreUnavailableException;

/// The control stream's view of what is stored. Thread-safe.
///
/// @param studies the outbox, and how far the exchange has come
/// @param inbox takes messages in
/// @param superseded hears that another process writes to this store by now, so that this one must stop
record StoredCorrespondence(SiteStudies studies, Inbox inbox, Consumer<RuntimeException> superseded)
        implements Correspondence {

    @Override
    public long receivedUpTo() {
        return reached(() -> studies.progress().received());
    }

    @Override
    public Arrival receive(long sequence, String kind, byte[] body) {
        return leading(() -> inbox.receive(sequence, kind, body));
    }

    @Override
    public Greeting greeting(long received) {
        PeerProgress progress = studies.progress();
        return Greeting.of(received, progress.acknowledged(), progress.enqueued());
    }

    @Override
    public boolean acknowledged(long upTo) {
        return leading(() -> {
            if (upTo < 0 || upTo > studies.progress().enqueued()) {
                return false;
            }
            studies.acknowledged(upTo);
            return true;
        });
    }

    private <T> T leading(Supplier<T> write) {
        try {
            return reached(write);
        } catch (EpochFencedException e) {
            superseded.accept(e);
            throw e;
        }
    }

    /// A database that is away, as during its restart, ends the stream and not the program.
    private static <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreUnavailableException e) {
            throw new CorrespondenceAwayException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<Letter> pending(long after, int limit) {
        return reached(() -> studies.pending(after, limit)).stream()
                .map(message -> new Letter(
                        message.sequence(),
                        message.kind(),
                        new Bytes(message.body().bytes())))
                .toList();
    }
}
