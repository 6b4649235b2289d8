package org.isopleth.connector.semantic;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDF;
import org.isopleth.ontology.TermPattern;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// Writes an image series and its features in the shape of `docs/reference/feature-graph.md`. Immutable,
/// thread-safe.
final class ImageGraph {
    /// NCIt Imaging Region of Interest.
    private static final TermId REGION_OF_INTEREST = TermId.parse("ncit:C85402");

    /// NCIt Computed Tomography, Magnetic Resonance Imaging, Positron Emission Tomography, by DICOM's words.
    private static final Map<String, TermId> MODALITIES = Map.of(
            "CT", TermId.parse("ncit:C17204"),
            "MR", TermId.parse("ncit:C16809"),
            "PT", TermId.parse("ncit:C17007"));

    private final Vocabulary vocabulary;
    private final ImageSeries series;
    private final Node image;

    ImageGraph(Vocabulary vocabulary, ImageSeries series) {
        this.vocabulary = vocabulary;
        this.series = series;
        this.image = Iris.image(series.name());
    }

    /// What is known of the series without its features.
    void describe(Consumer<Triple> graph) {
        add(graph, image, RDF.type.asNode(), Iris.prov("Entity"));
        add(graph, image, Iris.DIGEST, text(series.content().hex()));
        describeAcquisition(graph);
        series.cautions().forEach(caution -> add(graph, image, Iris.CAUTION, text(caution)));
        Node patient = Iris.patient(series.patient());
        Node disease = Iris.disease(patient);
        add(graph, patient, concept(TermPattern.HAS_DISEASE), disease);
        for (String region : series.regions()) {
            Node lesion = Iris.lesion(series.name(), region);
            add(graph, disease, Iris.LESION, lesion);
            add(graph, lesion, RDF.type.asNode(), concept(REGION_OF_INTEREST));
            add(graph, lesion, Iris.REGION, text(region));
            add(graph, lesion, Iris.TIME_POINT, text(series.when().word()));
            add(graph, lesion, Iris.DAY, integer(series.when().day()));
            add(graph, lesion, Iris.IMAGE, image);
        }
    }

    private void describeAcquisition(Consumer<Triple> graph) {
        Acquisition acquisition = series.acquisition();
        Optional.ofNullable(MODALITIES.get(acquisition.modality()))
                .ifPresent(kind -> add(graph, image, RDF.type.asNode(), concept(kind)));
        add(graph, image, Iris.MODALITY, text(acquisition.modality()));
        acquisition.manufacturer().ifPresent(name -> add(graph, image, Iris.own("manufacturer"), text(name)));
        acquisition.model().ifPresent(name -> add(graph, image, Iris.own("model"), text(name)));
        acquisition.kernel().ifPresent(name -> add(graph, image, Iris.own("kernel"), text(name)));
        acquisition.kilovolts().ifPresent(peak -> add(graph, image, Iris.own("kvp"), number(peak)));
        acquisition
                .sliceThicknessMm()
                .ifPresent(thickness -> add(graph, image, Iris.own("slice-thickness-mm"), number(thickness)));
        add(graph, image, Iris.own("spacing-mm"), text(words(acquisition.spacingMm())));
        add(
                graph,
                image,
                Iris.own("contrast"),
                NodeFactory.createLiteralDT(Boolean.toString(acquisition.contrast()), XSDDatatype.XSDboolean));
    }

    private static String words(Vector3 spacing) {
        return String.format(Locale.ROOT, "%.6g %.6g %.6g", spacing.x(), spacing.y(), spacing.z());
    }

    /// Its features under one settings, and how they came about.
    void measure(SeriesFeatures features, Instant now, Consumer<Triple> graph) {
        String name = series.name() + ":" + features.settings().hex().substring(0, 16);
        Node extraction = Iris.iri(Iris.BASE + "extraction:" + name);
        Node settings = Iris.settings(features.settings());
        Node software = Iris.iri(Iris.BASE + "software:" + features.software().replace(' ', ':'));
        add(graph, extraction, RDF.type.asNode(), Iris.prov("Activity"));
        add(graph, extraction, Iris.DIGEST, text(series.content().hex()));
        add(
                graph,
                extraction,
                Iris.prov("endedAtTime"),
                NodeFactory.createLiteralDT(now.toString(), XSDDatatype.XSDdateTime));
        add(graph, extraction, Iris.prov("used"), image);
        add(graph, extraction, Iris.prov("used"), settings);
        add(graph, extraction, Iris.prov("wasAssociatedWith"), software);
        add(graph, settings, RDF.type.asNode(), Iris.prov("Plan"));
        add(graph, settings, Iris.DIGEST, text(features.settings().hex()));
        add(graph, software, RDF.type.asNode(), Iris.prov("SoftwareAgent"));
        add(graph, software, Iris.VERSION, text(features.software()));
        features.lesions().forEach((region, found) -> {
            Node lesion = Iris.lesion(series.name(), region);
            switch (found) {
                case SeriesFeatures.NotMeasured(String reason) -> add(graph, lesion, Iris.NOT_MEASURED, text(reason));
                case SeriesFeatures.Measured measured -> {
                    add(graph, lesion, Iris.VOLUME_MM3, number(measured.volumeMm3()));
                    int place = 0;
                    for (Measurement measurement : measured.measurements()) {
                        Node node = Iris.iri(Iris.BASE + "feature:" + name + ":" + region(lesion) + ":" + place++);
                        write(measurement, lesion, node, extraction, graph);
                    }
                }
            }
        });
    }

    private static String region(Node lesion) {
        String iri = lesion.getURI();
        return iri.substring(iri.lastIndexOf(':') + 1);
    }

    private void write(Measurement measurement, Node lesion, Node node, Node extraction, Consumer<Triple> graph) {
        if (!Double.isFinite(measurement.value())) {
            return;
        }
        add(graph, lesion, Iris.FEATURE, node);
        add(graph, node, RDF.type.asNode(), Iris.iri(measurement.feature().iri()));
        add(graph, node, Iris.FEATURE_ID, text(measurement.feature().id()));
        add(graph, node, Iris.AGGREGATION, text(measurement.aggregation().word()));
        add(graph, node, concept(TermPattern.HAS_VALUE), number(measurement.value()));
        add(
                graph,
                node,
                concept(TermPattern.HAS_UNIT),
                Iris.unit(new Unit(measurement.feature().unit())));
        add(graph, node, Iris.prov("wasGeneratedBy"), extraction);
    }

    private Node concept(TermId id) {
        return Iris.iri(vocabulary.iri(id));
    }

    private static Node text(String text) {
        return NodeFactory.createLiteralString(text);
    }

    private static Node number(double value) {
        return NodeFactory.createLiteralDT(Double.toString(value), XSDDatatype.XSDdouble);
    }

    private static Node integer(long value) {
        return NodeFactory.createLiteralDT(Long.toString(value), XSDDatatype.XSDinteger);
    }

    private static void add(Consumer<Triple> graph, Node subject, Node predicate, Node object) {
        graph.accept(Triple.create(subject, predicate, object));
    }
}
