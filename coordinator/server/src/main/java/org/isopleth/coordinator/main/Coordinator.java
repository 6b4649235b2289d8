package org.isopleth.coordinator.main;

import io.grpc.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
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
import org.isopleth.coordinator.study.CoordinatorVoice;
import org.isopleth.coordinator.study.Provenance;
import org.isopleth.coordinator.study.Registry;
import org.isopleth.ledger.LedgerException;
import org.isopleth.site.SiteId;
import org.isopleth.store.FolderLock;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.Cosigning;
import org.isopleth.store.ledger.ForkIncident;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.wire.ErrorBoundary;
import org.isopleth.wire.LaterServices;
import org.isopleth.wire.WireServer;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running coordinator: everything wired together in one place. Thread-safe; closed once.
public final class Coordinator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    /// The ledger's name in the store.
    private static final String LEDGER = "coordinator";

    /// How often deadlines are looked at and the published ledger is brought up to date.
    private static final Duration TICK = Duration.ofMillis(500);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CoordinatorAddress address;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable PublishedLedger published;

    private Coordinator(CoordinatorAddress address) {
        this.address = address;
    }

    /// Opens everything in `folder` and begins to serve.
    ///
    /// @throws AddressInUseException when another program listens there
    /// @throws org.isopleth.store.StoreInUseException when another program runs in `folder`
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
        // Whatever the store is: a second program in this folder must not take the lead from the first.
        opened.push(FolderLock.ofProgram(folder));
        ForkIncident.requireNone(folder);
        IdentityFolder identity = authority.identity();
        StoreOwner owner = new StoreOwner(
                "coordinator", identity.membership().rootFingerprint().hex());
        Store store = Store.open(configuration.store(), owner, clock);
        opened.push(store);
        opened.push(this::publishLast);

        // Platform threads: calls wait for the database and for the disk, where virtual threads would
        // hold the few carriers that all of them share. Members are at most hundreds.
        ExecutorService calls = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("calls-", 0).factory());
        opened.push(calls::shutdownNow);
        OpeningGate gate = new OpeningGate(calls);
        LaterServices services = new LaterServices();
        // Before leading: a program that cannot serve must not stop one that does.
        Server server = listen(WireServer.builder(
                        listenAddress(configuration),
                        identity,
                        clock,
                        new ErrorBoundary(Coordinator::log, random),
                        services)
                .executor(gate)
                .build());
        opened.push(() -> stop(server));

        Leadership leadership =
                store.lead("coordinator/" + ProcessHandle.current().pid());
        BlobFolder blobs = BlobFolder.open(folder.resolve("blobs"), configuration.largestBlobBytes());
        LedgerBook book = new LedgerBook(store, LEDGER, "coordinator", clock);
        PublishedLedger ledger = PublishedLedger.open(folder, book, owner(identity), random);
        published = ledger;
        BlobDocuments documents = new BlobDocuments(blobs);
        MemberFolder members = new MemberFolder(folder, identity, clock, random);
        Conductor conductor = new Conductor(
                store, leadership, documents, new CoordinatorLedger(book), voice(identity, members), sums(), clock);
        Registry registry = new Registry(conductor, documents, identity.signatures(), members, clock);
        EnrolmentDesk desk = new EnrolmentDesk(authority, new InviteFolder(folder, random), clock, random);
        FederationEndpoint federation = new FederationEndpoint(conductor, new Mailbox(store, leadership), blobs, calls);
        CoordinatorWitness witness = new CoordinatorWitness(
                ledger,
                identity.membership().rootFingerprint(),
                clock,
                new CoordinatorWitness.Program(
                        line(federation),
                        new CoordinatorWitness.Writing(store, leadership),
                        incident -> stop(folder, incident)));
        federation.onWitness(witness::take);
        conductor.resume();
        services.add(new EnrolmentEndpoint(request -> {
            EnrolmentAnswer answer = desk.answer(request);
            if (answer instanceof EnrolmentAnswer.Granted granted) {
                members.keep(granted.signingChain());
            }
            return answer;
        }));
        services.add(federation);
        services.add(new StudiesEndpoint(conductor, registry, new Provenance(conductor, ledger::head)));
        services.add(new LedgerEndpoint(ledger));
        gate.open();
        opened.push(Recurrence.start(() -> tick(conductor, ledger, witness), TICK, this::fail));
        opened.push(conductor::stop);
    }

    /// One sum at a time, so that one is in memory; all processors work on it. Never shut down, because a sum that is
    /// refused would end its study: the thread ends when there is nothing to do.
    private static Executor sums() {
        ThreadPoolExecutor sums = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("sums-", 0).daemon().factory());
        sums.allowCoreThreadTimeOut(true);
        return sums;
    }

    private static CoordinatorVoice voice(IdentityFolder identity, MemberFolder members) {
        return new CoordinatorVoice(
                identity.membership().rootFingerprint().hex(), identity.signer()::signStatement, members::renewal);
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

    private static CoordinatorWitness.Line line(FederationEndpoint federation) {
        return new CoordinatorWitness.Line() {
            @Override
            public void say(SiteId site, byte[] message) {
                federation.say(site, message);
            }

            @Override
            public Set<SiteId> listening() {
                return federation.listening();
            }
        };
    }

    /// What a site has shown must be looked at by people.
    private void stop(Path folder, Cosigning.Outcome.Incident incident) {
        ForkIncident.write(folder, incident);
        fail(new LedgerException(ForkIncident.message(folder, incident.line())));
    }

    private static void tick(Conductor conductor, PublishedLedger ledger, CoordinatorWitness witness) {
        conductor.tick();
        ledger.publish();
        witness.tick();
    }

    /// A program that cannot write its state or its ledger must not go on.
    void fail(Throwable cause) {
        LOG.error("stopping: the state or the ledger cannot be written", cause);
        failure = cause;
        ended.countDown();
    }

    /// What was entered since the last turn.
    private void publishLast() {
        PublishedLedger ledger = published;
        if (ledger != null && failure == null) {
            ledger.publish();
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
    ///
    /// @return why it cannot go on, if that is so
    public Optional<Throwable> awaitEnd() throws InterruptedException {
        ended.await();
        return Optional.ofNullable(failure);
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
