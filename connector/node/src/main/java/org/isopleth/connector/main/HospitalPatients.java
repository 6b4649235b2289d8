package org.isopleth.connector.main;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.cohort.BuiltCohort;
import org.isopleth.connector.cohort.CohortBuilder;
import org.isopleth.connector.cohort.CohortException;
import org.isopleth.connector.cohort.CohortVault;
import org.isopleth.connector.cohort.Contradictions;
import org.isopleth.connector.cohort.FrozenCohort;
import org.isopleth.connector.image.HospitalImages;
import org.isopleth.connector.image.ImageImport;
import org.isopleth.connector.image.ImageSource;
import org.isopleth.connector.image.ImageSourceException;
import org.isopleth.connector.image.ImportAccount;
import org.isopleth.connector.image.PinnedSettings;
import org.isopleth.connector.passport.PassportMeasurement;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.PatientPseudonyms;
import org.isopleth.connector.semantic.Publication;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.semantic.SemanticStoreException;
import org.isopleth.connector.semantic.SourceChangedException;
import org.isopleth.connector.semantic.StoreLockedException;
import org.isopleth.connector.source.SourcePatience;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.connector.source.SourceUnavailableException;
import org.isopleth.connector.work.Patients;
import org.isopleth.connector.work.PatientsAwayException;
import org.isopleth.connector.work.PatientsUnreadableException;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.ontology.mapping.MappingReader;
import org.isopleth.ontology.mapping.MappingReport;
import org.isopleth.ontology.table.TableException;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.store.PrivateFiles;
import org.isopleth.study.FeatureRequest;
import org.isopleth.study.Study;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hospital's tables, mapped into the semantic store, and the cohorts frozen from it. For one thread.
final class HospitalPatients implements Patients {
    private static final Logger LOG = LoggerFactory.getLogger(HospitalPatients.class);

    /// The semantic store's folder.
    private static final String SEMANTIC = "semantic";

    private final List<MappingDocument> mappings;
    private final SourcePatience patience;
    private final SemanticStore store;
    private final CohortVault vault;
    private final Optional<HospitalImages> images;
    private final InstantSource clock;
    private final SecureRandom random;

    private HospitalPatients(
            ConnectorConfiguration.Sources sources, Path state, SecureRandom random, InstantSource clock) {
        Vocabulary vocabulary = Vocabulary.bundled();
        this.mappings = mappings(sources.mappings(), vocabulary);
        this.patience = sources.patience();
        SiteSecret secret = secret(state, random);
        this.images = sources.images()
                .map(configured ->
                        HospitalImages.read(configured, state, secret, PassportMeasurement.of(ImageImport.SOFTWARE)));
        this.vault = new CohortVault(state.resolve("cohorts"), secret, random);
        this.clock = clock;
        this.random = random;
        this.store = SemanticStore.open(state.resolve(SEMANTIC), vocabulary, new PatientPseudonyms(secret));
    }

    /// Reads the mappings and opens the semantic store and the vault.
    ///
    /// @param state the folder for everything that is kept
    /// @throws org.isopleth.ontology.document.DocumentException when a mapping is wrong
    static HospitalPatients open(
            ConnectorConfiguration.Sources sources, Path state, SecureRandom random, InstantSource clock) {
        return new HospitalPatients(sources, state, random, clock);
    }

    private static List<MappingDocument> mappings(List<Path> files, Vocabulary vocabulary) {
        MappingReader reader = new MappingReader(vocabulary);
        return files.stream().map(reader::read).toList();
    }

    private static SiteSecret secret(Path state, SecureRandom random) {
        PrivateFiles.createFolder(state);
        return SiteSecret.openOrCreate(state.resolve("site.secret"), random);
    }

    /// What reading every table would make of its cells, without keeping any of it: for the data manager.
    /// What is published under a name that is no longer configured is removed, as before a study's query.
    ///
    /// @param state the folder for everything that is kept; a scratch folder in it is used and removed, so
    ///     that the connector may run meanwhile
    static ImportListing preview(ConnectorConfiguration.Sources sources, Path state, SecureRandom random) {
        Vocabulary vocabulary = Vocabulary.bundled();
        List<MappingDocument> mappings = mappings(sources.mappings(), vocabulary);
        PatientPseudonyms pseudonyms = new PatientPseudonyms(secret(state, random));
        Contradictions contradictions = new Contradictions(vocabulary);
        List<MappingReport> reports = new ArrayList<>();
        Path scratch = state.resolve("preview-" + OwnerOnlyFiles.randomName(random));
        try (SemanticStore store = SemanticStore.open(scratch, vocabulary, pseudonyms)) {
            for (MappingDocument mapping : mappings) {
                SourceTable table = SourceTable.of(mapping.source(), sources.patience());
                reports.add(store.preview(mapping, table, contradictions::add).report());
            }
        } finally {
            OwnerOnlyFiles.discardFolder(scratch);
        }
        ImportListing.Unconfigured unconfigured = retract(mappings, state, vocabulary, pseudonyms);
        return new ImportListing(reports, contradictions.counts(), unconfigured);
    }

    private static ImportListing.Unconfigured retract(
            List<MappingDocument> mappings, Path state, Vocabulary vocabulary, PatientPseudonyms pseudonyms) {
        Path folder = state.resolve(SEMANTIC);
        if (!Files.exists(folder)) {
            return new ImportListing.Unconfigured.Removed(new TreeSet<>());
        }
        try (SemanticStore store = SemanticStore.open(folder, vocabulary, pseudonyms)) {
            return new ImportListing.Unconfigured.Removed(store.retractAllBut(names(mappings)));
        } catch (StoreLockedException e) {
            return new ImportListing.Unconfigured.NotLookedFor();
        }
    }

    private static Set<String> names(List<MappingDocument> mappings) {
        return mappings.stream().map(MappingDocument::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Selection select(Study study) {
        return reading(() -> {
            publish();
            study.features().ifPresent(this::measure);
            BuiltCohort built = new CohortBuilder(store).build(study);
            built.account().lines().forEach(line -> LOG.info("study {}: {}", study.digest(), line));
            return new Selection(built.table(), built.findings());
        });
    }

    private void publish() {
        store.retractAllBut(names(mappings))
                .forEach(name -> LOG.info("mapping {}: no longer configured; its patients are removed", name));
        mappings.forEach(this::publish);
    }

    /// Measures what a study asks for and is not measured yet. A site without images, or whose machine
    /// does not meet the reference, measures nothing: its readiness names that.
    private void measure(FeatureRequest request) {
        images.filter(HospitalImages::isSound)
                .ifPresentOrElse(
                        known -> {
                            PinnedSettings settings =
                                    new PinnedSettings(SettingsJson.read(request.settings()), request.settingsDigest());
                            ImportAccount account = known.bring(
                                    store, List.of(settings), ImageImport.Effect.KEEP, (_, _) -> {}, clock, random);
                            LOG.info("images: {} lesions measured", account.lesions());
                        },
                        () -> LOG.warn("a study asks for features, and none is measured here: {}", whyNot()));
    }

    private String whyNot() {
        return images.isEmpty() ? "'images' is not configured" : "this machine does not meet every reference value";
    }

    /// Reads the tables and brings the features of the images up to date.
    ///
    /// @throws CommandException when no images are configured
    ImportAccount importImages(ImageImport.Effect effect, ImageSource.Progress progress) {
        HospitalImages known = images.orElseThrow(
                () -> new CommandException("connector.yaml has no section 'images': say there where the images are"));
        publish();
        return known.bring(store, List.of(), effect, progress, clock, random);
    }

    /// What is kept of images: a line for each series.
    List<String> listImages() {
        return store.images().lines();
    }

    private void publish(MappingDocument mapping) {
        Publication done = store.publish(mapping, SourceTable.of(mapping.source(), patience), clock.instant());
        String what = done instanceof Publication.Replaced ? "read anew" : "unchanged";
        LOG.info("mapping {}: {}", mapping.name(), what);
        if (!done.batch().report().isComplete()) {
            LOG.warn(
                    "mapping {}: some values have no meaning yet; 'isopleth connector import' lists them",
                    mapping.name());
        }
    }

    @Override
    public Kept freeze(Digest study, AnalysisTable table, Instant deleteAt) {
        return reading(() -> {
            FrozenCohort frozen = vault.freeze(study, table, deleteAt);
            return new Kept(frozen.table(), frozen.deleteAfter());
        });
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
        store.close();
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
