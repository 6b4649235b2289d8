package org.isopleth.connector.main;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.isopleth.connector.budget.NoiseKey;
import org.isopleth.connector.budget.SiteBudgets;
import org.isopleth.connector.budget.SiteNoise;
import org.isopleth.connector.differencing.DifferencingGuard;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.gate.Guard;
import org.isopleth.connector.gate.MaskingIdentity;
import org.isopleth.connector.gate.SitePrivacy;
import org.isopleth.connector.grpc.BlobCalls;
import org.isopleth.connector.grpc.CoordinatorLink;
import org.isopleth.connector.image.ImageImport;
import org.isopleth.connector.leak.LeakGuard;
import org.isopleth.connector.leak.OfficerReports;
import org.isopleth.connector.passport.PassportFile;
import org.isopleth.connector.passport.PassportMeasurement;
import org.isopleth.connector.permit.BudgetSection;
import org.isopleth.connector.permit.DecisionFolder;
import org.isopleth.connector.permit.OfferCheck;
import org.isopleth.connector.permit.OfferReview;
import org.isopleth.connector.permit.PermitDesk;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.study.MaskingVault;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.work.ConnectorWork;
import org.isopleth.connector.work.ImageWorker;
import org.isopleth.connector.work.Inbox;
import org.isopleth.connector.work.Patients;
import org.isopleth.connector.work.Uploader;
import org.isopleth.connector.work.Worker;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerException;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.store.Leadership;
import org.isopleth.store.PrivateFiles;
import org.isopleth.store.Store;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.ledger.Cosigning;
import org.isopleth.store.ledger.ForkIncident;
import org.isopleth.store.ledger.LedgerBook;
import org.isopleth.store.ledger.PublishedLedger;
import org.isopleth.study.Passport;
import org.isopleth.wire.WireChannel;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;
import org.isopleth.wire.identity.TlsContexts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running connector: everything wired together in one place. Thread-safe; closed once.
///
/// It may be killed at any moment and started again: what it did is stored, what it has to do follows
/// from that.
public final class Connector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    /// The ledger's name in the store.
    private static final String LEDGER = "site";

    private static final long STOPPING_SECONDS = 5;
    private static final long MEASURING_SECONDS = 60;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile @Nullable Throwable failure;
    private volatile Runnable onConnected = () -> {};
    private volatile Runnable stopLink = () -> {};
    private volatile String connection = "not connected";
    private final IdentityFolder identity;
    private final Surroundings surroundings;

    /// What a connector finds around it.
    ///
    /// @param patients opens the hospital's data, given the identity; called once
    /// @param clock the time
    /// @param random for keys and waiting times
    /// @param processorNanos the processor time of the thread that asks, in nanoseconds
    /// @param connected hears each time the coordinator has answered the greeting
    public record Surroundings(
            PatientsOpener patients,
            InstantSource clock,
            SecureRandom random,
            LongSupplier processorNanos,
            Consumer<Connector> connected) {}

    /// Opens the hospital's data.
    @FunctionalInterface
    public interface PatientsOpener {
        /// @param state the folder for everything that is kept
        /// @param passport how this machine measures images, if any are configured
        Patients open(Path state, Optional<Passport> passport);
    }

    private Connector(IdentityFolder identity, Surroundings surroundings) {
        this.identity = identity;
        this.surroundings = surroundings;
    }

    /// Opens everything in `folder` and begins to work. Returns before it is connected.
    ///
    /// @throws IdentityException when the folder has no valid identity of a site
    /// @throws org.isopleth.store.StoreException when the state cannot be opened
    public static Connector start(Path folder, ConnectorConfiguration configuration, Surroundings surroundings) {
        IdentityFolder identity =
                IdentityFolder.open(folder, surroundings.clock().instant());
        if (identity.membership().role() != Role.SITE) {
            throw new IdentityException(
                    IdentityException.Problem.WRONG_ROLE,
                    folder + " belongs to the " + identity.membership().role().word() + " "
                            + identity.membership().name() + ": a connector needs the folder of a site");
        }
        Connector connector = new Connector(identity, surroundings);
        try {
            connector.open(folder, configuration);
            return connector;
        } catch (RuntimeException | Error e) {
            connector.close();
            throw e;
        }
    }

    private void open(Path folder, ConnectorConfiguration configuration) {
        InstantSource clock = surroundings.clock();
        ForkIncident.requireNone(folder);
        Store store = Store.open(
                configuration.storage().store(),
                new StoreOwner(
                        "connector", identity.membership().rootFingerprint().hex() + "/" + site()),
                clock);
        opened.push(store);
        PrivateFiles.createFolder(configuration.storage().state());
        SiteSecret secret = SiteSecret.openOrCreate(
                configuration.storage().state().resolve(HospitalPatients.SECRET), surroundings.random());
        Leadership leadership =
                store.lead("connector/" + ProcessHandle.current().pid());
        SiteStudies studies = new SiteStudies(store, leadership, new MaskingVault(secret, surroundings.random()));
        SiteBudgets budgets = new SiteBudgets(store, leadership, clock);
        Optional<BudgetSection> budget = configuration.policy().budget();
        budget.ifPresent(section -> BudgetInForce.settle(budgets, section, configuration.approval()));
        LedgerBook book = new LedgerBook(store, LEDGER, site().name(), clock);
        PublishedLedger ledger = PublishedLedger.open(folder, book, owner(), surroundings.random());
        ProgramEntries program = new ProgramEntries(studies, book, site(), store);
        program.started(configuration.policy().digest());
        Optional<Passport> passport =
                configuration.sources().images().map(_ -> PassportMeasurement.of(ImageImport.SOFTWARE));
        passport.ifPresent(measured -> {
            carry(configuration.storage().state(), measured);
            program.carries(measured.digest());
        });

        SiteNoise noise = new SiteNoise(budgets, new NoiseKey(secret), budget.map(BudgetSection::account));
        Gate gate = gate(
                studies,
                book,
                configuration,
                List.of(
                        new DifferencingGuard(
                                store, configuration.policy().limits().questions()),
                        new LeakGuard(
                                store,
                                secret,
                                surroundings.processorNanos(),
                                new OfficerReports(
                                        configuration.storage().state().resolve("leak-meter")))),
                noise);
        SiteWitness witness = new SiteWitness(
                site(),
                studies,
                new SiteWitness.Own(ledger, identity.membership().rootFingerprint()),
                clock,
                incident -> stop(folder, incident));
        CoordinatorLink link = link(studies, new Inbox(studies, gate, book), witness, configuration);
        witness.speakThrough(link::say);
        stopLink = link::stop;
        studies.onChange(link::wake);
        LinkTransfers transfers =
                new LinkTransfers(new BlobCalls(link), configuration.storage().largestBlobBytes());
        Patients patients = surroundings.patients().open(configuration.storage().state(), passport);
        opened.push(patients);
        ImageWorker images = new ImageWorker(patients, clock);
        Worker worker = new ConnectorWork(
                        studies,
                        gate,
                        book,
                        permits(folder, configuration.policy()),
                        passport,
                        clock,
                        surroundings.processorNanos())
                .worker(patients, images, transfers, configuration.policy().retention(), ledger::head);
        onConnected = worker::retry;

        StatusFile status = new StatusFile(folder, surroundings.random());
        BudgetFile spent = new BudgetFile(folder, budgets, surroundings.random());
        opened.push(() -> {
            program.entered(LedgerEvent.PROGRAM_STOPPED);
            ledger.publish();
            status.write(
                    studies.open(),
                    studies.closed(),
                    new StatusFile.Doing("stopped", Optional.empty()),
                    clock.instant());
            spent.write(clock.instant());
        });
        RegularPublication publication = new RegularPublication(
                () -> publish(ledger, witness, link),
                studies,
                status,
                spent,
                () -> new StatusFile.Doing(connection, images.doing()),
                clock);
        run(Thread.ofPlatform().name("ledger"), publication, publication::stop);
        Uploader uploader = new Uploader(studies, gate, transfers);
        measure(images);
        run(Thread.ofPlatform().name("work"), worker, worker::stop);
        run(Thread.ofPlatform().name("uploads"), uploader, uploader::stop);
        // Last, so that it is the first to stop: what waits for the network then stops waiting.
        run(Thread.ofPlatform().name("link"), link, link::stop);
    }

    private static void publish(PublishedLedger ledger, SiteWitness witness, CoordinatorLink link) {
        ledger.publish();
        if (link.isConnected()) {
            witness.tick();
        }
    }

    /// What a witness has shown must be looked at by people: first nothing leaves any more, then they are told.
    private void stop(Path folder, Cosigning.Outcome.Incident incident) {
        stopLink.run();
        ForkIncident.write(folder, incident);
        fail("fork-incident", new LedgerException(ForkIncident.message(folder, incident.line())));
    }

    private void carry(Path state, Passport passport) {
        PrivateFiles.createFolder(state);
        PassportFile.write(state, passport, identity.signer(), surroundings.random());
        LOG.info("images: {}", passport.line());
    }

    private Gate gate(
            SiteStudies studies,
            LedgerBook book,
            ConnectorConfiguration configuration,
            List<Guard> guards,
            SiteNoise noise) {
        PermitPolicy policy = configuration.policy();
        return new Gate(
                studies,
                book,
                BlobFolder.open(
                        configuration.storage().state().resolve("contributions"),
                        configuration.storage().largestBlobBytes()),
                new SitePrivacy(site(), policy.limits(), policy.masking(), policy.digest()),
                new MaskingIdentity(
                        identity.membership().rootFingerprint().hex(),
                        identity.signer()::signStatement,
                        surroundings.random(),
                        surroundings.clock()),
                guards,
                noise);
    }

    private PermitDesk permits(Path folder, PermitPolicy policy) {
        return new PermitDesk(
                new OfferReview(new OfferCheck(identity), policy),
                policy,
                new DecisionFolder(folder, surroundings.random()),
                identity.signer(),
                site());
    }

    private CoordinatorLink link(
            SiteStudies studies, Inbox inbox, SiteWitness witness, ConnectorConfiguration configuration) {
        return new CoordinatorLink(
                () -> WireChannel.builder(
                                identity.membership().address(), TlsContexts.client(identity, surroundings.clock()))
                        .build(),
                new StoredCorrespondence(studies, inbox, e -> fail("another connector uses this state", e)),
                configuration.heartbeat(),
                surroundings.random(),
                new CoordinatorLink.Listener() {
                    @Override
                    public void connected() {
                        LOG.info("connected to {}", coordinator());
                        connection = "connected to " + coordinator();
                        onConnected.run();
                        surroundings.connected().accept(Connector.this);
                    }

                    @Override
                    public void disconnected(ErrorCode reason) {
                        connection = "not connected to " + coordinator() + ": " + reason.line();
                        LOG.warn("{}; trying again", connection);
                    }

                    @Override
                    public void witness(byte[] message) {
                        witness.take(message);
                    }
                });
    }

    private void run(Thread.Builder thread, Runnable work, Runnable stop) {
        Thread started = thread.unstarted(work);
        started.setUncaughtExceptionHandler((_, e) -> fail("unforeseen failure", e));
        opened.push(() -> {
            stop.run();
            started.join(TimeUnit.SECONDS.toMillis(STOPPING_SECONDS));
            started.interrupt();
        });
        started.start();
    }

    /// The region at hand is measured before it stops. It is never interrupted, which would close files it
    /// reads and the store under it; one that takes longer than that is given up with the process, and measured
    /// again later.
    private void measure(ImageWorker images) {
        Thread started = Thread.ofPlatform().daemon().name("images").unstarted(images);
        started.setUncaughtExceptionHandler((_, e) -> fail("unforeseen failure", e));
        opened.push(() -> {
            images.stop();
            started.join(TimeUnit.SECONDS.toMillis(MEASURING_SECONDS));
        });
        started.start();
    }

    private void fail(String what, Throwable cause) {
        if (!closing.get()) {
            LOG.error("stopping: {}", what, cause);
            failure = cause;
            ended.countDown();
        }
    }

    private PublishedLedger.Owner owner() {
        Signer signer = identity.signer();
        return new PublishedLedger.Owner(
                site().name(),
                CertificateChain.encode(signer.chain()),
                (label, document) -> signer.sign(new SignatureLabel(label), document));
    }

    /// Who this is.
    public SiteId site() {
        return new SiteId(identity.membership().name());
    }

    /// The coordinator it connects to, as `host:port`.
    public String coordinator() {
        return identity.membership().address().toString();
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
