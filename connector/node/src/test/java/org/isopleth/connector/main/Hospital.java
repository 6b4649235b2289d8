package org.isopleth.connector.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.image.ImageConfiguration;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerSource;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.site.Role;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.study.Passport;
import org.isopleth.study.Study;
import org.isopleth.wire.identity.IdentityFolder;

/// A consortium of one running hospital, one that only exists on paper, a scientist and a coordinator.
final class Hospital implements AutoCloseable {
    final TestConsortium consortium = new TestConsortium(Instant.now());
    final FakeCoordinator coordinator;
    final IdentityFolder site;
    final IdentityFolder partner;
    final IdentityFolder third;
    final IdentityFolder scientist;
    final FakePatients patients;
    final Path folder;
    PermitPolicy policy = new PermitPolicy(
            PermitPolicy.Mode.AUTOMATIC,
            PermitPolicy.Conditions.STANDARD,
            SitePolicy.FLOORS,
            MaskingFloors.DEFAULT,
            Duration.ofDays(30));
    Duration heartbeat = Duration.ofSeconds(20);
    InstantSource clock = InstantSource.system();
    /// The database of what is kept, if it is not in the folder.
    Optional<StoreLocation> store = Optional.empty();

    Optional<ImageConfiguration> images = Optional.empty();

    private Optional<Connector> running = Optional.empty();

    Hospital(Path folder, AnalysisTable table) throws IOException {
        this.folder = folder;
        this.coordinator = FakeCoordinator.start(consortium);
        this.site = consortium.enrol(folder, "aurora", Role.SITE, coordinator.port());
        this.partner = consortium.member("borealis", Role.SITE, coordinator.port());
        this.third = consortium.member("cygnus", Role.SITE, coordinator.port());
        this.scientist = consortium.member("dr-jansen", Role.SCIENTIST, coordinator.port());
        this.patients = new FakePatients(table);
    }

    StudyOffer offer(Study study) {
        return TestConsortium.offer(study, scientist, coordinator.identity(), site, partner);
    }

    ConnectorConfiguration configuration() {
        ConnectorConfiguration standard = ConnectorConfiguration.standard(folder);
        ConnectorConfiguration.Storage storage = standard.storage();
        return new ConnectorConfiguration(
                new ConnectorConfiguration.Sources(
                        standard.sources().mappings(), standard.sources().patience(), images),
                policy,
                new ConnectorConfiguration.Storage(
                        storage.state(), store.orElse(storage.store()), storage.largestBlobBytes()),
                heartbeat,
                standard.log(),
                Optional.empty());
    }

    Connector start() {
        Connector connector = Connector.start(
                folder,
                configuration(),
                new Connector.Surroundings(
                        (_, passport) -> opened(passport), clock, TestConsortium.RANDOM, () -> 0, _ -> {}));
        running = Optional.of(connector);
        return connector;
    }

    private FakePatients opened(Optional<Passport> passport) {
        patients.passport = passport;
        return patients;
    }

    void stop() {
        running.ifPresent(Connector::close);
        running = Optional.empty();
    }

    /// How many documents the store has in a namespace; the connector must not run.
    int documents(String namespace) {
        try (Store store = openStore()) {
            return store.documents(namespace, "", Store.MAX_PAGE).size();
        }
    }

    /// The entries of the ledger; the connector must not run.
    List<LedgerEntry> ledger() {
        try (Store store = openStore()) {
            List<LedgerEntry> entries = new ArrayList<>();
            long size = store.leafCount("site");
            for (long from = 0; from < size; from += Store.MAX_PAGE) {
                store.leaves("site", from, Math.min(size, from + Store.MAX_PAGE))
                        .forEach(leaf ->
                                entries.add(LedgerEntry.parse(leaf.entry().bytes())));
            }
            return entries;
        }
    }

    private Store openStore() {
        return Store.open(
                configuration().storage().store(),
                new StoreOwner(
                        "connector",
                        site.membership().rootFingerprint().hex() + "/"
                                + site.membership().name()),
                InstantSource.system());
    }

    /// Verifies the published ledger as a stranger does.
    LedgerVerdict verifyLedger() {
        return LedgerVerification.verify(
                new FolderLedger(folder.resolve("ledger")),
                new LedgerExpectations(Optional.of(consortium.trust().fingerprint()), List.of()));
    }

    private record FolderLedger(Path root) implements LedgerSource {
        @Override
        public SortedSet<String> paths() {
            try (Stream<Path> files = Files.walk(root)) {
                SortedSet<String> paths = new TreeSet<>();
                files.filter(Files::isRegularFile)
                        .forEach(file -> paths.add(root.relativize(file).toString()));
                return paths;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<byte[]> read(String path) {
            try {
                Path file = root.resolve(path);
                return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
        coordinator.close();
    }
}
