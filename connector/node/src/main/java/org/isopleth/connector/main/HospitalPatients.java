package org.isopleth.connector.main;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.connector.cohort.BuiltCohort;
import org.isopleth.connector.cohort.CohortBuilder;
import org.isopleth.connector.cohort.CohortException;
import org.isopleth.connector.cohort.CohortVault;
import org.isopleth.connector.cohort.FrozenCohort;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.PatientPseudonyms;
import org.isopleth.connector.semantic.Publication;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.semantic.SemanticStoreException;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.connector.work.Patients;
import org.isopleth.connector.work.PatientsUnreadableException;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.ontology.mapping.MappingReader;
import org.isopleth.ontology.table.TableException;
import org.isopleth.store.PrivateFiles;
import org.isopleth.study.Study;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hospital's tables, mapped into the semantic store, and the cohorts frozen from it. For one thread.
final class HospitalPatients implements Patients {
    private static final Logger LOG = LoggerFactory.getLogger(HospitalPatients.class);

    private final List<MappingDocument> mappings;
    private final SemanticStore store;
    private final CohortVault vault;
    private final InstantSource clock;

    private HospitalPatients(
            List<MappingDocument> mappings, SemanticStore store, CohortVault vault, InstantSource clock) {
        this.mappings = mappings;
        this.store = store;
        this.vault = vault;
        this.clock = clock;
    }

    /// Reads the mappings and opens the semantic store and the vault.
    ///
    /// @param state the folder for everything that is kept
    /// @throws org.isopleth.ontology.document.DocumentException when a mapping is wrong
    static HospitalPatients open(List<Path> mappingFiles, Path state, SecureRandom random, InstantSource clock) {
        Vocabulary vocabulary = Vocabulary.bundled();
        List<MappingDocument> mappings = mappings(mappingFiles, vocabulary);
        SiteSecret secret = secret(state, random);
        CohortVault vault = new CohortVault(state.resolve("cohorts"), secret, random);
        SemanticStore store = SemanticStore.open(state.resolve("semantic"), vocabulary, new PatientPseudonyms(secret));
        return new HospitalPatients(mappings, store, vault, clock);
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
    ///
    /// @param state the folder for everything that is kept; a scratch folder in it is used and removed, so
    ///     that the connector may run meanwhile
    static List<String> preview(List<Path> mappingFiles, Path state, SecureRandom random) {
        Vocabulary vocabulary = Vocabulary.bundled();
        List<MappingDocument> mappings = mappings(mappingFiles, vocabulary);
        PatientPseudonyms pseudonyms = new PatientPseudonyms(secret(state, random));
        Path scratch = state.resolve("preview-" + OwnerOnlyFiles.randomName(random));
        try (SemanticStore store = SemanticStore.open(scratch, vocabulary, pseudonyms)) {
            List<String> lines = new ArrayList<>();
            for (MappingDocument mapping : mappings) {
                lines.addAll(store.preview(mapping, SourceTable.of(mapping.source()))
                        .report()
                        .lines(vocabulary));
            }
            return lines;
        } finally {
            OwnerOnlyFiles.discardFolder(scratch);
        }
    }

    @Override
    public Selection select(Study study) {
        return reading(() -> {
            mappings.forEach(this::publish);
            BuiltCohort built = new CohortBuilder(store).build(study);
            return new Selection(built.table(), built.findings());
        });
    }

    private void publish(MappingDocument mapping) {
        Publication done = store.publish(mapping, SourceTable.of(mapping.source()), clock.instant());
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
        } catch (TableException
                | SemanticStoreException
                | CohortException
                | IdentityException
                | UncheckedIOException e) {
            throw new PatientsUnreadableException(String.valueOf(e.getMessage()), e);
        }
    }
}
