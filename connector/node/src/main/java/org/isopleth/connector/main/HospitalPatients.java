package org.isopleth.connector.main;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.cohort.BuiltCohort;
import org.isopleth.connector.cohort.CohortBuilder;
import org.isopleth.connector.cohort.CohortException;
import org.isopleth.connector.cohort.CohortVault;
import org.isopleth.connector.cohort.FrozenCohort;
import org.isopleth.connector.cohort.RowKeys;
import org.isopleth.connector.cohort.Withdrawals;
import org.isopleth.connector.image.HospitalImages;
import org.isopleth.connector.image.ImageImport;
import org.isopleth.connector.image.ImageRequests;
import org.isopleth.connector.image.ImageRequests.Wish;
import org.isopleth.connector.image.ImageSource;
import org.isopleth.connector.image.ImageSourceException;
import org.isopleth.connector.image.ImportAccount;
import org.isopleth.connector.image.PinnedSettings;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.PatientPseudonyms;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.semantic.SemanticStoreException;
import org.isopleth.connector.semantic.SourceChangedException;
import org.isopleth.connector.source.SourceUnavailableException;
import org.isopleth.connector.work.Patients;
import org.isopleth.connector.work.PatientsAwayException;
import org.isopleth.connector.work.PatientsUnreadableException;
import org.isopleth.connector.work.Watch;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.table.TableException;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.store.FolderLock;
import org.isopleth.store.PrivateFiles;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.study.Study;
import org.isopleth.wire.identity.IdentityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hospital's tables, mapped into the semantic store, what was measured of its images, and the cohorts frozen from
/// both. One program at a time has them open, and tells others what is measured ([ListingDesk]). For one thread, but
/// for
/// [#measure], [#serve] and [#importImages], which one other may call meanwhile.
final class HospitalPatients implements Patients {
    private static final Logger LOG = LoggerFactory.getLogger(HospitalPatients.class);

    /// The semantic store's folder.
    static final String SEMANTIC = "semantic";

    static final String SECRET = "site.secret";

    private final FolderLock lock;
    private final MappedTables tables;
    private final SemanticStore store;
    private final CohortVault vault;
    private final Optional<HospitalImages> images;
    private final CohortBuilder cohorts;
    private final ImageRequests requests;
    private final ListingDesk listings;
    private final SecretKey holdOut;
    private final SecretKey rowKeys;
    private final Withdrawals withdrawals;
    private final InstantSource clock;
    private final SecureRandom random;

    private HospitalPatients(FolderLock lock, Opening opening, SecureRandom random, InstantSource clock) {
        Vocabulary vocabulary = Vocabulary.bundled();
        Path state = opening.state();
        this.lock = lock;
        this.tables = MappedTables.read(opening.sources(), vocabulary);
        SiteSecret secret = SiteSecret.openOrCreate(state.resolve(SECRET), random);
        this.images = opening.sources()
                .images()
                .flatMap(configured ->
                        opening.passport().map(measured -> HospitalImages.read(configured, state, secret, measured)));
        this.vault = new CohortVault(state.resolve("cohorts"), secret, random);
        this.holdOut = secret.key("isopleth hold-out 1", "HmacSHA256");
        this.rowKeys = secret.key(RowKeys.LABEL, "HmacSHA256");
        this.withdrawals = new Withdrawals(state);
        this.requests = new ImageRequests(state, random);
        this.clock = clock;
        this.random = random;
        this.store = SemanticStore.open(state.resolve(SEMANTIC), vocabulary, new PatientPseudonyms(secret));
        this.cohorts = new CohortBuilder(
                store, opening.passport().map(Passport::software).orElse(ImageImport.SOFTWARE));
        this.listings = ListingDesk.open(requests, store.images()::lines, clock);
    }

    /// What is opened.
    ///
    /// @param state the folder for everything that is kept
    /// @param passport how this machine measures; without one no image is measured
    record Opening(ConnectorConfiguration.Sources sources, Path state, Optional<Passport> passport) {}

    /// Reads the mappings and opens the semantic store and the vault.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException when a mapping is wrong
    /// @throws org.isopleth.store.StoreInUseException when another program has them open
    static HospitalPatients open(Opening opening, SecureRandom random, InstantSource clock) {
        PrivateFiles.createFolder(opening.state());
        FolderLock lock = FolderLock.ofProgram(opening.state());
        try {
            return new HospitalPatients(lock, opening, random, clock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /// What reading every table would make of its cells, for the data manager.
    ///
    /// @see MappedTables#preview
    static ImportListing preview(ConnectorConfiguration.Sources sources, Path state, SecureRandom random) {
        Vocabulary vocabulary = Vocabulary.bundled();
        MappedTables tables = MappedTables.read(sources, vocabulary);
        PrivateFiles.createFolder(state);
        SiteSecret secret = SiteSecret.openOrCreate(state.resolve(SECRET), random);
        return tables.preview(state, vocabulary, new PatientPseudonyms(secret), random);
    }

    @Override
    public void measure(Study study, Watch watch) {
        study.features()
                .ifPresent(request -> reading(() -> {
                    measure(request, watch);
                    return request;
                }));
    }

    /// A site without images, or whose machine does not meet the reference, measures nothing: its readiness names
    /// that.
    private void measure(FeatureRequest request, Watch watch) {
        Optional<HospitalImages> sound = images.filter(HospitalImages::isSound);
        if (sound.isEmpty()) {
            LOG.warn(
                    "a study asks for features, and none is measured here: {}",
                    images.isEmpty()
                            ? "'images' is not configured"
                            : "this machine does not meet every reference value");
            return;
        }
        PinnedSettings settings = new PinnedSettings(SettingsJson.read(request.settings()), request.settingsDigest());
        tables.publish(store, clock.instant());
        ImportAccount account =
                sound.get().bring(store, List.of(settings), ImageImport.Effect.KEEP, new Watched(watch), clock, random);
        LOG.info("images: {} lesions measured", account.lesions());
    }

    @Override
    public void serve(Watch watch) {
        requests.next(EnumSet.of(Wish.IMPORT, Wish.TRIAL))
                .ifPresent(request -> requests.answer(
                        request,
                        ImageAnswer.of(() -> imported(request.wish(), watch)).json(),
                        clock.instant()));
    }

    private ImageAnswer imported(Wish wish, Watch watch) {
        ImageImport.Effect effect = wish == Wish.TRIAL ? ImageImport.Effect.TRY : ImageImport.Effect.KEEP;
        return ImageAnswer.of(importImages(effect, new Watched(watch)));
    }

    private record Watched(Watch watch) implements ImageSource.Progress {
        @Override
        public void at(String what, long number) {
            watch.at(what, number);
        }

        @Override
        public void check() {
            watch.check();
        }
    }

    /// Reads the tables and brings the features of the images up to date, under the configured settings.
    ///
    /// @throws CommandException when no images are configured
    ImportAccount importImages(ImageImport.Effect effect, ImageSource.Progress progress) {
        HospitalImages known = images.orElseThrow(
                () -> new CommandException("connector.yaml has no section 'images': say there where the images are"));
        tables.publish(store, clock.instant());
        return known.bring(store, known.settings(), effect, progress, clock, random);
    }

    /// What is kept of images: a line for each series.
    List<String> listImages() {
        return store.images().lines();
    }

    @Override
    public Selection select(Study study) {
        return reading(() -> {
            tables.publish(store, clock.instant());
            BuiltCohort built = cohorts.build(study, withdrawals.patients());
            built.account().lines().forEach(line -> LOG.info("study {}: {}", study.digest(), line));
            AnalysisTable table = RowKeys.added(built.table(), rowKeys, built.patients());
            return new Selection(held(study, table), built.findings());
        });
    }

    /// Which patients are held out is drawn before the cohort is frozen, and frozen with it.
    private AnalysisTable held(Study study, AnalysisTable table) {
        return study.analyses().stream()
                        .anyMatch(plan -> Analyses.prepare(study, plan).holdsOut())
                ? HoldOut.drawn(table, holdOut.getEncoded(), study.digest())
                : table;
    }

    @Override
    public Optional<Kept> kept(Digest study) {
        return reading(() -> vault.find(study).flatMap(HospitalPatients::kept));
    }

    private static Optional<Kept> kept(FrozenCohort frozen) {
        return frozen.readiness().map(readiness -> new Kept(frozen.table(), frozen.deleteAfter(), readiness));
    }

    @Override
    public Kept freeze(Digest study, AnalysisTable table, Readiness readiness, Instant deleteAt) {
        return reading(
                () -> kept(vault.freeze(study, table, readiness, deleteAt)).orElseThrow());
    }

    @Override
    public AnalysisTable frozen(Digest study, Digest table) {
        return reading(() -> {
            if (vault.find(study).filter(found -> found.table().equals(table)).isEmpty()) {
                throw new CohortException("the frozen cohort of study " + study + " is not the one that was frozen");
            }
            return vault.table(study);
        });
    }

    @Override
    public void delete(Digest study) {
        vault.delete(study);
    }

    @Override
    public void close() {
        listings.close();
        store.close();
        lock.close();
    }

    private static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (SourceUnavailableException | SourceChangedException | ImageSourceException e) {
            throw new PatientsAwayException(String.valueOf(e.getMessage()), e);
        } catch (TableException
                | SemanticStoreException
                | CohortException
                | IdentityException
                | JsonException
                | UncheckedIOException e) {
            throw new PatientsUnreadableException(String.valueOf(e.getMessage()), e);
        }
    }
}
