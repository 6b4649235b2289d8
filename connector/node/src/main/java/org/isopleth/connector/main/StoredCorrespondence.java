package org.isopleth.connector.main;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.isopleth.canonical.Bytes;
import org.isopleth.connector.grpc.Correspondence;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.work.Inbox;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.Greeting;
import org.isopleth.store.EpochFencedException;
import org.isopleth.store.PeerProgress;

/// The control stream's view of what is stored. Thread-safe.
///
/// @param studies the outbox, and how far the exchange has come
/// @param inbox takes messages in
/// @param superseded hears that another process writes to this store by now, so that this one must stop
record StoredCorrespondence(SiteStudies studies, Inbox inbox, Consumer<RuntimeException> superseded)
        implements Correspondence {

    @Override
    public long receivedUpTo() {
        return studies.progress().received();
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
        if (upTo < 0 || upTo > studies.progress().enqueued()) {
            return false;
        }
        return leading(() -> {
            studies.acknowledged(upTo);
            return true;
        });
    }

    private <T> T leading(Supplier<T> write) {
        try {
            return write.get();
        } catch (EpochFencedException e) {
            superseded.accept(e);
            throw e;
        }
    }

    @Override
    public List<Letter> pending(long after, int limit) {
        return studies.pending(after, limit).stream()
                .map(message -> new Letter(
                        message.sequence(),
                        message.kind(),
                        new Bytes(message.body().bytes())))
                .toList();
    }
}
