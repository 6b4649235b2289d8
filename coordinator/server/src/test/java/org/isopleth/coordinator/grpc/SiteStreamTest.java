package org.isopleth.coordinator.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.coordinator.study.BlobDocuments;
import org.isopleth.coordinator.study.Conductor;
import org.isopleth.coordinator.study.CoordinatorLedger;
import org.isopleth.coordinator.study.CoordinatorVoice;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.v1.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A site that greets is told where both stand, or that one of the two has lost its memory.
class SiteStreamTest {
    private static final SiteId SITE = new SiteId("aurora");

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Store store;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Leadership leadership;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Conductor conductor;

    /// What a site hears.
    private static final class Heard implements StreamObserver<Envelope> {
        private final List<Envelope> envelopes = new ArrayList<>();
        private Optional<ErrorCode> end = Optional.empty();

        @Override
        public void onNext(Envelope envelope) {
            envelopes.add(envelope);
        }

        @Override
        public void onError(Throwable failure) {
            end = ErrorTrailers.code((StatusRuntimeException) failure);
        }

        @Override
        public void onCompleted() {}
    }

    /// Three messages for the site, of which it has confirmed two.
    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.system();
        store = Store.open(
                new StoreLocation.Folder(folder.resolve("state")), new StoreOwner("coordinator", "test"), clock);
        leadership = store.lead("test");
        conductor = new Conductor(
                store,
                leadership,
                new BlobDocuments(BlobFolder.open(folder.resolve("blobs"), 1 << 20)),
                new CoordinatorLedger(new LedgerBook(store, "coordinator", "coordinator", clock)),
                new CoordinatorVoice("test", statement -> statement, _ -> Optional.empty()),
                Runnable::run,
                clock);
        store.write(leadership, transaction -> {
            for (int i = 0; i < 3; i++) {
                transaction.enqueue(SITE.name(), "ended/1", Body.of("{}".getBytes(StandardCharsets.UTF_8)));
            }
            transaction.acknowledge(SITE.name(), 2);
            return true;
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Heard greet(long received) {
        Heard heard = new Heard();
        SiteStream stream = new SiteStream(SITE, conductor, new Mailbox(store, leadership), heard, _ -> {});
        stream.onNext(Envelope.newBuilder()
                .setKind(SiteStream.HELLO)
                .setAcknowledged(received)
                .build());
        return heard;
    }

    @Test
    void a_site_that_remembers_gets_what_it_has_not_received() {
        Heard heard = greet(2);
        assertEquals(Optional.empty(), heard.end);
        assertEquals(
                List.of(0L, 3L),
                heard.envelopes.stream().map(Envelope::getSequence).toList());
        assertEquals(1, greet(3).envelopes.size());
    }

    @Test
    void a_site_that_lost_what_it_had_confirmed_is_refused_at_once() {
        Heard heard = greet(1);
        assertEquals(Optional.of(ErrorCode.STATE_LOST), heard.end);
        assertEquals(List.of(), heard.envelopes);
    }

    @Test
    void a_site_that_received_what_this_coordinator_never_sent_is_refused_at_once() {
        assertEquals(Optional.of(ErrorCode.STATE_LOST), greet(4).end);
    }
}
