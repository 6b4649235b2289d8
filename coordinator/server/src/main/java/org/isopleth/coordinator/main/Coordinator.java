package org.isopleth.coordinator.main;

import io.grpc.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.isopleth.coordinator.enrolment.ConsortiumAuthority;
import org.isopleth.coordinator.enrolment.EnrolmentDesk;
import org.isopleth.coordinator.enrolment.InviteFolder;
import org.isopleth.coordinator.grpc.EnrolmentEndpoint;
import org.isopleth.coordinator.grpc.FederationEndpoint;
import org.isopleth.coordinator.grpc.LedgerEndpoint;
import org.isopleth.coordinator.grpc.Mailbox;
import org.isopleth.coordinator.grpc.StudiesEndpoint;
import org.isopleth.coordinator.members.MemberFolder;
import org.isopleth.coordinator.study.BlobDocuments;
import org.isopleth.coordinator.study.Conductor;
import org.isopleth.coordinator.study.CoordinatorLedger;
import org.isopleth.coordinator.study.Provenance;
import org.isopleth.coordinator.study.Registry;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.wire.ErrorBoundary;
import org.isopleth.wire.WireServer;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running coordinator: everything wired together in one place. Thread-safe; closed once.
public final class Coordinator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    /// The ledger's name in the store.
    private static final String LEDGER = "coordinator";

    /// How often deadlines are looked at and the published ledger is brought up to date.
    private static final long TICK_MILLISECONDS = 500;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CoordinatorAddress address;

    private Coordinator(CoordinatorAddress address) {
        this.address = address;
    }

    /// Opens everything in `folder` and begins to serve.
    ///
    /// @throws AddressInUseException when another program listens there
    static Coordinator start(
            Path folder, CoordinatorConfiguration configuration, InstantSource clock, SecureRandom random) {
        ConsortiumAuthority authority = ConsortiumAuthority.open(folder, clock.instant(), random);
        Coordinator coordinator =
                new Coordinator(authority.identity().membership().address());
        try {
            coordinator.open(folder, configuration, authority, clock, random);
            return coordinator;
        } catch (RuntimeException | Error e) {
            coordinator.close();
            throw e;
        }
    }

    private void open(
            Path folder,
            CoordinatorConfiguration configuration,
            ConsortiumAuthority authority,
            InstantSource clock,
            SecureRandom random) {
        IdentityFolder identity = authority.identity();
        StoreOwner owner = new StoreOwner(
                "coordinator", identity.membership().rootFingerprint().hex());
        Store store = Store.open(configuration.store(), owner, clock);
        opened.push(store);
        Leadership leadership =
                store.lead("coordinator/" + ProcessHandle.current().pid());
        BlobFolder blobs = BlobFolder.open(folder.resolve("blobs"), configuration.largestBlobBytes());

        LedgerBook book = new LedgerBook(store, LEDGER, "coordinator", clock);
        PublishedLedger ledger = PublishedLedger.open(folder, book, owner(identity), random);
        BlobDocuments documents = new BlobDocuments(blobs);
        Conductor conductor = new Conductor(store, leadership, documents, new CoordinatorLedger(book), clock);
        MemberFolder members = new MemberFolder(folder, identity, clock, random);
        Registry registry = new Registry(conductor, documents, identity.signatures(), members, clock);
        EnrolmentDesk desk = new EnrolmentDesk(authority, new InviteFolder(folder, random), clock, random);

        // Platform threads: calls wait for the database and for the disk, where virtual threads would
        // hold the few carriers that all of them share. Members are at most hundreds.
        ExecutorService calls = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("calls-", 0).factory());
        opened.push(calls::shutdownNow);
        FederationEndpoint federation = new FederationEndpoint(conductor, new Mailbox(store, leadership), blobs, calls);
        conductor.resume();
        Server server = listen(WireServer.builder(
                        listenAddress(configuration), identity, clock, new ErrorBoundary(Coordinator::log, random))
                .executor(calls)
                .addService(new EnrolmentEndpoint(request -> {
                    EnrolmentAnswer answer = desk.answer(request);
                    if (answer instanceof EnrolmentAnswer.Granted granted) {
                        members.keep(granted.signingChain());
                    }
                    return answer;
                }))
                .addService(federation)
                .addService(new StudiesEndpoint(conductor, registry, new Provenance(conductor, ledger::head)))
                .addService(new LedgerEndpoint(ledger))
                .build());
        opened.push(() -> stop(server));
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
        opened.push(ticks::shutdownNow);
        ScheduledFuture<?> ticking = ticks.scheduleWithFixedDelay(
                () -> tick(conductor, ledger), TICK_MILLISECONDS, TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
        opened.push(() -> ticking.cancel(false));
        opened.push(conductor::stop);
    }

    private static PublishedLedger.Owner owner(IdentityFolder identity) {
        Signer signer = identity.signer();
        return new PublishedLedger.Owner(
                identity.membership().name(),
                CertificateChain.encode(signer.chain()),
                (label, document) -> signer.sign(new SignatureLabel(label), document));
    }

    private InetSocketAddress listenAddress(CoordinatorConfiguration configuration) {
        boolean local = address.host().equals("localhost") || address.host().equals("127.0.0.1");
        String host = configuration
                .listen()
                .orElse(local ? InetAddress.getLoopbackAddress().getHostAddress() : "0.0.0.0");
        return new InetSocketAddress(host, address.port());
    }

    private Server listen(Server server) {
        try {
            return server.start();
        } catch (IOException e) {
            throw new AddressInUseException(address.toString(), e);
        }
    }

    private void tick(Conductor conductor, PublishedLedger ledger) {
        try {
            conductor.tick();
            ledger.publish();
        } catch (RuntimeException e) {
            // A program that cannot write its state or its ledger must not go on.
            LOG.error("stopping: the state or the ledger cannot be written", e);
            ended.countDown();
        }
    }

    private static void log(String reference, String method, Throwable cause) {
        LOG.error("unforeseen failure {} in {}", reference, method, cause);
    }

    private static void stop(Server server) throws InterruptedException {
        server.shutdownNow();
        server.awaitTermination(5, TimeUnit.SECONDS);
    }

    /// Where members reach it.
    public CoordinatorAddress address() {
        return address;
    }

    /// Waits until it is closed or cannot go on.
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("something did not close in order", e);
            }
        }
        ended.countDown();
    }
}
