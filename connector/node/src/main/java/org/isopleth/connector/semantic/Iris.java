package org.isopleth.connector.semantic;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.isopleth.canonical.Digest;
import org.isopleth.unit.Unit;

/// The IRIs of a site's own things. None holds a local key or value. Stateless, thread-safe.
public final class Iris {
    static final String BASE = "urn:isopleth:";
    private static final String UNIT = BASE + "unit:";
    private static final String PATIENT = BASE + "patient:";
    private static final String IMAGE_GRAPH = BASE + "graph:image:";
    private static final String PROVENANCE = BASE + "graph:provenance:";

    /// The provenance ontology.
    public static final String PROV = "http://www.w3.org/ns/prov#";
    static final String SKOS = "http://www.w3.org/2004/02/skos/core#";
    static final String UNIT_ONTOLOGY = "http://purl.obolibrary.org/obo/";

    /// The graph of concepts, labels and units.
    static final Node ONTOLOGY_GRAPH = iri(BASE + "graph:ontology");
    static final Node DIGEST = own("digest");
    static final Node GRAPH = own("graph");
    static final Node ROWS = own("rows");
    static final Node ROW_NUMBER = own("row-number");
    static final Node LOCAL_COLUMN = own("local-column");
    static final Node VARIABLE = own("variable");
    static final Node LESION = own("lesion");
    static final Node REGION = own("region");
    static final Node TIME_POINT = own("time-point");
    static final Node DAY = own("day");
    static final Node IMAGE = own("image");
    static final Node MODALITY = own("modality");
    static final Node VOLUME_MM3 = own("volume-mm3");
    static final Node FEATURE = own("feature");
    static final Node FEATURE_ID = own("feature-id");
    static final Node AGGREGATION = own("aggregation");
    static final Node NOT_MEASURED = own("not-measured");
    static final Node CAUTION = own("caution");
    static final Node VERSION = own("version");

    private Iris() {}

    static Node iri(String iri) {
        return NodeFactory.createURI(iri);
    }

    static Node prov(String name) {
        return iri(PROV + name);
    }

    /// A relation no public vocabulary has.
    static Node own(String name) {
        return iri(relation(name));
    }

    /// The IRI of a relation no public vocabulary has.
    public static String relation(String name) {
        return BASE + "relation:" + name;
    }

    static Node patient(String pseudonym) {
        return iri(PATIENT + pseudonym);
    }

    /// The pseudonym in a patient's IRI; of an IRI of another making, the whole.
    public static String pseudonym(Node patient) {
        String iri = patient.isURI() ? patient.getURI() : patient.toString();
        return iri.startsWith(PATIENT) ? iri.substring(PATIENT.length()) : iri;
    }

    static Node dataGraph(String mapping, String batch) {
        return iri(BASE + "graph:data:" + mapping + ":" + batch);
    }

    static Node provenanceGraph(String mapping) {
        return iri(PROVENANCE + mapping);
    }

    /// The mapping of a graph made by [#provenanceGraph].
    static Optional<String> mappingOfProvenance(Node graph) {
        return graph.isURI() && graph.getURI().startsWith(PROVENANCE)
                ? Optional.of(graph.getURI().substring(PROVENANCE.length()))
                : Optional.empty();
    }

    static Node disease(Node patient) {
        return iri(patient.getURI() + ":disease");
    }

    /// What describes an image series.
    static Node imageGraph(String series) {
        return iri(IMAGE_GRAPH + series);
    }

    /// The series of a graph made by [#imageGraph].
    static Optional<String> seriesOfImage(Node graph) {
        return graph.isURI() && graph.getURI().startsWith(IMAGE_GRAPH)
                ? Optional.of(graph.getURI().substring(IMAGE_GRAPH.length()))
                : Optional.empty();
    }

    /// An image series' features under one settings.
    static Node featureGraph(String series, Digest settings) {
        return iri(BASE + "graph:features:" + series + ":" + settings.hex().substring(0, 16));
    }

    static Node image(String series) {
        return iri(BASE + "image:" + series);
    }

    static Node lesion(String series, String region) {
        return iri(BASE + "lesion:" + series + ":" + URLEncoder.encode(region, StandardCharsets.UTF_8));
    }

    static Node settings(Digest settings) {
        return iri(BASE + "settings:" + settings.hex());
    }

    static Node mappingGraph(String mapping) {
        return iri(BASE + "graph:mapping:" + mapping);
    }

    /// The IRI of a unit, from its UCUM code.
    static Node unit(Unit unit) {
        return iri(UNIT + URLEncoder.encode(unit.code(), StandardCharsets.UTF_8));
    }

    /// The unit of an IRI made by [#unit(Unit)].
    public static Optional<Unit> unit(Node node) {
        if (!node.isURI() || !node.getURI().startsWith(UNIT)) {
            return Optional.empty();
        }
        return Optional.of(new Unit(URLDecoder.decode(node.getURI().substring(UNIT.length()), StandardCharsets.UTF_8)));
    }
}
