package org.isopleth.connector.semantic;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.ontology.mapping.ColumnName;
import org.isopleth.ontology.mapping.MappedColumn;
import org.isopleth.ontology.mapping.MappingDocument;

/// Where a graph came from, in PROV-O: which table, which mapping, when; and what the mapping says of
/// each column. Rows are linked by [PatientGraph]. Stateless, thread-safe.
final class Provenance {
    private Provenance() {}

    static void write(MappingDocument mapping, String table, Batch batch, Instant now, Consumer<Triple> graph) {
        Node entity = Iris.iri(Iris.BASE + "batch:" + batch.shortName());
        Node activity = Iris.iri(Iris.BASE + "publication:" + batch.shortName());
        Node source = Iris.iri(Iris.BASE + "table:" + mapping.name());
        Node plan = mapping(mapping);
        add(graph, source, RDF.type.asNode(), Iris.prov("Entity"));
        add(graph, source, RDFS.label.asNode(), text(table));
        add(graph, plan, RDF.type.asNode(), Iris.prov("Entity"));
        add(graph, plan, RDFS.label.asNode(), text(mapping.name()));
        add(graph, activity, RDF.type.asNode(), Iris.prov("Activity"));
        add(graph, activity, Iris.prov("used"), source);
        add(graph, activity, Iris.prov("used"), plan);
        add(graph, activity, Iris.prov("endedAtTime"), time(now));
        add(graph, entity, RDF.type.asNode(), Iris.prov("Entity"));
        add(graph, entity, Iris.prov("wasGeneratedBy"), activity);
        add(graph, entity, Iris.prov("wasDerivedFrom"), source);
        add(graph, entity, Iris.DIGEST, text(batch.digest().hex()));
        add(graph, entity, Iris.GRAPH, Iris.dataGraph(mapping.name(), batch.shortName()));
        add(
                graph,
                entity,
                Iris.ROWS,
                NodeFactory.createLiteralDT(Long.toString(batch.report().rows()), XSDDatatype.XSDinteger));
    }

    static void writeMapping(Vocabulary vocabulary, MappingDocument mapping, Consumer<Triple> graph) {
        int number = 1;
        for (MappedColumn column : mapping.columns()) {
            Node node = Iris.iri(mapping(mapping).getURI() + ":column:" + number++);
            add(graph, node, Iris.VARIABLE, Iris.iri(vocabulary.iri(column.term())));
            for (ColumnName input : column.inputs()) {
                add(graph, node, Iris.LOCAL_COLUMN, text(input.name()));
            }
        }
    }

    /// The mapping's version is the digest of its document.
    private static Node mapping(MappingDocument mapping) {
        return Iris.iri(Iris.BASE + "mapping:" + mapping.digest().hex());
    }

    private static Node text(String text) {
        return NodeFactory.createLiteralString(text);
    }

    private static Node time(Instant instant) {
        return NodeFactory.createLiteralDT(instant.toString(), XSDDatatype.XSDdateTime);
    }

    private static void add(Consumer<Triple> graph, Node subject, Node predicate, Node object) {
        graph.accept(Triple.create(subject, predicate, object));
    }
}
