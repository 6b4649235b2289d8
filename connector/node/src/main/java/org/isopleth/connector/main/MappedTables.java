package org.isopleth.connector.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.isopleth.connector.cohort.Contradictions;
import org.isopleth.connector.semantic.PatientPseudonyms;
import org.isopleth.connector.semantic.Publication;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.semantic.StoreLockedException;
import org.isopleth.connector.source.SourcePatience;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.ontology.mapping.MappingReader;
import org.isopleth.ontology.mapping.MappingReport;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hospital's tables and how they are mapped. Thread-safe: they are published by one thread at a time.
final class MappedTables {
    private static final Logger LOG = LoggerFactory.getLogger(MappedTables.class);

    private final List<MappingDocument> mappings;
    private final SourcePatience patience;

    private MappedTables(List<MappingDocument> mappings, SourcePatience patience) {
        this.mappings = List.copyOf(mappings);
        this.patience = patience;
    }

    /// Reads the mappings.
    ///
    /// @throws org.isopleth.ontology.document.DocumentException when one is wrong
    static MappedTables read(ConnectorConfiguration.Sources sources, Vocabulary vocabulary) {
        MappingReader reader = new MappingReader(vocabulary);
        return new MappedTables(sources.mappings().stream().map(reader::read).toList(), sources.patience());
    }

    /// Brings a store up to date: what is no longer configured leaves it, and what changed is read anew.
    synchronized void publish(SemanticStore store, Instant now) {
        store.retractAllBut(names())
                .forEach(name -> LOG.info("mapping {}: no longer configured; its patients are removed", name));
        mappings.forEach(mapping -> publish(mapping, store, now));
    }

    private void publish(MappingDocument mapping, SemanticStore store, Instant now) {
        Publication done = store.publish(mapping, SourceTable.of(mapping.source(), patience), now);
        String what = done instanceof Publication.Replaced ? "read anew" : "unchanged";
        LOG.info("mapping {}: {}", mapping.name(), what);
        if (!done.batch().report().isComplete()) {
            LOG.warn(
                    "mapping {}: some values have no meaning yet; 'isopleth connector import' lists them",
                    mapping.name());
        }
    }

    /// What reading every table would make of its cells, without keeping any of it: for the data manager.
    /// What is published under a name that is no longer configured is removed, as before a study's query.
    ///
    /// @param state the folder for everything that is kept; a scratch folder in it is used and removed, so
    ///     that the connector may run meanwhile
    ImportListing preview(Path state, Vocabulary vocabulary, PatientPseudonyms pseudonyms, SecureRandom random) {
        Contradictions contradictions = new Contradictions(vocabulary);
        List<MappingReport> reports = new ArrayList<>();
        Path scratch = state.resolve("preview-" + OwnerOnlyFiles.randomName(random));
        try (SemanticStore store = SemanticStore.open(scratch, vocabulary, pseudonyms)) {
            for (MappingDocument mapping : mappings) {
                SourceTable table = SourceTable.of(mapping.source(), patience);
                reports.add(store.preview(mapping, table, contradictions::add).report());
            }
        } finally {
            OwnerOnlyFiles.discardFolder(scratch);
        }
        return new ImportListing(reports, contradictions.counts(), retract(state, vocabulary, pseudonyms));
    }

    private ImportListing.Unconfigured retract(Path state, Vocabulary vocabulary, PatientPseudonyms pseudonyms) {
        Path folder = state.resolve(HospitalPatients.SEMANTIC);
        if (!Files.exists(folder)) {
            return new ImportListing.Unconfigured.Removed(new TreeSet<>());
        }
        try (SemanticStore store = SemanticStore.open(folder, vocabulary, pseudonyms)) {
            return new ImportListing.Unconfigured.Removed(store.retractAllBut(names()));
        } catch (StoreLockedException e) {
            return new ImportListing.Unconfigured.NotLookedFor();
        }
    }

    private Set<String> names() {
        return mappings.stream().map(MappingDocument::name).collect(Collectors.toUnmodifiableSet());
    }
}
