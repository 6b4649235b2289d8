package org.isopleth.connector.semantic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.system.Txn;
import org.apache.jena.vocabulary.RDF;
import org.isopleth.canonical.Digest;
import org.isopleth.ontology.TermPattern;
import org.isopleth.ontology.Vocabulary;

/// The image series and features of a semantic store, beside the graphs of its tables. Thread-safe as the
/// store is.
///
/// One graph describes a series; one more holds its features under each settings. What a series says is
/// replaced in one transaction.
public final class ImageGraphs {
    private final DatasetGraph dataset;
    private final Vocabulary vocabulary;

    ImageGraphs(DatasetGraph dataset, Vocabulary vocabulary) {
        this.dataset = dataset;
        this.vocabulary = vocabulary;
    }

    /// Whether any table names this patient: images of others are of no use to a study, and are not kept.
    public boolean knows(String patient) {
        Node type = RDF.type.asNode();
        Node kind = Iris.iri(vocabulary.iri(TermPattern.PATIENT));
        return Txn.calculateRead(dataset, () -> dataset.contains(Node.ANY, Iris.patient(patient), type, kind));
    }

    /// The series that are described, by their names, sorted.
    public Set<String> series() {
        Set<String> names = new TreeSet<>();
        Txn.executeRead(
                dataset,
                () -> dataset.find(Node.ANY, Node.ANY, Iris.MODALITY, Node.ANY)
                        .forEachRemaining(
                                quad -> Iris.seriesOfImage(quad.getGraph()).ifPresent(names::add)));
        return names;
    }

    /// What is known of a series: its content and time point.
    public Optional<Described> described(String series) {
        Node graph = Iris.imageGraph(series);
        Node image = Iris.image(series);
        return Txn.calculateRead(
                dataset,
                () -> object(graph, image, Iris.DIGEST)
                        .map(digest -> new Described(
                                new Digest(digest),
                                object(graph, Node.ANY, Iris.TIME_POINT).orElse(""),
                                object(graph, Node.ANY, Iris.DAY)
                                        .map(Integer::parseInt)
                                        .orElse(0))));
    }

    /// @param content digest of the series and its regions
    /// @param timePoint blank when it has no region
    /// @param day since the baseline
    public record Described(Digest content, String timePoint, int day) {}

    /// Whether the store holds what this software makes of this content under these settings.
    public boolean isMeasured(String series, Digest content, Digest settings, String software) {
        Node graph = Iris.featureGraph(series, settings);
        return Txn.calculateRead(
                dataset,
                () -> dataset.contains(graph, Node.ANY, Iris.DIGEST, text(content.hex()))
                        && dataset.contains(graph, Node.ANY, Iris.DIGEST, text(settings.hex()))
                        && dataset.contains(graph, Node.ANY, Iris.VERSION, text(software)));
    }

    /// Replaces what is known of a series, in one transaction. Features of other settings stay when they are
    /// of the same content, whichever software measured them, and go with what they were measured on otherwise.
    ///
    /// @param fresh what was measured now
    public void replace(ImageSeries series, Collection<SeriesFeatures> fresh, Instant now) {
        ImageGraph writer = new ImageGraph(vocabulary, series);
        Txn.executeWrite(dataset, () -> {
            for (Node graph : featureGraphs(series.name())) {
                if (!dataset.contains(
                        graph, Node.ANY, Iris.DIGEST, text(series.content().hex()))) {
                    dataset.removeGraph(graph);
                }
            }
            Node described = Iris.imageGraph(series.name());
            dataset.removeGraph(described);
            writer.describe(into(described));
            for (SeriesFeatures features : fresh) {
                Node measured = Iris.featureGraph(series.name(), features.settings());
                dataset.removeGraph(measured);
                writer.measure(features, now, into(measured));
            }
        });
    }

    /// Moves a series to another point of its patient's history; nothing is measured again.
    public void move(String series, ImageSeries.TimePoint when) {
        Node graph = Iris.imageGraph(series);
        Txn.executeWrite(dataset, () -> {
            List<Node> lesions = dataset.getGraph(graph)
                    .find(Node.ANY, Iris.TIME_POINT, Node.ANY)
                    .mapWith(Triple::getSubject)
                    .toList();
            for (Node lesion : lesions) {
                dataset.deleteAny(graph, lesion, Iris.TIME_POINT, Node.ANY);
                dataset.deleteAny(graph, lesion, Iris.DAY, Node.ANY);
                dataset.add(graph, lesion, Iris.TIME_POINT, text(when.word()));
                dataset.add(
                        graph,
                        lesion,
                        Iris.DAY,
                        NodeFactory.createLiteralDT(
                                Integer.toString(when.day()), org.apache.jena.datatypes.xsd.XSDDatatype.XSDinteger));
            }
        });
    }

    /// Removes every series but these and its features, in one transaction.
    ///
    /// @return how many were removed
    public int retractAllBut(Set<String> names) {
        Set<String> gone = series();
        gone.removeAll(names);
        if (!gone.isEmpty()) {
            Txn.executeWrite(dataset, () -> {
                for (String series : gone) {
                    featureGraphs(series).forEach(dataset::removeGraph);
                    dataset.removeGraph(Iris.imageGraph(series));
                }
            });
        }
        return gone.size();
    }

    /// A line for each region of each series: pseudonyms, words and numbers, sorted.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Txn.executeRead(
                dataset,
                () -> dataset.find(Node.ANY, Node.ANY, Iris.REGION, Node.ANY).forEachRemaining(quad -> {
                    Node graph = quad.getGraph();
                    Node lesion = quad.getSubject();
                    long features = dataset.stream(Node.ANY, lesion, Iris.FEATURE, Node.ANY)
                            .count();
                    lines.add("series " + Iris.seriesOfImage(graph).orElse("") + "  "
                            + object(graph, Node.ANY, Iris.MODALITY).orElse("") + "  "
                            + object(graph, lesion, Iris.TIME_POINT).orElse("") + "  "
                            + quad.getObject().getLiteralLexicalForm() + "  " + features + " features");
                }));
        lines.sort(null);
        return lines;
    }

    private List<Node> featureGraphs(String series) {
        List<Node> graphs = new ArrayList<>();
        dataset.find(Node.ANY, Node.ANY, Iris.prov("used"), Iris.image(series))
                .forEachRemaining(quad -> graphs.add(quad.getGraph()));
        return graphs;
    }

    private Optional<String> object(Node graph, Node subject, Node predicate) {
        return dataset.getGraph(graph)
                .find(subject, predicate, Node.ANY)
                .mapWith(triple -> triple.getObject().getLiteralLexicalForm())
                .nextOptional();
    }

    private Consumer<Triple> into(Node graph) {
        return triple -> dataset.add(graph, triple.getSubject(), triple.getPredicate(), triple.getObject());
    }

    private static Node text(String text) {
        return NodeFactory.createLiteralString(text);
    }
}
