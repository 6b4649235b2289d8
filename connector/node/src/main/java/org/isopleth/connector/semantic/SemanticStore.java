package org.isopleth.connector.semantic;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.jena.dboe.base.file.AlreadyLocked;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.http.Service;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.TDBException;
import org.apache.jena.tdb2.sys.TDBInternal;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.MappedRow;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.store.PrivateFiles;

/// A site's semantic store: a TDB2 folder that one process has open. Thread-safe: one writer at a
/// time, readers see the last committed state.
///
/// ```java
/// try (SemanticStore store = SemanticStore.open(folder, Vocabulary.bundled(), pseudonyms)) {
///     Publication done = store.publish(mapping, SourceTable.of(mapping.source()), clock.instant());
///     store.select("SELECT ?sex WHERE { ?p roo:P100018 ?s . ?s a ?sex }", row -> …);
/// }
/// ```
public final class SemanticStore implements AutoCloseable {
    private final DatasetGraph dataset;
    private final Vocabulary vocabulary;
    private final PatientPseudonyms pseudonyms;
    private final Digest ontology;

    private SemanticStore(DatasetGraph dataset, Vocabulary vocabulary, PatientPseudonyms pseudonyms) {
        this.dataset = dataset;
        this.vocabulary = vocabulary;
        this.pseudonyms = pseudonyms;
        this.ontology = OntologyGraph.digest(vocabulary);
    }

    /// Opens or makes the store and brings its ontology graph up to date.
    ///
    /// @throws StoreLockedException when another process has it open
    /// @throws SemanticStoreException when it is damaged
    public static SemanticStore open(Path folder, Vocabulary vocabulary, PatientPseudonyms pseudonyms) {
        PrivateFiles.createFolder(folder);
        DatasetGraph dataset;
        try {
            dataset = DatabaseMgr.connectDatasetGraph(folder.toString());
        } catch (AlreadyLocked locked) {
            throw new StoreLockedException("the semantic store " + folder + " is in use by another process", locked);
        } catch (TDBException damaged) {
            throw new SemanticStoreException("the semantic store " + folder + " cannot be opened", damaged);
        }
        SemanticStore store = new SemanticStore(dataset, vocabulary, pseudonyms);
        store.refreshOntology();
        return store;
    }

    /// The terms this store knows.
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// The image series and their features.
    public ImageGraphs images() {
        return new ImageGraphs(dataset, vocabulary);
    }

    /// The names patients have here.
    public PatientPseudonyms pseudonyms() {
        return pseudonyms;
    }

    /// Reads a source and maps it without writing anything: a dry run.
    ///
    /// @param rows takes every row that names a patient
    public Batch preview(MappingDocument mapping, SourceTable source, Consumer<MappedRow> rows) {
        return reading(mapping, source).read(rows);
    }

    /// Replaces everything published under the mapping's name, in one transaction; a source that says
    /// the same as before is left alone.
    ///
    /// @throws SourceChangedException when the source changes while it is read; nothing was written
    public Publication publish(MappingDocument mapping, SourceTable source, Instant now) {
        BatchReading reading = reading(mapping, source);
        Batch batch = reading.read(_ -> {});
        if (published(mapping.name()).equals(Optional.of(batch.digest()))) {
            return new Publication.Unchanged(batch);
        }
        Txn.executeWrite(dataset, () -> {
            clear(mapping.name());
            Node data = Iris.dataGraph(mapping.name(), batch.shortName());
            Node provenance = Iris.provenanceGraph(mapping.name());
            PatientGraph patients = new PatientGraph(vocabulary, mapping, pseudonyms, batch.shortName());
            Batch again = reading.read(row -> patients.write(row, into(data), into(provenance)));
            if (!again.digest().equals(batch.digest())) {
                // Thrown within the transaction, so that it is undone.
                throw new SourceChangedException(source.name());
            }
            Provenance.write(mapping, source.name(), batch, now, into(provenance));
            Provenance.writeMapping(vocabulary, mapping, into(Iris.mappingGraph(mapping.name())));
        });
        return new Publication.Replaced(batch);
    }

    /// Removes everything published under a mapping's name.
    public void retract(String mapping) {
        Txn.executeWrite(dataset, () -> clear(mapping));
    }

    /// Removes everything published under any other name than these, in one transaction.
    ///
    /// @return the names it was published under, sorted; most often none, and then nothing was written
    public Set<String> retractAllBut(Set<String> mappings) {
        Set<String> others = published();
        others.removeAll(mappings);
        if (!others.isEmpty()) {
            Txn.executeWrite(dataset, () -> others.forEach(this::clear));
        }
        return others;
    }

    /// The mappings' names under which something is published.
    public Set<String> published() {
        Set<String> names = new TreeSet<>();
        Txn.executeRead(
                dataset,
                () -> dataset.find(Node.ANY, Node.ANY, Iris.DIGEST, Node.ANY)
                        .forEachRemaining(quad ->
                                Iris.mappingOfProvenance(quad.getGraph()).ifPresent(names::add)));
        return names;
    }

    /// The digest of the batch published under a mapping's name.
    public Optional<Digest> published(String mapping) {
        return Txn.calculateRead(
                dataset,
                () -> dataset.getGraph(Iris.provenanceGraph(mapping))
                        .find(Node.ANY, Iris.DIGEST, Node.ANY)
                        .mapWith(triple -> new Digest(triple.getObject().getLiteralLexicalForm()))
                        .nextOptional());
    }

    /// Answers a SELECT over the union of all graphs, row by row. Local use only: rows are patients.
    ///
    /// Older ROO IRIs and undeclared usual prefixes are understood; `SERVICE` is refused, since it
    /// would send parts of a query elsewhere.
    ///
    /// @throws SemanticStoreException when the text is no SELECT, or runs longer than ten minutes
    public void select(String sparql, Consumer<Binding> rows) {
        Query query = new PublishedQuery(vocabulary).parse(sparql);
        Txn.executeRead(dataset, () -> {
            try (QueryExec execution = QueryExec.dataset(dataset)
                    .query(query)
                    .set(TDB2.symUnionDefaultGraph, true)
                    .set(Service.httpServiceAllowed, false)
                    .timeout(10, TimeUnit.MINUTES)
                    .build()) {
                execution.select().forEachRemaining(rows);
            } catch (QueryCancelledException late) {
                throw new SemanticStoreException("the query ran longer than ten minutes", late);
            }
        });
    }

    /// Gives the space of replaced graphs back to the disk. Writers wait meanwhile.
    public void compact() {
        DatabaseMgr.compact(dataset, true);
    }

    @Override
    public void close() {
        TDBInternal.expel(dataset);
    }

    private BatchReading reading(MappingDocument mapping, SourceTable source) {
        return new BatchReading(mapping, source, "graph 1, " + ontology.hex() + ", " + pseudonyms.check());
    }

    private void refreshOntology() {
        Node current = NodeFactory.createLiteralString(ontology.hex());
        boolean upToDate = Txn.calculateRead(
                dataset, () -> dataset.contains(Iris.ONTOLOGY_GRAPH, Iris.ONTOLOGY_GRAPH, Iris.DIGEST, current));
        if (!upToDate) {
            Txn.executeWrite(dataset, () -> {
                dataset.removeGraph(Iris.ONTOLOGY_GRAPH);
                OntologyGraph.write(vocabulary, into(Iris.ONTOLOGY_GRAPH));
                dataset.add(Iris.ONTOLOGY_GRAPH, Iris.ONTOLOGY_GRAPH, Iris.DIGEST, current);
            });
        }
    }

    private void clear(String mapping) {
        Node provenance = Iris.provenanceGraph(mapping);
        List<Node> data = dataset.getGraph(provenance)
                .find(Node.ANY, Iris.GRAPH, Node.ANY)
                .mapWith(Triple::getObject)
                .toList();
        data.forEach(dataset::removeGraph);
        dataset.removeGraph(provenance);
        dataset.removeGraph(Iris.mappingGraph(mapping));
    }

    private Consumer<Triple> into(Node graph) {
        return triple -> dataset.add(graph, triple.getSubject(), triple.getPredicate(), triple.getObject());
    }
}
